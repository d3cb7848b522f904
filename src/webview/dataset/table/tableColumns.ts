import type { SurveyView } from '../../../shared/datasetViews.js';
import type { GridColumn } from '../../common/grid/gridColumn.js';
import { columnLabel } from '../../common/wording.js';
import type { Kept } from '../kept.js';
import { cellView } from './cellView.js';
import type { ColumnGuess } from './columnGuess.js';
import { cellOf } from './rowPages.js';
import type { ShownRow } from './rowPages.js';

/** A column of the table, with its index among those of the dataset. */
export interface TableColumn extends GridColumn<ShownRow> {
  readonly index: number;
}

interface ColumnFacts {
  readonly names: readonly string[];
  readonly hidden: ReadonlySet<string>;
  readonly order: Kept['query']['order'];
  guess(index: number): ColumnGuess;
  readonly profile: SurveyView | null;
  readonly pattern: RegExp | null;
}

/** The columns that are shown, in the order of the dataset. */
export function tableColumns(facts: ColumnFacts): readonly TableColumn[] {
  const { names, hidden, order, guess, profile, pattern } = facts;
  const columns: TableColumn[] = [];
  names.forEach((name, index) => {
    if (hidden.has(name)) return;
    const { width, isNumeric } = guess(index);
    const known = profile?.columns[index];
    const kind = known?.name === name ? known.kind : undefined;
    columns.push({
      id: name,
      index,
      label: columnLabel(name),
      width,
      numeric: kind === undefined ? isNumeric : kind === 'number',
      sort: order?.column !== name ? 'none' : order.descending ? 'descending' : 'ascending',
      cell: (row) => cellView(cellOf(row, index), pattern),
    });
  });
  return columns;
}
