import { t } from '../../../l10n/t.js';

/** The candidate that `word` was probably meant to be; undefined where none is close. */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 3));
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of candidates.slice(0, MOST_CANDIDATES)) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance <= limit && (!best || distance < best.distance)) best = { candidate, distance };
  }
  if (best) return best.candidate;
  // `base_url` for `external_base_url`: the end of the one name that has it.
  const longer = candidates.filter((candidate) => candidate.endsWith(`_${word.toLowerCase()}`));
  return longer.length === 1 ? longer[0] : undefined;
}

/** A file may have a million columns, and each is compared letter by letter. */
const MOST_CANDIDATES = 1000;

export function didYouMean(word: string, candidates: readonly string[]): string {
  const candidate = closest(word, candidates);
  return candidate === undefined ? '' : t(' Did you mean `{0}`?', candidate);
}

/** Insertions, deletions, replacements and swaps of neighbours; words this short need no more. */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 8 || a.length > 80) return Infinity;
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  const cell = (i: number, j: number) => rows[i]?.[j] ?? Infinity;
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j += 1) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let distance = Math.min(
        cell(i - 1, j) + 1,
        (row[j - 1] ?? 0) + 1,
        cell(i - 1, j - 1) + change,
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        distance = Math.min(distance, cell(i - 2, j - 2) + 1);
      }
      row.push(distance);
    }
  }
  return cell(a.length, b.length);
}
