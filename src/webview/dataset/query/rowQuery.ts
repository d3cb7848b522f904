import type { FilterView, FindQuery, QueryView } from '../../../shared/datasetViews.js';

export const ALL_ROWS: QueryView = { filters: [], order: null };

/** All rows, in the order of the file: a list that nobody has to make. */
export function isWhole({ filters, order }: QueryView): boolean {
  return filters.length === 0 && order === null;
}

/** The same text for the same list. */
export function queryKey({ filters, order }: QueryView): string {
  return JSON.stringify([filters.map(filterParts), order && [order.column, order.descending]]);
}

export function findKey({ text, matchCase, wholeWord, regex }: FindQuery): string {
  return JSON.stringify([text, matchCase, wholeWord, regex]);
}

function filterParts(filter: FilterView): unknown[] {
  const not = filter.not === true;
  switch (filter.kind) {
    case 'text':
      return [filter.kind, not, filter.column, findKey(filter)];
    case 'equals':
      return [filter.kind, not, filter.column, filter.text];
    case 'empty':
      return [filter.kind, not, filter.column];
    case 'range':
      return [filter.kind, not, filter.column, filter.min, filter.max];
    case 'marked':
      return [filter.kind, not, ...filter.marks];
  }
}

/** With a filter more; one that is there already is not added again. */
export function withFilter(query: QueryView, filter: FilterView): QueryView {
  const next = { ...query, filters: [...query.filters, filter] };
  const isThere = query.filters.some((one) => sameFilter(one, filter));
  return isThere ? query : next;
}

function sameFilter(one: FilterView, other: FilterView): boolean {
  return JSON.stringify(filterParts(one)) === JSON.stringify(filterParts(other));
}

/** With the filter at `index` in another form, or without it. */
export function changeFilter(
  query: QueryView,
  index: number,
  filter: FilterView | null,
): QueryView {
  const filters = query.filters.flatMap((one, at) =>
    at !== index ? [one] : filter ? [filter] : [],
  );
  return { ...query, filters };
}

export function negated(filter: FilterView): FilterView {
  return { ...filter, not: filter.not !== true };
}

/** By this column, the other way round, as in the file: what a click on its name does in turn. */
export function nextOrder({ order }: QueryView, column: string): QueryView['order'] {
  if (order?.column !== column) return { column, descending: false };
  return order.descending ? null : { column, descending: true };
}
