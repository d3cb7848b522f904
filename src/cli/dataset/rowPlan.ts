import type { OpenDataset } from '../../core/dataset/openDataset.js';
import { USUAL_SEED } from '../../core/dataset/rows/parseSample.js';
import { parseWhere } from '../../core/dataset/query/parseWhere.js';
import type { RowFilter, RowOrder, RowQuery } from '../../core/dataset/query/rowQuery.js';
import type { RowPick } from '../../core/dataset/writing/writeRequest.js';
import { didYouMean } from '../../core/spec/problems/didYouMean.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import type { DatasetOptions } from './datasetOptions.js';
import { columnList } from './columnList.js';

/** Which rows a person asks for, and which columns of them. */
export interface RowPlan {
  readonly query: RowQuery;
  readonly pick: RowPick;
  /** Absent: all. */
  readonly columns?: readonly string[];
  /** Every column that is named anywhere. */
  readonly named: readonly string[];
}

/** Reads the options that choose rows. Throws `UserError` of kind `usage` for what it can't. */
export async function rowPlan(options: DatasetOptions): Promise<RowPlan> {
  const { search, sort, splitBy } = options;
  if (search === undefined && options.regex) throw usage(t('--regex goes with --search.'));
  if (options.sample === undefined && options.seed !== undefined) {
    throw usage(t('--seed goes with --sample.'));
  }
  const filters: RowFilter[] = [];
  const named: string[] = [];
  for (const text of options.where ?? []) {
    const {
      filters: found,
      column,
      problem,
    } = parseWhere(text, { matchCase: options.matchCase ?? false });
    if (problem) {
      throw usage(t('--where {0}: {1}, at character {2}.', text, problem.message, problem.at));
    }
    filters.push(...found);
    if (column !== undefined) named.push(column);
  }
  if (search !== undefined) filters.push(searchFilter(search, options));
  const order = sort === undefined ? null : parseOrder(sort);
  const columns = options.columns === undefined ? undefined : await columnList(options.columns);
  const distinctBy = await distinctColumns(options.distinct);
  return {
    query: { filters, order },
    pick: {
      ...(options.rows !== undefined && { places: [parseRange(options.rows)] }),
      ...(distinctBy && { distinctBy }),
      ...(options.sample !== undefined && {
        sample: { count: options.sample, seed: options.seed ?? USUAL_SEED },
      }),
      ...(options.limit !== undefined && { limit: options.limit }),
    },
    ...(columns && { columns }),
    named: [
      ...named,
      ...(order ? [order.column] : []),
      ...(columns ?? []),
      ...(distinctBy ?? []),
      ...(splitBy === undefined ? [] : [splitBy]),
    ],
  };
}

function searchFilter(text: string, { regex, matchCase }: DatasetOptions): RowFilter {
  if (text === '') throw usage(t('--search wants a text.'));
  return {
    kind: 'text',
    column: null,
    text,
    matchCase: matchCase ?? false,
    wholeWord: false,
    regex: regex ?? false,
  };
}

function parseOrder(text: string): RowOrder {
  const direction = /:(asc|desc)$/.exec(text);
  const column = direction ? text.slice(0, direction.index) : text;
  if (column === '') throw usage(t('--sort wants a column, as in score or score:desc.'));
  return { column, descending: direction?.[1] === 'desc' };
}

function parseRange(text: string): { from: number; to: number } {
  const match = /^(\d+)(?:\.\.(\d+))?$/.exec(text);
  const from = Number(match?.[1]);
  const to = Number(match?.[2] ?? match?.[1]);
  if (!match || from < 1 || to < from) {
    throw usage(t('--rows "{0}" is no range; write A..B with 1 ≤ A ≤ B, e.g. 1..10.', text));
  }
  return { from, to };
}

async function distinctColumns(
  distinct: DatasetOptions['distinct'],
): Promise<readonly string[] | undefined> {
  return typeof distinct === 'string' ? columnList(distinct) : distinct && [];
}

/** Throws `UserError` where a column that is named is in no row. */
export async function checkColumns(
  open: OpenDataset,
  named: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const unknown = (columns: readonly string[]) => named.find((name) => !columns.includes(name));
  if (unknown(open.state.columns) === undefined) return;
  // JSON Lines may have a column that only later rows know.
  if (open.state.format === 'jsonl') await open.survey(() => undefined, signal);
  const { columns } = open.state;
  const column = unknown(columns);
  if (column === undefined) return;
  const hint = didYouMean(column, columns) || t(' There is {0}.', columns.slice(0, 20).join(', '));
  throw usage(t('The dataset has no column "{0}".{1}', column, hint));
}

function usage(message: string): UserError {
  return new UserError('usage', message);
}
