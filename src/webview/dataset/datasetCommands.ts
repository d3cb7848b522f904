import type {
  CopyFormat,
  DatasetAction,
  FilterView,
  QueryView,
} from '../../shared/datasetViews.js';
import type { Anchor } from '../common/popover.js';
import type { FilterDraft } from './query/filterDraft.js';

/** What can be done with the dataset, from wherever in the view. */
export interface DatasetCommands {
  setQuery(query: QueryView): void;
  addFilter(filter: FilterView): void;
  /** Opens the form for a filter of this column. */
  writeFilter(anchor: Anchor, draft: FilterDraft): void;
  sort(order: QueryView['order']): void;
  /** Goes to a row of the file; says so where the list hasn't got it. */
  goTo(row: number, column?: string): void;
  /** Shows the rows with the value of a cell, or those without. */
  filterByCell(row: number, column: string, not: boolean): void;
  hide(columns: readonly string[]): void;
  show(columns: readonly string[]): void;
  fit(column: string): void;
  insert(column: string): void;
  act(action: DatasetAction, column: string | null): void;
  copyRows(format: CopyFormat): void;
  copyCell(row: number, column: string): void;
  copyText(text: string): void;
  openText(line: number | null): void;
  openSpec(uri: string): void;
  openLink(url: string): void;
  openCell(row: number, column: string): void;
  previewRow(row: number): void;
}
