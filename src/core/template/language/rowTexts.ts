import { numberText, plural, t, tIn } from '../../../l10n/t.js';

/** How many rows were looked at; `of`: of how many, where not all (null: of nobody knows how many). */
export interface RowTotal {
  readonly checked: number;
  readonly of?: number | null;
}

/** Behind “in”: "all 817 rows", "3 of 817 rows (first: row 5)", "1 of the first 500 of 817 rows (row 5)". */
export function rowsText(
  { row, count }: { readonly row: number; readonly count: number },
  { checked, of }: RowTotal,
): string {
  const total =
    of === undefined
      ? plural(checked, '{0} row', '{0} rows')
      : of === null
        ? plural(checked, 'the first {0} row', 'the first {0} rows')
        : plural(of, 'the first {1} of {0} row', 'the first {1} of {0} rows', numberText(checked));
  if (count === checked) {
    if (of !== undefined) return tIn('dative', 'all of {0}', total);
    return checked === 1 ? tIn('dative', 'the only row') : tIn('dative', 'all {0}', total);
  }
  return count === 1
    ? t('{0} of {1} (row {2})', numberText(count), total, row)
    : t('{0} of {1} (first: row {2})', numberText(count), total, row);
}
