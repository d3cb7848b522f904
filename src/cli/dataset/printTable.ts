import { MARK_TEXTS } from '../../core/dataset/query/markTexts.js';
import type { OpenDataset } from '../../core/dataset/openDataset.js';
import type { PickedRows } from '../../core/dataset/rows/pickRows.js';
import type { ReadRow } from '../../core/dataset/rows/readRow.js';
import { rowCells } from '../../core/dataset/rows/rowCells.js';
import { plural, t } from '../../l10n/t.js';
import { printable } from '../terminal/printable.js';
import type { Terminal } from '../terminal/terminal.js';
import { rowTable } from './rowTable.js';
import type { RowPlan } from './rowPlan.js';

/** Rows of a table where nobody said how many. */
const USUAL_ROWS = 50;
/** The first rows, which decide how wide the columns are. */
const SAMPLE_ROWS = 200;
const MOST_NOTES = 5;

/** Prints rows for a person: one alone in full, several as a table that fits the terminal. */
export async function printTable(
  open: OpenDataset,
  picked: PickedRows,
  { plan, terminal }: { readonly plan: RowPlan; readonly terminal: Terminal },
): Promise<void> {
  const { places, sample, limit, distinctBy } = plan.pick;
  const isCounted = places ?? sample ?? limit;
  const most = isCounted === undefined ? USUAL_ROWS : Number.POSITIVE_INFINITY;
  const reader = readRows(picked);
  const first = await reader.take(Math.min(most, SAMPLE_ROWS));
  const [only] = first;
  if (!only || first.length === 1) {
    terminal.result(undefined, only ? record(only, plan.columns) : t('There is no such row.'));
    return;
  }
  const names = plan.columns ?? open.state.columns;
  const sampled = first.map((row) => tableRow(row, names));
  const table = rowTable(names, sampled, terminal.columns);
  await terminal.write(`${table.header}\n`);
  const notes: string[] = [];
  let rows = first;
  for (
    let printed = 0;
    rows.length > 0;
    rows = await reader.take(Math.min(SAMPLE_ROWS, most - printed))
  ) {
    await terminal.write(rows.map((row) => `${table.line(tableRow(row, names))}\n`).join(''));
    notes.push(...rows.flatMap(rowNotes));
    printed += rows.length;
  }
  const known = distinctBy === undefined ? picked.length : undefined;
  const isMore = most < (known ?? Infinity) && (await reader.take(1)).length > 0;
  await reader.end();
  sayRest(notes, { isMore, known, hidden: table.hidden, terminal });
}

function sayRest(
  notes: readonly string[],
  rest: {
    readonly isMore: boolean;
    readonly known: number | undefined;
    readonly hidden: readonly string[];
    readonly terminal: Terminal;
  },
): void {
  const { isMore, known, hidden, terminal } = rest;
  for (const note of notes.slice(0, MOST_NOTES)) terminal.say(note);
  if (notes.length > MOST_NOTES) {
    terminal.say(
      plural(notes.length - MOST_NOTES, '… and {0} such row more.', '… and {0} such rows more.'),
    );
  }
  if (isMore) {
    const of = known === undefined ? '' : plural(known, ' of {0} row', ' of {0} rows');
    terminal.say(t('The first {0}{1}; --limit says how many, --rows which.', USUAL_ROWS, of));
  }
  if (hidden.length > 0) {
    const names = hidden.slice(0, 5).join(', ') + (hidden.length > 5 ? ', …' : '');
    terminal.say(
      plural(
        hidden.length,
        '{0} column not shown ({1}); --columns chooses.',
        '{0} columns not shown ({1}); --columns chooses.',
        names,
      ),
    );
  }
}

function readRows(picked: PickedRows) {
  const batches = picked.read()[Symbol.asyncIterator]();
  let held: readonly ReadRow[] = [];
  return {
    /** So many, or as many as are left. */
    async take(most: number): Promise<readonly ReadRow[]> {
      while (held.length < most) {
        const next = await batches.next();
        if (next.done) break;
        held = [...held, ...next.value];
      }
      const taken = held.slice(0, most);
      held = held.slice(taken.length);
      return taken;
    },
    /** Lets go of the file. */
    end: async () => {
      await batches.return?.();
    },
  };
}

function tableRow(row: ReadRow, names: readonly string[]) {
  const isOdd = row.marks.length > 0;
  const label = `${isOdd ? '! ' : ''}${row.row}`;
  if (row.broken) return { label, cells: row.broken.text };
  const cell = rowCells(row);
  return { label, cells: names.map((name) => shownCell(row, name, cell)) };
}

/** What is missing and what is null look unlike an empty text. */
function shownCell({ values }: ReadRow, name: string, cell: (name: string) => string): string {
  if (!Object.hasOwn(values, name)) return '—';
  return values[name] === null ? 'null' : cell(name);
}

function rowNotes({ row, marks, broken }: ReadRow): string[] {
  if (broken) return [t('! row {0}: {1}', row, broken.message)];
  return marks.map((mark) => t('! row {0} {1}.', row, MARK_TEXTS[mark]));
}

/** A row with its values in full. */
function record(row: ReadRow, columns: readonly string[] | undefined): string {
  const cell = rowCells(row);
  const names = columns ?? Object.keys(row.values);
  return [
    t('row {0}', row.row),
    ...names.map((name) => `  ${name}: ${shownCell(row, name, cell)}`),
    ...(row.extra ?? []).map((field) => t('  beyond the header: {0}', field)),
    ...(row.broken ? [`  ${row.broken.text}`] : []),
    ...rowNotes(row),
  ]
    .map(printable)
    .join('\n');
}
