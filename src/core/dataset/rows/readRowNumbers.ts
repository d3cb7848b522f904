import { numberText, t } from '../../../l10n/t.js';
import { shownName } from '../../fileName.js';

type ReadRowNumbers =
  | { readonly ok: true; readonly rows: readonly number[] }
  /** One sentence that says what can't be read, and how it is written. */
  | { readonly ok: false; readonly fault: string };

const MOST_ROWS = 100_000;

/** Reads rows as a person writes them, from 1: `3, 7, 10-20`. Ascending, each once. */
export function readRowNumbers(text: string): ReadRowNumbers {
  const rows = new Set<number>();
  for (const part of text.split(/[\s,;]+/).filter((each) => each !== '')) {
    const match = /^(\d+)(?:(?:-|–|\.\.)(\d+))?$/.exec(part);
    const first = Number(match?.[1] ?? NaN);
    const last = Number(match?.[2] ?? first);
    // Beyond the safe ones a number and the next are the same, and counting never ends.
    if (!(first >= 1) || !(last >= first) || !Number.isSafeInteger(last)) {
      return {
        ok: false,
        fault: t('“{0}” is no row; write numbers from 1, like 3, 7, 10-20.', shownName(part)),
      };
    }
    if (last - first + rows.size >= MOST_ROWS) {
      return { ok: false, fault: t('That are more than {0} rows.', numberText(MOST_ROWS)) };
    }
    for (let row = first; row <= last; row += 1) rows.add(row);
  }
  if (rows.size === 0) {
    return { ok: false, fault: t('Write at least one row, from 1, like 3, 7, 10-20.') };
  }
  return { ok: true, rows: [...rows].sort((a, b) => a - b) };
}
