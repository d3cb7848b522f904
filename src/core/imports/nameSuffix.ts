/** Names end in `-<words>`; each is given once. */
export function suffixes(): (text: string) => string {
  const taken = new Set<string>();
  return (text) => {
    const plain = plainWords(text);
    for (let count = 1; ; count += 1) {
      const words = [plain, count === 1 ? '' : String(count)].filter((word) => word !== '');
      const suffix = words.length === 0 ? '' : `-${words.join('-')}`;
      if (taken.has(suffix)) continue;
      taken.add(suffix);
      return suffix;
    }
  };
}

/** Lower-case words with `-` between them, at most 40 characters; empty where there are none. */
export function plainWords(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
}
