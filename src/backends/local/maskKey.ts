/** A made-up key such as `none` is no secret, and a word that replies may well hold. */
const SHORTEST_SECRET = 12;

/** Replies are kept in files that people share. */
export function maskKey(text: string, key: string | undefined): string {
  return key === undefined || key.length < SHORTEST_SECRET ? text : text.replaceAll(key, '[key]');
}
