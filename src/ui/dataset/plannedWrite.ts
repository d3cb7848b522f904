import { extname } from 'node:path';
import type * as vscode from 'vscode';
import type { DatasetFormat } from '../../core/dataset/dataset.js';
import type { Sample } from '../../core/dataset/rows/parseSample.js';
import { placeCount } from '../../core/dataset/rows/placeRanges.js';
import type { RowQuery } from '../../core/dataset/query/rowQuery.js';
import type { PlaceRange, WriteRequest } from '../../core/dataset/writing/writeRequest.js';
import { UserError } from '../../core/userError.js';
import { plural, t } from '../../l10n/t.js';
import { guardFormulas } from '../settings.js';
import { chosenPattern, chosenTarget } from './chosenTarget.js';
import { askGuard } from './datasetQuestions.js';
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

/** A new file that is wanted, as far as it is known. */
interface PlannedWrite {
  readonly request: ActionRequest;
  readonly answers: ActionAnswers;
  /** What the name of the new file gets. */
  readonly suffix: string;
  /** That of the dataset where it is absent. */
  readonly ending?: string;
  readonly title: string;
  /** Sentences for the notice at the end. */
  readonly said?: readonly string[];
  readonly asksGuard?: boolean;
}

/** Asks what is still open, then writes; undefined where somebody thought better of it. */
export async function writePlanned(
  dataset: DatasetAtHand,
  planned: PlannedWrite,
  change: Partial<WriteRequest>,
): Promise<readonly vscode.Uri[] | undefined> {
  const { ui, uri, open } = dataset;
  const { request, answers, suffix, title, said = [], asksGuard = false } = planned;
  const ending = planned.ending ?? extname(uri.fsPath).toLowerCase();
  const choose = change.splitBy === undefined ? chosenTarget : chosenPattern;
  const target = answers.target ?? (await choose(ui, uri, { suffix, ending, title }))?.fsPath;
  if (target === undefined) return undefined;
  const format = formatOf(target) ?? (ending === '.csv' || ending === '.tsv' ? 'csv' : 'jsonl');
  const guarded = format === 'csv' && (await isGuarded(uri, answers, asksGuard));
  if (guarded === undefined) return undefined;
  const { delimiter } = open.state;
  const keepsDelimiter = format === 'csv' && extname(target) === extname(uri.fsPath);
  return writeNewDataset(dataset, said, {
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

export function isWhole({ query, places }: ActionRequest): boolean {
  return query.filters.length === 0 && places === undefined;
}

/** How many rows are meant; none is refused before anything is asked. */
export async function rowsOf({ ui, open }: DatasetAtHand, request: ActionRequest): Promise<number> {
  ui.requireTrust(t('Writing a new dataset'));
  const { query, places } = request;
  const rows = places ? placeCount(places) : (await open.list(query, () => undefined)).rows;
  if (rows > 0) return rows;
  throw new UserError(
    'usage',
    isWhole(request)
      ? t('The dataset has no rows to write.')
      : t('No row meets the filters; remove one.'),
  );
}

const LISTED = 5;

export function listed(names: readonly string[]): string {
  const rest = names.length - LISTED;
  const shown = names.slice(0, LISTED).join(', ');
  return rest > 0 ? t('{0} and {1} more', shown, rest) : shown;
}

export function counted(rows: number): string {
  return plural(rows, '{0} Row', '{0} Rows');
}
