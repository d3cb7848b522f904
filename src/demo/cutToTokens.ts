import { loadTokenizer } from '../core/judging/tokenizer.js';

/** The text, or of a longer one the beginning that has at most so many tokens. */
export async function cutToTokens(text: string, most: number | undefined): Promise<string> {
  // A token is a byte at least: most replies need no count.
  if (most === undefined || Buffer.byteLength(text) <= most) return text;
  const { count } = await loadTokenizer();
  if (count(text) <= most) return text;
  const characters = [...text];
  const beginning = (length: number) => characters.slice(0, length).join('');
  let fits = 0;
  let tooLong = characters.length;
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (count(beginning(middle)) <= most) fits = middle;
    else tooLong = middle;
  }
  return beginning(fits);
}
