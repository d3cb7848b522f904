import type {
  DatasetNews,
  DatasetState,
  FindOptions,
  ListState,
  OnProgress,
  OpenDataset,
  PageRequest,
  RowsOptions,
  StepOptions,
} from '../../core/dataset/openDataset.js';
import { pageRow } from '../../core/dataset/rows/pageRow.js';
import { textMatcher } from '../../core/dataset/query/textMatcher.js';
import type { ReadRow } from '../../core/dataset/rows/readRow.js';
import type { RowQuery } from '../../core/dataset/query/rowQuery.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { datasetError } from '../dataset/datasetError.js';
import type { KnownContent } from '../dataset/tableContent.js';
import { StaleIndex } from '../scan/staleIndex.js';
import { findQuery, nextMatch } from './findRows.js';
import { readPlaces, rowsOfList } from './readPlaces.js';
import type { ScannerSource } from './scanPool.js';
import { createTableVersions } from './tableVersions.js';
import type { TableVersion } from './tableVersions.js';
import { writeRows } from './writeRows.js';

interface TableOptions {
  readonly source: ScannerSource;
  readonly onNews: (news: DatasetNews) => void;
  /** What an earlier opening found. */
  readonly known?: KnownContent | undefined;
  /** Keeps what this one finds. */
  readonly keep: (known: KnownContent) => void;
}

/** Opens a dataset file for looking at it. */
export async function openTable(path: string, options: TableOptions): Promise<OpenDataset> {
  const versions = await createTableVersions(path, options);

  /** Works on the content of the file as it is now: what it was when the work began may be over. */
  const guarded = async <T>(
    work: (version: TableVersion) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> => {
    try {
      return await versions.use(work, signal);
    } catch (error) {
      throw datasetError(error, path, signal);
    }
  };

  const listed = (
    query: RowQuery,
    onProgress: OnProgress,
    signal: AbortSignal | undefined,
  ): Promise<ListState> =>
    guarded(async (version) => {
      const making = version.lists.making(query);
      if (making) await making.join(onProgress, signal);
      else await version.indexed(onProgress, signal);
      return { version: version.number, rows: version.lists.current(query).size };
    }, signal);

  return {
    get state(): DatasetState {
      return versions.state();
    },
    page: ({ query, from, to, columns, find }: PageRequest, signal) =>
      guarded(async (version) => {
        const { content, lists } = version;
        await version.known(query.filters.length > 0 || query.order ? 0 : from, signal);
        const shown = version.columns().slice(columns.from, columns.to);
        const read = content.lookAt;
        const rows = await version.first(() =>
          readPlaces(lists.current(query), { from, to }, { read, signal }),
        );
        const matcher = find && textMatcher(find);
        return { version: version.number, rows: rows.map((row) => pageRow(row, shown, matcher)) };
      }, signal),
    row: (row, signal) =>
      guarded(async ({ content, known, first }) => {
        await known(row, signal);
        const found = await first(() => onlyRow(content.lookAt(row, row)));
        if (found) return found;
        throw new UserError(
          'dataset',
          t('There is no row {0}: the dataset has {1}.', row, content.rows()),
        );
      }, signal),
    async *rows({ query, places }: RowsOptions, signal) {
      const version = await guarded(async (found) => {
        await found.indexed(() => undefined, signal);
        await found.lists.making(query)?.join(() => undefined, signal);
        return found;
      }, signal);
      const release = version.hold();
      try {
        const { content, lists } = version;
        const isFileOrder = query.order === null;
        const how = { read: content.lookAt, isFileOrder, places, signal };
        yield* rowsOfList(lists.current(query), how);
        if (!(await content.isCurrent())) throw new StaleIndex();
      } catch (error) {
        throw datasetError(error, path, signal);
      } finally {
        release();
      }
    },
    list: listed,
    place: (query, row, signal) =>
      guarded(async (version) => {
        await version.lists.making(query)?.join(() => undefined, signal);
        await version.known(row, signal);
        return version.lists.current(query).placeOf(row);
      }, signal),
    find: ({ query, find }: FindOptions, onProgress, signal) =>
      listed(findQuery(query, find), onProgress, signal),
    step: (options: StepOptions, signal) =>
      guarded((version) => nextMatch(version, options, signal), signal),
    survey: (onProgress, signal) =>
      guarded(async (version) => version.survey(onProgress, signal), signal),
    write: (request, onProgress, signal) =>
      versions
        .useOnce((version) => writeRows(version, request, { onProgress, signal }))
        .catch((error: unknown) => {
          throw datasetError(error, path, signal);
        }),
    refresh: versions.refresh,
    close: versions.close,
  };
}

async function onlyRow(rows: AsyncIterable<readonly ReadRow[]>): Promise<ReadRow | undefined> {
  for await (const [row] of rows) if (row) return row;
  return undefined;
}
