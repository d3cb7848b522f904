import type { NamedSliceColumn, SliceTable } from './sliceTable.js';

/** Columns for a list to choose from: few different values first, those that can't be grouped last. */
export function sliceChoices({
  columns,
}: Pick<SliceTable, 'columns'>): readonly NamedSliceColumn[] {
  return [...columns].sort(
    (a, b) => rank(a) - rank(b) || (a.distinct ?? Infinity) - (b.distinct ?? Infinity),
  );
}

/** The column that is likely to tell most: of the dataset, with a few different values. */
export function likelyColumn(table: Pick<SliceTable, 'columns'>): NamedSliceColumn | undefined {
  const choices = sliceChoices(table).filter(canGroup);
  const isTelling = ({ distinct = Infinity }: NamedSliceColumn) => distinct > 1 && distinct <= 50;
  return (
    choices.find((column) => column.origin === 'dataset' && isTelling(column)) ??
    choices.find((column) => column.name.startsWith('response_length')) ??
    choices[0]
  );
}

export function canGroup({ codes, numbers }: NamedSliceColumn): boolean {
  return codes !== undefined || numbers !== undefined;
}

function rank(column: NamedSliceColumn): number {
  if (!canGroup(column)) return 4;
  if (column.origin === 'verdict') return 3;
  // One value, or none, makes one group.
  if ((column.distinct ?? Infinity) < 2) return 2;
  return column.numbers || (column.distinct ?? 0) <= 50 ? 0 : 1;
}
