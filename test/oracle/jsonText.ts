/** The members of an object's JSON text, as written: `"name": value`. */
export function membersOf(json: string): string[] {
  const members: string[] = [];
  let depth = 0;
  let current = '';
  for (const piece of json
    .trim()
    .slice(1, -1)
    .match(/"(?:[^"\\]|\\.)*"|[^"]/gsu) ?? []) {
    if (piece === ',' && depth === 0) {
      members.push(current.trim());
      current = '';
      continue;
    }
    if (piece === '[' || piece === '{') depth += 1;
    if (piece === ']' || piece === '}') depth -= 1;
    current += piece;
  }
  return [...members, current.trim()].filter((member) => member !== '');
}

/** The value of a member, as written. */
export function valueOf(member: string): string {
  return member.replace(/^"(?:[^"\\]|\\.)*"\s*:\s*/su, '');
}
