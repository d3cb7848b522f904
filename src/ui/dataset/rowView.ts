import type { PageRow } from '../../core/dataset/openDataset.js';
import type { ReadRow, RowMark } from '../../core/dataset/rows/readRow.js';
import { rowCells } from '../../core/dataset/rows/rowCells.js';
import { valueTexts } from '../../core/dataset/rows/rowLine.js';
import { t } from '../../l10n/t.js';
import { SHOWN_CHARACTERS } from '../../shared/datasetViews.js';
import type { FullFieldView, PageRowView } from '../../shared/datasetViews.js';

/** What is odd about a row, for whoever looks at it. A broken one says it itself. */
const allNotes = (): Readonly<Record<RowMark, string>> => ({
  broken: t('It can’t be read.'),
  'extra-fields': t('It has more fields than the header.'),
  'missing-fields': t('It has fewer fields than the header.'),
  'stray-quote': t('A quote in it is not doubled; it is taken as it stands.'),
  'repeated-key': t('A key is there twice; the last value counts.'),
  'bad-bytes': t('Some of its bytes are no text in this encoding; they are shown as �.'),
});

export function pageRowView({ row, line, marks, cells, kinds, hits }: PageRow): PageRowView {
  return {
    row,
    line,
    notes: marks.map((mark) => allNotes()[mark]),
    isBroken: marks.includes('broken'),
    cells: [...cells],
    kinds,
    hits: [...hits],
  };
}

/** A row in full, but for what is too long to be shown at once. */
export function fullRowView(row: ReadRow, columns: readonly string[]) {
  const { extra = [], broken, marks } = row;
  const cellOf = rowCells(row);
  const own = Object.keys(row.values).filter((column) => !columns.includes(column));
  return {
    row: row.row,
    line: row.line,
    notes: marks.filter((mark) => mark !== 'broken').map((mark) => allNotes()[mark]),
    fields: broken ? [] : [...columns, ...own].map((column) => fieldView(row, column, cellOf)),
    extra: [...extra],
    broken: broken ? { ...broken } : null,
  };
}

function fieldView(
  row: ReadRow,
  column: string,
  cellOf: (column: string) => string,
): FullFieldView {
  const value = Object.hasOwn(row.values, column) ? row.values[column] : undefined;
  const shown = (kind: FullFieldView['kind'], text: string): FullFieldView => ({
    column,
    kind,
    text: text.slice(0, SHOWN_CHARACTERS),
    length: text.length,
  });
  switch (typeof value) {
    case 'undefined':
      return shown('missing', '');
    case 'string':
      return shown('text', value);
    case 'number':
      return shown('number', cellOf(column));
    case 'boolean':
      return shown('boolean', String(value));
    default:
      if (value === null) return shown('null', '');
      return shown('json', indented(valueTexts(row).get(column) ?? cellOf(column)));
  }
}

/** JSON on lines of its own. Where numbers would lose digits it stays as the file has it. */
function indented(text: string): string {
  const pretty = JSON.stringify(JSON.parse(text), null, 2);
  return hasSameNumbers(text, pretty) ? pretty : text;
}

function hasSameNumbers(left: string, right: string): boolean {
  return numbersOf(left).join() === numbersOf(right).join();
}

function numbersOf(json: string): string[] {
  const outside = json.replace(/"(?:[^"\\]|\\.)*"/g, '');
  return outside.match(/-?\d[\d.eE+-]*/g) ?? [];
}
