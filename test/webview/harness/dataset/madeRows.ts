import type { FullFieldView, PageRowView } from '../../../../src/shared/datasetViews.js';

/** A row that is made when it is asked for. */
export interface MadeRow {
  readonly values: Readonly<Record<string, unknown>>;
  readonly notes?: readonly string[];
  readonly marks?: readonly string[];
  /** CSV fields beyond those of the header. */
  readonly extra?: readonly string[];
  /** What stands there in place of a row. */
  readonly broken?: { readonly message: string; readonly text: string };
}

export const SAMPLE_COLUMNS = ['id', 'question', 'answer', 'length', 'kind', 'meta'];

/** Row 7 of each hundred has no `meta`, row 9 of each ten no answer; row 13 can't be read. */
export function sampleRow(row: number): MadeRow {
  if (row === 13) {
    return {
      values: {},
      marks: ['broken'],
      notes: ['The line is no JSON: a comma is missing.'],
      broken: { message: 'The line is no JSON: a comma is missing.', text: '{"id": "T-13" "ques' },
    };
  }
  const lacksMeta = row % 100 === 7;
  return {
    values: {
      id: `T-${row}`,
      question: `Question ${row}: how long does a refund take,\nand to which card does it go?`,
      answer: row % 10 === 9 ? '' : 'Within 5 business days, to the **original** card.',
      length: (row * 37) % 300,
      kind: row % 10 === 4 ? null : ['refund', 'delivery', 'account'][row % 3],
      ...(!lacksMeta && { meta: { source: 'support', tags: ['refund', 'card'] } }),
    },
    ...(lacksMeta && {
      marks: ['missing-fields'],
      notes: ['It lacks the column meta, which other rows have.'],
    }),
  };
}

/** Ten thousand columns, or as many: each cell says where it is. */
export function wideRow(columns: readonly string[]): (row: number) => MadeRow {
  return (row) => ({
    values: Object.fromEntries(columns.map((name, at) => [name, `${row}:${at + 1}`])),
  });
}

/** The text of a cell: a string itself, the rest as JSON. */
export function cellText(made: MadeRow, column: string): string {
  const value = made.values[column];
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const CELL = 200;

export function pageRow(
  made: MadeRow,
  at: { row: number; columns: readonly string[]; isHit(text: string): boolean },
): PageRowView {
  const { row, columns, isHit } = at;
  const texts = columns.map((column) => cellText(made, column));
  const cells = texts.map((text) => text.slice(0, CELL).replace(/\s+/g, ' '));
  if (made.broken) cells[0] = made.broken.text;
  return {
    row,
    line: row,
    notes: [...(made.notes ?? [])],
    isBroken: made.broken !== undefined,
    cells,
    kinds: columns.map((column) => kindOf(made.values[column]).letter).join(''),
    hits: texts.flatMap((text, index) => (isHit(text) ? [index] : [])),
  };
}

export function fullField(made: MadeRow, column: string, most: number): FullFieldView {
  const value = made.values[column];
  const { kind } = kindOf(value);
  const text = kind === 'json' ? JSON.stringify(value, null, 2) : cellText(made, column);
  return { column, kind, text: text.slice(0, most), length: text.length };
}

function kindOf(value: unknown): { letter: string; kind: FullFieldView['kind'] } {
  if (value === undefined) return { letter: '-', kind: 'missing' };
  if (value === null) return { letter: '0', kind: 'null' };
  switch (typeof value) {
    case 'string':
      return { letter: 't', kind: 'text' };
    case 'number':
      return { letter: 'n', kind: 'number' };
    case 'boolean':
      return { letter: 'b', kind: 'boolean' };
    default:
      return { letter: 'j', kind: 'json' };
  }
}
