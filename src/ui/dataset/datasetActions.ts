import { basename } from 'node:path';
import * as vscode from 'vscode';
import { nameableColumns } from '../../core/dataset/writing/renameColumns.js';
import type { RowQuery } from '../../core/dataset/query/rowQuery.js';
import type { PlaceRange } from '../../core/dataset/writing/writeRequest.js';
import { isNameable } from '../../core/spec/templateNames.js';
import { UserError } from '../../core/userError.js';
import { numberText, t } from '../../l10n/t.js';
import { cancellable } from '../commands/arguments.js';
import { askColumn, askDistinct, askName, askSample } from './datasetQuestions.js';
import { counted, isWhole, listed, rowsOf, writePlanned } from './plannedWrite.js';
import type { ActionAnswers, ActionRequest } from './plannedWrite.js';
import type { DatasetAtHand } from './writeNewDataset.js';

/** Writes new files and gives them; undefined where somebody thought better of it. */
type WriteAction = (
  dataset: DatasetAtHand,
  request: ActionRequest,
  answers?: ActionAnswers,
) => Promise<readonly vscode.Uri[] | undefined>;

/** Each writes a new dataset from the rows that are meant; none changes the old one. */
export const WRITE_ACTIONS = {
  sample: sampleRows,
  save: saveRows,
  convert: convertRows,
  split: splitRows,
  deduplicate: distinctRows,
  rename: renameColumns,
} satisfies Record<string, WriteAction>;

export type WriteActionName = keyof typeof WRITE_ACTIONS;

/** What somebody does in an editor: `null` stands for what is absent. */
interface EditorAction extends DatasetAtHand {
  readonly request: {
    readonly query: RowQuery;
    readonly places: readonly PlaceRange[] | null;
    readonly columns: readonly string[];
    readonly column: string | null;
  };
}

/** Does what was chosen in an editor, and gives what came of it. Throws `UserError`. */
export async function actOnDataset(
  action: 'newSpec' | WriteActionName,
  { request, ...dataset }: EditorAction,
): Promise<readonly vscode.Uri[] | undefined> {
  if (action === 'newSpec') {
    const spec = await vscode.commands.executeCommand<vscode.Uri | undefined>(
      'gavel.newSpec',
      dataset.uri,
    );
    return spec && [spec];
  }
  const { query, places, columns, column } = request;
  return WRITE_ACTIONS[action](dataset, {
    query,
    columns,
    ...(places && { places }),
    ...(column !== null && { column }),
  });
}

async function sampleRows(
  dataset: DatasetAtHand,
  request: ActionRequest,
  answers: ActionAnswers = {},
): Promise<readonly vscode.Uri[] | undefined> {
  const rows = await rowsOf(dataset, request);
  const sample = answers.sample ?? (await askSample(rows));
  if (!sample) return undefined;
  const { count, seed } = sample;
  const suffix = `sample-${count}${seed === 1 ? '' : `-seed-${seed}`}`;
  const title = t('Sample {0} of {1}', counted(Math.min(count, rows)), numberText(rows));
  return writePlanned(dataset, { request, answers, suffix, title }, { sample });
}

async function saveRows(
  dataset: DatasetAtHand,
  request: ActionRequest,
  answers: ActionAnswers = {},
): Promise<readonly vscode.Uri[] | undefined> {
  const rows = await rowsOf(dataset, request);
  const suffix = request.places ? 'selection' : isWhole(request) ? 'copy' : 'filtered';
  const title = t('Save {0} As', counted(rows));
  const { columns = [] } = request;
  const all = dataset.open.state.columns;
  // A column that only later rows have is hidden by nobody.
  const hidden = columns.length === 0 ? [] : all.filter((name) => !columns.includes(name));
  const said =
    hidden.length === 0 ? [] : [t('Without the columns that are hidden: {0}.', listed(hidden))];
  const how = { request, answers, suffix, title, said, asksGuard: true };
  return writePlanned(dataset, how, hidden.length === 0 ? {} : { columns });
}

async function convertRows(
  dataset: DatasetAtHand,
  request: ActionRequest,
  answers: ActionAnswers = {},
): Promise<readonly vscode.Uri[] | undefined> {
  const rows = await rowsOf(dataset, request);
  const isCsv = dataset.open.state.format === 'csv';
  const title = isCsv
    ? t('Convert {0} to JSON Lines', counted(rows))
    : t('Convert {0} to CSV', counted(rows));
  const ending = isCsv ? '.jsonl' : '.csv';
  const how = { request, answers, suffix: '', ending, title, asksGuard: true };
  return writePlanned(dataset, how, {});
}

async function splitRows(
  dataset: DatasetAtHand,
  request: ActionRequest,
  answers: ActionAnswers = {},
): Promise<readonly vscode.Uri[] | undefined> {
  const rows = await rowsOf(dataset, request);
  const title = t('Split {0}', counted(rows));
  const { columns } = dataset.open.state;
  const splitBy = answers.splitBy ?? (await askColumn(columns, { title, hint: request.column }));
  if (splitBy === undefined) return undefined;
  return writePlanned(dataset, { request, answers, suffix: '', title }, { splitBy });
}

async function distinctRows(
  dataset: DatasetAtHand,
  request: ActionRequest,
  answers: ActionAnswers = {},
): Promise<readonly vscode.Uri[] | undefined> {
  const rows = await rowsOf(dataset, request);
  const { columns } = dataset.open.state;
  const distinctBy = answers.distinctBy ?? (await askDistinct(columns, request.column));
  if (!distinctBy) return undefined;
  const title = t('Deduplicate {0}', counted(rows));
  return writePlanned(dataset, { request, answers, suffix: 'distinct', title }, { distinctBy });
}

async function renameColumns(
  dataset: DatasetAtHand,
  request: ActionRequest,
  answers: ActionAnswers = {},
): Promise<readonly vscode.Uri[] | undefined> {
  const rows = await rowsOf(dataset, request);
  const renames = answers.rename ?? (await askRenames(dataset, request.column));
  if (!renames) return undefined;
  if (renames === 'identifiers') await refuseNeedless(dataset);
  const title = t('Write {0} under Other Names', counted(rows));
  const names =
    renames === 'identifiers'
      ? [...nameableColumns(dataset.open.state.columns)]
      : [[renames.name, renames.as] as const];
  const said = [`New names: ${listed(names.map(([name, as]) => `${name} → ${as}`))}.`];
  const how = { request, answers, suffix: 'named', title, said };
  return writePlanned(dataset, how, { renames: renames === 'identifiers' ? renames : [renames] });
}

/** A copy without any other name would be of no use. */
async function refuseNeedless({ uri, open }: DatasetAtHand): Promise<void> {
  const isNeeded = () => open.state.columns.some((name) => !isNameable(name));
  if (isNeeded()) return;
  if (open.state.format === 'jsonl') {
    // A column may be in later rows alone.
    const title = t('Looking for the columns of {0}', basename(uri.path));
    await cancellable(title, (signal) => open.survey(() => undefined, signal));
    if (isNeeded()) return;
  }
  throw new UserError('usage', t('Templates can name every column of this dataset already.'));
}

async function askRenames(
  { open }: DatasetAtHand,
  column: string | undefined,
): Promise<ActionAnswers['rename']> {
  if (column === undefined) return 'identifiers';
  const as = await askName(column, open.state.columns);
  return as === undefined ? undefined : { name: column, as };
}
