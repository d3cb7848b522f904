import type { ResultsView } from '../../../shared/protocol.js';

type Columns = ResultsView['columns'];

/** The columns that were chosen, or else the usual ones, in the order in which they are on offer. */
export function shownColumns(columns: Columns, chosen: readonly string[] | null): Columns {
  if (chosen === null) return columns.filter(({ isExtra }) => isExtra !== true);
  return columns.filter(({ id }) => chosen.includes(id));
}
