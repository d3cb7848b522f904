/** How many rows were looked at; `of`: of how many, where not all (null: of nobody knows how many). */
export interface RowTotal {
  readonly checked: number;
  readonly of?: number | null;
}

/** "all 817 rows", "3 of 817 rows (first: row 5)", "1 of the first 500 of 817 rows (row 5)". */
export function rowsText(
  { row, count }: { readonly row: number; readonly count: number },
  { checked, of }: RowTotal,
): string {
  const total =
    of === undefined
      ? counted(checked)
      : of === null
        ? `the first ${counted(checked)}`
        : `the first ${grouped(checked)} of ${counted(of)}`;
  if (count === checked)
    return checked === 1 && of === undefined
      ? 'the only row'
      : `all ${of === undefined ? '' : 'of '}${total}`;
  const where = count === 1 ? ` (row ${row})` : ` (first: row ${row})`;
  return `${grouped(count)} of ${total}${where}`;
}

function counted(rows: number): string {
  return `${grouped(rows)} ${rows === 1 ? 'row' : 'rows'}`;
}

function grouped(count: number): string {
  return count.toString().replace(/\B(?=(\d{3})+$)/g, ',');
}
