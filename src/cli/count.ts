import { numberText } from '../l10n/t.js';

/** `1 row`, `1,319 rows`. */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${numberText(n)} ${n === 1 ? noun : plural}`;
}
