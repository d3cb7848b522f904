import { basename, extname } from 'node:path';
import type * as vscode from 'vscode';
import type { DatasetFormat } from '../../core/dataset/dataset.js';
import { placeCount } from '../../core/dataset/placeRanges.js';
import type { Sample } from '../../core/dataset/parseSample.js';
import type { RowQuery } from '../../core/dataset/rowQuery.js';
import type { PlaceRange, WriteRequest } from '../../core/dataset/writeRequest.js';
import { isNameable } from '../../core/spec/templateNames.js';
import { UserError } from '../../core/userError.js';
import { cancellable } from '../commands/arguments.js';
import { guardFormulas } from '../settings.js';
import { chosenPattern, chosenTarget } from './chosenTarget.js';
import { askColumn, askDistinct, askGuard, askName, askSample } from './datasetQuestions.js';
import { writeNewDataset } from './writeNewDataset.js';
import type { DatasetAtHand } from './writeNewDataset.js';

/** The rows that are meant, and where somebody was when they meant them. */
export interface ActionRequest {
  readonly query: RowQuery;
  /** Those selected; absent: all of the list. */
  readonly places?: readonly PlaceRange[];
  /** Columns that are shown, in order; absent: all. */
  readonly columns?: readonly string[];
  /** The column that is active. */
  readonly column?: string;
}

/** What is not asked any more, as the caller has said it. */
export interface ActionAnswers {
  /** Absolute path of the new file; of a split the pattern of the names. */
  readonly target?: string;
  readonly sample?: Sample;
  readonly guardFormulas?: boolean;
  /** The column to split by. */
  readonly splitBy?: string;
  /** Columns in which rows must be alike; none for all. */
  readonly distinctBy?: readonly string[];
  /** The column to rename, all that no template can name where it is absent. */
  readonly rename?: { readonly name: string; readonly as: string } | 'identifiers';
}

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
  const title = `Sample ${counted(Math.min(count, rows))} of ${rows.toLocaleString('en')}`;
  return written(dataset, { request, answers, suffix, title }, { sample });
}

async function saveRows(
  dataset: DatasetAtHand,
  request: ActionRequest,
  answers: ActionAnswers = {},
): Promise<readonly vscode.Uri[] | undefined> {
  const rows = await rowsOf(dataset, request);
  const suffix = request.places ? 'selection' : isWhole(request) ? 'copy' : 'filtered';
  const title = `Save ${counted(rows)} As`;
  const { columns = [] } = request;
  const all = dataset.open.state.columns;
  // A column that only later rows have is hidden by nobody.
  const isEvery = columns.length === 0 || all.every((name) => columns.includes(name));
  const how = { request, answers, suffix, title, asksGuard: true };
  return written(dataset, how, isEvery ? {} : { columns });
}

async function convertRows(
  dataset: DatasetAtHand,
  request: ActionRequest,
  answers: ActionAnswers = {},
): Promise<readonly vscode.Uri[] | undefined> {
  const rows = await rowsOf(dataset, request);
  const isCsv = dataset.open.state.format === 'csv';
  const title = `Convert ${counted(rows)} to ${isCsv ? 'JSON Lines' : 'CSV'}`;
  const ending = isCsv ? '.jsonl' : '.csv';
  const how = { request, answers, suffix: '', ending, title, asksGuard: true };
  return written(dataset, how, {});
}

async function splitRows(
  dataset: DatasetAtHand,
  request: ActionRequest,
  answers: ActionAnswers = {},
): Promise<readonly vscode.Uri[] | undefined> {
  const rows = await rowsOf(dataset, request);
  const title = `Split ${counted(rows)}`;
  const { columns } = dataset.open.state;
  const splitBy = answers.splitBy ?? (await askColumn(columns, { title, hint: request.column }));
  if (splitBy === undefined) return undefined;
  return written(dataset, { request, answers, suffix: '', title }, { splitBy });
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
  const title = `Deduplicate ${counted(rows)}`;
  return written(dataset, { request, answers, suffix: 'distinct', title }, { distinctBy });
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
  const title = `Write ${counted(rows)} under Other Names`;
  const how = { request, answers, suffix: 'named', title };
  return written(dataset, how, { renames: renames === 'identifiers' ? renames : [renames] });
}

/** A copy without any other name would be of no use. */
async function refuseNeedless({ uri, open }: DatasetAtHand): Promise<void> {
  const isNeeded = () => open.state.columns.some((name) => !isNameable(name));
  if (isNeeded()) return;
  if (open.state.format === 'jsonl') {
    // A column may be in later rows alone.
    const title = `Looking for the columns of ${basename(uri.path)}`;
    await cancellable(title, (signal) => open.survey(() => undefined, signal));
    if (isNeeded()) return;
  }
  throw new UserError('usage', 'Templates can name every column of this dataset already.');
}

async function askRenames(
  { open }: DatasetAtHand,
  column: string | undefined,
): Promise<ActionAnswers['rename']> {
  if (column === undefined) return 'identifiers';
  const as = await askName(column, open.state.columns);
  return as === undefined ? undefined : { name: column, as };
}

interface Asked {
  readonly request: ActionRequest;
  readonly answers: ActionAnswers;
  /** What the name of the new file gets. */
  readonly suffix: string;
  /** That of the dataset where it is absent. */
  readonly ending?: string;
  readonly title: string;
  readonly asksGuard?: boolean;
}

async function written(
  dataset: DatasetAtHand,
  asked: Asked,
  change: Partial<WriteRequest>,
): Promise<readonly vscode.Uri[] | undefined> {
  const { ui, uri, open } = dataset;
  const { request, answers, suffix, title, asksGuard = false } = asked;
  const ending = asked.ending ?? extname(uri.fsPath).toLowerCase();
  const choose = change.splitBy === undefined ? chosenTarget : chosenPattern;
  const target = answers.target ?? (await choose(ui, uri, { suffix, ending, title }))?.fsPath;
  if (target === undefined) return undefined;
  const format = formatOf(target) ?? (ending === '.csv' || ending === '.tsv' ? 'csv' : 'jsonl');
  const guarded = format === 'csv' && (await isGuarded(uri, answers, asksGuard));
  if (guarded === undefined) return undefined;
  const { delimiter } = open.state;
  const keepsDelimiter = format === 'csv' && extname(target) === extname(uri.fsPath);
  return writeNewDataset(dataset, {
    query: request.query,
    ...(request.places && { places: request.places }),
    target,
    format,
    guardFormulas: guarded,
    ...(keepsDelimiter && delimiter !== undefined && { delimiter }),
    ...change,
  });
}

async function isGuarded(
  uri: vscode.Uri,
  answers: ActionAnswers,
  asks: boolean,
): Promise<boolean | undefined> {
  if (answers.guardFormulas !== undefined) return answers.guardFormulas;
  return asks ? askGuard(uri) : guardFormulas(uri) === 'always';
}

function formatOf(path: string): DatasetFormat | undefined {
  if (/\.[ct]sv$/i.test(path)) return 'csv';
  return /\.(jsonl|ndjson)$/i.test(path) ? 'jsonl' : undefined;
}

function isWhole({ query, places }: ActionRequest): boolean {
  return query.filters.length === 0 && places === undefined;
}

/** How many rows are meant; none is refused before anything is asked. */
async function rowsOf({ ui, open }: DatasetAtHand, request: ActionRequest): Promise<number> {
  ui.requireTrust('Writing a new dataset');
  const { query, places } = request;
  const rows = places ? placeCount(places) : (await open.list(query, () => undefined)).rows;
  if (rows > 0) return rows;
  throw new UserError(
    'usage',
    isWhole(request)
      ? 'The dataset has no rows to write.'
      : 'No row meets the filters; remove one.',
  );
}

function counted(rows: number): string {
  return rows === 1 ? '1 Row' : `${rows.toLocaleString('en')} Rows`;
}
