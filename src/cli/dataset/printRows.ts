import type { OpenDataset } from '../../core/dataset/openDataset.js';
import { outcomeNotes } from '../../core/dataset/writing/outcomeNotes.js';
import type { PickedRows } from '../../core/dataset/rows/pickRows.js';
import type { ReadRow } from '../../core/dataset/rows/readRow.js';
import { rowLine } from '../../core/dataset/rows/rowLine.js';
import { createRowWriter } from '../../core/dataset/writing/rowWriter.js';
import type { RowForm } from '../../core/dataset/writing/rowWriter.js';
import type { Terminal } from '../terminal/terminal.js';
import { printedColumns } from './chosenRows.js';
import type { DatasetOptions, RowFormat } from './datasetOptions.js';

const FORMS: Readonly<Record<RowFormat, RowForm>> = {
  csv: 'csv',
  jsonl: 'jsonl',
  json: 'json',
  md: 'markdown',
};
/** UTF-16 units that are printed at once. */
const CHUNK = 64 * 1024;

/** What is said where formulas were not guarded. */
export const FORMULA_REMEDY = '--guard-formulas puts an apostrophe in front';

/** Prints rows in a form that programs read; what is left out is said on standard error. */
export async function printForm(
  open: OpenDataset,
  picked: PickedRows,
  how: {
    readonly format: RowFormat;
    readonly columns: readonly string[] | undefined;
    readonly options: DatasetOptions;
    readonly terminal: Terminal;
  },
): Promise<void> {
  const { format, columns, terminal } = how;
  const { renameIdentifiers, guardFormulas = false } = how.options;
  const isWhole = !columns && !renameIdentifiers && (format === 'jsonl' || format === 'json');
  const form = {
    ...(columns && { columns }),
    ...(renameIdentifiers && { renames: 'identifiers' as const }),
  };
  const writer = createRowWriter({
    form: FORMS[format],
    columns: isWhole ? undefined : await printedColumns(open, picked, form),
    guardFormulas,
  });
  const out = textOut(terminal);
  await out.add(writer.head);
  for await (const rows of picked.read()) {
    for (const row of rows) await out.add(writer.line(row) ?? '');
  }
  await out.add(writer.tail());
  await out.end();
  const outcome = { ...writer.counts(), repeated: picked.repeated() };
  const to = format === 'json' || format === 'jsonl' ? 'jsonl' : 'csv';
  const words = { from: open.state.format, to, remedy: FORMULA_REMEDY } as const;
  for (const note of outcomeNotes(outcome, words)) terminal.say(note);
}

/** Prints rows as one list of \`{ row, values }\`, also those that can't be read; digits are kept. */
export async function printList(
  picked: PickedRows,
  columns: readonly string[] | undefined,
  terminal: Terminal,
): Promise<void> {
  const out = textOut(terminal);
  let before = '[\n  ';
  for await (const rows of picked.read()) {
    for (const row of rows) {
      await out.add(before + listItem(row, columns));
      before = ',\n  ';
    }
  }
  await out.add(before.startsWith('[') ? '[]' : '\n]');
  await out.end();
}

function listItem(row: ReadRow, columns: readonly string[] | undefined): string {
  const { extra, broken, marks } = row;
  const members = [`"row": ${row.row}`, `"values": ${rowLine(row, columns)}`];
  if (extra?.some((field) => field !== '')) members.push(`"extra": ${JSON.stringify(extra)}`);
  if (broken) members.push(`"broken": ${JSON.stringify(broken)}`);
  if (marks.length > 0) members.push(`"marks": ${JSON.stringify(marks)}`);
  return `{ ${members.join(', ')} }`;
}

function textOut(terminal: Terminal) {
  let held = '';
  const flush = async (): Promise<void> => {
    const text = held;
    held = '';
    await terminal.write(text);
  };
  return {
    add(text: string): Promise<void> | undefined {
      held += text;
      return held.length < CHUNK ? undefined : flush();
    },
    end: flush,
  };
}
