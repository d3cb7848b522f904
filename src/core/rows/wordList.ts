/** Texts by number, each once. */
interface WordList {
  readonly size: number;
  /** The text's number, from 0; a new one for a text that is not there yet. */
  numberOf(text: string): number;
  at(number: number): string;
}

export function createWordList(): WordList {
  const numbers = new Map<string, number>();
  const words: string[] = [];
  return {
    get size() {
      return words.length;
    },
    numberOf(text) {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, words.length);
      return words.push(text) - 1;
    },
    at: (number) => words[number] ?? '',
  };
}
