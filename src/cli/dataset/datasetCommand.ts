import { extname, relative } from 'node:path';
import type { OpenDataset } from '../../core/dataset/openDataset.js';
import { outcomeNotes } from '../../core/dataset/writing/outcomeNotes.js';
import type { DatasetFormat } from '../../core/dataset/dataset.js';
import type { WriteOutcome } from '../../core/dataset/writing/writeRequest.js';
import { UserError } from '../../core/userError.js';
import { plural, t } from '../../l10n/t.js';
import type { CommandContext } from '../commandContext.js';
import { EXIT, type ExitCode } from '../exitCode.js';
import { shareBar } from '../terminal/progressBar.js';
import { chosenRows } from './chosenRows.js';
import type { DatasetOptions } from './datasetOptions.js';
import { describeDataset } from './describeDataset.js';
import { FORMULA_REMEDY, printForm, printList } from './printRows.js';
import { printTable } from './printTable.js';
import { checkColumns, rowPlan } from './rowPlan.js';
import type { RowPlan } from './rowPlan.js';

/** Options that ask for rows; \`--search\` alone describes the file as well. */
const CHOOSING = ['where', 'sort', 'rows', 'distinct', 'sample', 'limit', 'columns'] as const;

/** \`gavel dataset FILE\`: what the file holds, some of its rows, or a new file made of them. */
export async function dataset(
  file: string,
  options: DatasetOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { services, terminal, signal } = context;
  signal.throwIfAborted();
  const asks = asksFor(options);
  checkOptions(options, asks, terminal.json);
  const plan = await rowPlan(options);
  const path = context.path(file);
  const engine = await services.datasetEngine();
  const open = await engine.open(path, () => undefined);
  try {
    await checkColumns(open, plan.named, signal);
    if (asks === 'description') {
      await describeDataset(open, { file, path, options, plan }, context);
    } else if (asks === 'file') {
      await writeRows(open, { options, plan }, context);
    } else {
      await printRows(open, { options, plan }, context);
    }
    return EXIT.ok;
  } finally {
    await open.close();
  }
}

type Asked = 'description' | 'rows' | 'file';

function asksFor(options: DatasetOptions): Asked {
  if (options.out !== undefined) return 'file';
  if (options.format !== undefined) return 'rows';
  return CHOOSING.some((name) => options[name] !== undefined) ? 'rows' : 'description';
}

/** Options that do nothing where they stand would mislead. */
function checkOptions(options: DatasetOptions, asks: Asked, json: boolean): void {
  const { format, out, splitBy, renameIdentifiers, guardFormulas, profile } = options;
  const refuse = (message: string) => new UserError('usage', message);
  if (profile && asks !== 'description') {
    throw refuse(t('--profile is of a whole file; write the rows with --out and profile that.'));
  }
  if (splitBy !== undefined && out === undefined) throw refuse(t('--split-by goes with --out.'));
  if (renameIdentifiers && asks !== 'file' && format === undefined) {
    throw refuse(t('--rename-identifiers goes with --out or --format.'));
  }
  if (guardFormulas && (out === undefined ? format : formatOf(out, format)) !== 'csv') {
    throw refuse(t('--guard-formulas is for CSV; nothing else is opened as a spreadsheet.'));
  }
  if (json && format !== undefined && out === undefined) {
    throw refuse(t('--json and --format are two forms of one answer; leave one of them out.'));
  }
}

async function printRows(
  open: OpenDataset,
  { options, plan }: { readonly options: DatasetOptions; readonly plan: RowPlan },
  { terminal, signal }: CommandContext,
): Promise<void> {
  const picked = await chosenRows(open, plan, { terminal, signal });
  const { format } = options;
  if (format !== undefined) {
    await printForm(open, picked, { format, columns: plan.columns, options, terminal });
  } else if (terminal.json) {
    await printList(picked, plan.columns, terminal);
    await terminal.write('\n');
  } else {
    await printTable(open, picked, { plan, terminal });
  }
}

async function writeRows(
  open: OpenDataset,
  { options, plan }: { readonly options: DatasetOptions; readonly plan: RowPlan },
  { terminal, signal, path, cwd }: CommandContext,
): Promise<void> {
  const { out = '', splitBy, renameIdentifiers, guardFormulas = false } = options;
  const target = path(out);
  const bar = shareBar(terminal, 'writing');
  const format = formatOf(out, options.format);
  let outcome: WriteOutcome;
  try {
    const request = {
      query: plan.query,
      ...plan.pick,
      target,
      format,
      guardFormulas,
      ...(plan.columns && { columns: plan.columns }),
      ...(renameIdentifiers && { renames: 'identifiers' as const }),
      ...(splitBy !== undefined && { splitBy }),
    };
    outcome = await open.write(request, bar.show, signal);
  } finally {
    bar.clear();
  }
  const { leftOut = null, cutOff = null, unreadable = null, ...rest } = outcome;
  const words = { from: open.state.format, to: format, remedy: FORMULA_REMEDY };
  const notes = outcomeNotes(outcome, words);
  const files = outcome.files.map(
    (each) => `${shownPath(each.path, cwd)}: ${plural(each.rows, '{0} row', '{0} rows')}`,
  );
  terminal.result({ ...rest, leftOut, cutOff, unreadable }, [...files, ...notes].join('\n'));
}

/** From where the command runs, unless it lies elsewhere. */
function shownPath(file: string, folder: string): string {
  const near = relative(folder, file);
  return near.startsWith('..') ? file : near;
}

function formatOf(out: string, format: DatasetOptions['format']): DatasetFormat {
  const ending = extname(out).toLowerCase();
  const told = { '.csv': 'csv', '.tsv': 'csv', '.jsonl': 'jsonl', '.ndjson': 'jsonl' } as const;
  const known = Object.entries(told).find(([each]) => each === ending)?.[1];
  if (known === undefined) {
    throw new UserError(
      'usage',
      t(
        '--out {0} names no dataset; end it with .csv, .tsv, .jsonl or .ndjson (other forms are printed by --format).',
        out,
      ),
    );
  }
  if (format !== undefined && format !== known) {
    throw new UserError(
      'usage',
      t("--format {0} and the ending of {1} don't agree; leave --format out.", format, out),
    );
  }
  return known;
}
