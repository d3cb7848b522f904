/** An address without the slashes at its end. */
export function withoutEndSlashes(text: string): string {
  // A pattern would try each slash of a long run in turn.
  let end = text.length;
  while (text[end - 1] === '/') end -= 1;
  return text.slice(0, end);
}
