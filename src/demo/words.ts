import { createHash } from 'node:crypto';

const STOPWORDS = new Set(
  (
    'a about after all also an and any are as at be because been but by can could did do does for from ' +
    'had has have he her his how i if in into is it its me more most my no not of on one or other our ' +
    'she should so some such than that the their them then there these they this to was we were what ' +
    'when where which who why will with would you your response question answer'
  ).split(' '),
);

/** Words of a text in order, lower case, without those that carry no meaning. */
export function contentWords(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word) => !STOPWORDS.has(word));
}

/** Share in [0, 1) that depends on the parts alone, evenly spread. */
export function shareOf(...parts: readonly (string | number)[]): number {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest();
  return digest.readUIntBE(0, 6) / 2 ** 48;
}

/** The element of a non-empty list that a share in [0, 1) points at. */
export function pick<T>(list: readonly [T, ...T[]], share: number): T {
  return list[Math.floor(share * list.length)] ?? list[0];
}
