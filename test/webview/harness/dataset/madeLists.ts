import type { FilterView, FindQuery, QueryView } from '../../../../src/shared/datasetViews.js';
import { cellText } from './madeRows.js';
import type { MadeRow } from './madeRows.js';

type Test = (made: MadeRow) => boolean;

/** Whether a text holds another, as a search means it. */
export function textTest(find: FindQuery): (text: string) => boolean {
  const source = find.regex ? find.text : find.text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const whole = find.wholeWord ? `(?<![\\p{L}\\p{N}_])(?:${source})(?![\\p{L}\\p{N}_])` : source;
  const pattern = new RegExp(whole, find.matchCase ? 'u' : 'iu');
  return (text) => pattern.test(text);
}

/** Any cell of the row, its extra fields, or the text of a broken one. */
export function rowTest(find: FindQuery, columns: readonly string[]): Test {
  const holds = textTest(find);
  return (made) =>
    made.broken
      ? holds(made.broken.text)
      : columns.some((column) => holds(cellText(made, column))) ||
        (made.extra ?? []).some((text) => holds(text));
}

function filterTest(filter: FilterView, columns: readonly string[]): Test {
  const test = plainTest(filter, columns);
  return filter.not === true ? (made) => !test(made) : test;
}

function plainTest(filter: FilterView, columns: readonly string[]): Test {
  switch (filter.kind) {
    case 'text': {
      const { column } = filter;
      if (column === null) return rowTest(filter, columns);
      const holds = textTest(filter);
      return (made) => !made.broken && holds(cellText(made, column));
    }
    case 'equals':
      return (made) => !made.broken && cellText(made, filter.column) === filter.text;
    case 'empty':
      return (made) => !made.broken && ['', '[]', '{}'].includes(cellText(made, filter.column));
    case 'range':
      return (made) => {
        const text = cellText(made, filter.column);
        const value = Number(text);
        if (text.trim() === '' || !Number.isFinite(value)) return false;
        return value >= (filter.min ?? -Infinity) && value <= (filter.max ?? Infinity);
      };
    case 'marked':
      return (made) => filter.marks.some((mark) => made.marks?.includes(mark));
  }
}

export interface ListSource {
  readonly columns: readonly string[];
  make(row: number): MadeRow;
}

/** Whether a row belongs to a list. */
export function queryTest({ filters }: QueryView, { columns, make }: ListSource) {
  const tests = filters.map((filter) => filterTest(filter, columns));
  return (row: number) => {
    if (tests.length === 0) return true;
    const made = make(row);
    return tests.every((test) => test(made));
  };
}

/** Numbers by their size before texts by their letters, both before what is empty. */
export function inOrder(
  rows: readonly number[],
  order: NonNullable<QueryView['order']>,
  { make }: ListSource,
): number[] {
  const keyed = rows.map((row) => ({ row, text: cellText(make(row), order.column) }));
  const rank = (text: string) => (text === '' ? 2 : Number.isFinite(Number(text)) ? 0 : 1);
  const sign = order.descending ? -1 : 1;
  keyed.sort((a, b) => {
    const [one, other] = [rank(a.text), rank(b.text)];
    if (one === 2 || other === 2 || one !== other) return one - other || a.row - b.row;
    const by = one === 0 ? Number(a.text) - Number(b.text) : a.text < b.text ? -1 : 1;
    return (a.text === b.text ? 0 : sign * by) || a.row - b.row;
  });
  return keyed.map(({ row }) => row);
}
