import { stat } from 'node:fs/promises';
import type {
  DatasetNews,
  DatasetState,
  OnProgress,
  Survey,
} from '../../core/dataset/openDataset.js';
import { datasetError } from '../dataset/datasetError.js';
import { knownContent, openContent } from '../dataset/tableContent.js';
import type { KnownContent, TableContent } from '../dataset/tableContent.js';
import { isSameStamp, stampOf } from '../scan/fileStamp.js';
import { StaleIndex } from '../scan/staleIndex.js';
import type { ScannerSource } from './scanPool.js';
import { shareWork } from './sharedWork.js';
import type { SharedWork } from './sharedWork.js';
import { surveyTable } from './surveyTable.js';
import { createTableLists } from './tableLists.js';
import type { TableLists } from './tableLists.js';
import { shareOf, stateOf } from './tableState.js';
import { createTurns } from './turns.js';

/** One content of the file and all that was made of it. */
export interface TableVersion {
  readonly number: number;
  readonly content: TableContent;
  readonly lists: TableLists;
  /** All columns that are known by now. */
  columns(): readonly string[];
  /** Resolves when all rows are known. */
  indexed(onProgress: OnProgress, signal?: AbortSignal): Promise<unknown>;
  /** Has short work done before the index goes on. */
  first<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when a row is known, or all are. */
  known(row: number, signal?: AbortSignal): Promise<void>;
  survey(onProgress: OnProgress, signal?: AbortSignal): Promise<Survey>;
  /** Keeps the file open, also when another content takes its place, until what it gives is called. */
  hold(): () => void;
}

type Work<T> = (version: TableVersion) => Promise<T>;

/** Follows a file through its changes: there is one content at a time that all new work is about. */
interface TableVersions {
  state(): DatasetState;
  /**
   * Has work done on the content of the file as it is now. Where the file changed meanwhile the work
   * is done again on what it is then.
   */
  use<T>(work: Work<T>, signal?: AbortSignal): Promise<T>;
  /** As `use`, but once: it fails where the file changed. */
  useOnce<T>(work: Work<T>): Promise<T>;
  /** Looks whether the file has changed. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

interface VersionOptions {
  readonly source: ScannerSource;
  readonly onNews: (news: DatasetNews) => void;
  readonly known?: KnownContent | undefined;
  readonly keep: (known: KnownContent) => void;
}

const TRIES = 3;
/** Milliseconds between two news of how far the index is. */
const NEWS_MS = 60;

class Replaced extends Error {
  override readonly name = 'Replaced';
}

export async function createTableVersions(
  path: string,
  options: VersionOptions,
): Promise<TableVersions> {
  const { onNews, keep } = options;
  let number = 0;
  let isClosed = false;
  let hasFailed = false;
  let refreshing: Promise<void> | undefined;
  let current = await begin(options.known, []);

  async function begin(
    known: KnownContent | undefined,
    columns: readonly string[],
  ): Promise<LiveVersion> {
    const content = await openContent(path, known);
    number += 1;
    // Columns that came late are not forgotten because the file grew.
    const before = content.isContinued ? columns : [];
    return liveVersion(content, { number, columns: before, source: options.source, onState, keep });
  }

  function onState(version: LiveVersion): void {
    if (!isClosed && version === current) onNews({ kind: 'state', state: version.state() });
  }

  const replace = async (known: KnownContent | undefined): Promise<void> => {
    const old = current;
    try {
      current = await begin(known, old.columns());
    } catch (error) {
      hasFailed = true;
      const failure = datasetError(error, path, undefined);
      const message = failure instanceof Error ? failure.message : String(failure);
      if (!isClosed) onNews({ kind: 'failed', message });
      throw error;
    }
    hasFailed = false;
    old.end(new Replaced());
    onState(current);
  };

  const look = async (): Promise<void> => {
    const now = await stat(path, { bigint: true }).then(stampOf, () => undefined);
    if (!now || !isSameStamp(now, current.content.stamp)) {
      await replace(knownContent(current.content));
    } else if (hasFailed) {
      hasFailed = false;
      onState(current);
    }
  };

  const refresh = (): Promise<void> => {
    refreshing ??= look().finally(() => (refreshing = undefined));
    return refreshing;
  };

  return {
    state: () => current.state(),
    async use(work, signal) {
      for (let tries = 1; ; tries += 1) {
        signal?.throwIfAborted();
        const version = current;
        try {
          const result = await held(version, work);
          if (await version.content.isCurrent()) return result;
        } catch (error) {
          if (!(error instanceof StaleIndex || error instanceof Replaced)) throw error;
        }
        if (tries === TRIES) throw new StaleIndex();
        if (version === current) await refresh();
        // It looks unchanged, and yet it is not what its index says.
        if (version === current) await replace(undefined);
      }
    },
    async useOnce(work) {
      const version = current;
      const result = await held(version, work);
      if (await version.content.isCurrent()) return result;
      throw new StaleIndex();
    },
    refresh: () => (isClosed ? Promise.resolve() : refresh().catch(() => undefined)),
    close() {
      isClosed = true;
      current.end(new Replaced());
      return Promise.resolve();
    },
  };
}

interface LiveVersion extends TableVersion {
  state(): DatasetState;
  /** Ends what goes on in it; the file is closed when nobody holds it any more. */
  end(reason: Error): void;
}

async function held<T>(version: TableVersion, work: Work<T>): Promise<T> {
  const release = version.hold();
  try {
    return await work(version);
  } finally {
    release();
  }
}

function liveVersion(
  content: TableContent,
  options: {
    readonly number: number;
    readonly columns: readonly string[];
    readonly source: ScannerSource;
    readonly onState: (version: LiveVersion) => void;
    readonly keep: (known: KnownContent) => void;
  },
): LiveVersion {
  const { number, source, onState, keep } = options;
  let holders = 0;
  let hasEnded = false;
  let columns: readonly string[] = [...new Set([...content.form.columns, ...options.columns])];
  let surveying: SharedWork<{ survey?: Survey }> | undefined;
  const turns = createTurns();

  const indexing = shareWork(
    content,
    async (onProgress, signal) => {
      let told = performance.now();
      // The first news comes after whoever opens the file has it in hand.
      await Promise.resolve();
      while (!content.index().isComplete) {
        await turns.free();
        signal.throwIfAborted();
        await content.indexOn();
        if (performance.now() - told < NEWS_MS) continue;
        told = performance.now();
        onProgress({ share: shareOf(content), count: content.rows() });
        onState(version);
      }
      const known = knownContent(content);
      if (known && (await content.isCurrent())) keep(known);
      onProgress({ share: 1, count: content.rows() });
      onState(version);
    },
    () => undefined,
  );
  // It goes on whoever waits for it.
  indexing.join(() => undefined, undefined).catch(() => undefined);
  const indexed: TableVersion['indexed'] = (onProgress, signal) =>
    indexing.join(onProgress, signal);
  const lists = createTableLists(content, source, async () => {
    await indexed(() => undefined);
  });

  const closeUnused = (): void => {
    // Nobody is left whom a failure to close it could concern.
    if (hasEnded && holders === 0) void content.file.close().catch(() => undefined);
  };

  const beginSurvey = () => {
    const value: { survey?: Survey } = {};
    return shareWork(
      value,
      async (onProgress, signal) => {
        await indexed(() => undefined, signal);
        const survey = await surveyTable(content, source, { onProgress, signal });
        value.survey = { ...survey, version: number };
        columns = survey.profile.columns.map(({ name }) => name);
        onState(version);
      },
      () => (surveying = undefined),
    );
  };

  const version: LiveVersion = {
    number,
    content,
    lists,
    columns: () => columns,
    indexed,
    first: turns.first,
    async known(row, signal) {
      while (content.rows() < row && !content.index().isComplete) {
        await Promise.race([indexing.changed(), indexed(() => undefined, signal)]);
      }
    },
    async survey(onProgress, signal) {
      surveying ??= beginSurvey();
      const { survey } = await surveying.join(onProgress, signal);
      if (!survey) throw new StaleIndex();
      return survey;
    },
    state: () => stateOf(content, { number, columns }),
    hold() {
      holders += 1;
      return () => {
        holders -= 1;
        closeUnused();
      };
    },
    end(reason) {
      hasEnded = true;
      indexing.stop(reason);
      surveying?.stop(reason);
      lists.stop(reason);
      closeUnused();
    },
  };
  return version;
}
