import * as vscode from 'vscode';
import type { DatasetFiles, DatasetInfo } from '../../core/dataset/dataset.js';
import type { DatasetFacts } from '../../core/dataset/datasetFacts.js';
import { checkRows, rowCheckKey } from '../../core/template/language/checkRows.js';
import type { TemplateProblem } from '../../core/template/language/templateProblem.js';
import { fileUri } from '../fileUri.js';

/** What the service of templates has learnt of datasets; kept by their content. */
export interface DatasetKnowledge {
  /** As the port's own `describe`, which reads the whole file; asked again only when it changed. */
  describe: DatasetFiles['describe'];
  /** Undefined for a dataset that can't be read. */
  facts(path: string): Promise<DatasetFacts | undefined>;
  /**
   * What the rows show of each template, by its source; undefined for a dataset that can't be read.
   * Rejects when cancelled.
   */
  rowProblems(
    path: string,
    sources: readonly string[],
    signal: AbortSignal,
  ): Promise<RowProblems | undefined>;
}

type RowProblems = ReadonlyMap<string, readonly TemplateProblem[]>;

interface KnowledgePorts {
  datasets(): DatasetFiles;
  /** Of what may not be read nothing is known; not even whether it is there. */
  mayRead(path: string): Promise<boolean>;
  /** Shows how far a check of rows has come; called with undefined at its end. */
  progress(state: CheckProgress | undefined): void;
}

interface CheckProgress {
  readonly path: string;
  readonly done: number;
  readonly total: number;
}

/** Enough to complete and explain with, soon. */
const FACTS_MS = 1500;
const CHECK_MS = 10_000;
const KEPT = 500;

interface Described {
  readonly stamp: string;
  readonly info: Promise<DatasetInfo>;
}

interface KnownFacts {
  readonly stamp: string;
  /** Undefined for a dataset that can't be read. */
  readonly facts: Promise<DatasetFacts | undefined>;
}

export function createDatasetKnowledge(ports: KnowledgePorts): DatasetKnowledge {
  const described = new Map<string, Described>();
  const facts = new Map<string, KnownFacts>();
  const problems = new Map<string, readonly TemplateProblem[]>();
  let last: Promise<unknown> = Promise.resolve();

  /** One check of rows at a time: two at once would each take twice as long. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };

  const stampOf = async (path: string): Promise<string | undefined> =>
    (await ports.mayRead(path)) ? fileStamp(path) : undefined;

  const describe: DatasetFiles['describe'] = async (path, signal) => {
    const stamp = await stampOf(path);
    const known = described.get(path);
    if (known && stamp !== undefined && known.stamp === stamp) return known.info;
    // Not with the caller's signal: others wait for the same reading.
    const info = ports.datasets().describe(path);
    if (stamp !== undefined) {
      described.set(path, { stamp, info });
      info.catch(() => described.delete(path));
    }
    signal?.throwIfAborted();
    return info;
  };

  /** Renders the templates on the rows; what is found is kept. */
  const check = async (
    { path, sha256, rows: total }: DatasetInfo,
    sources: readonly string[],
    signal: AbortSignal,
  ): Promise<void> => {
    const stamp = await stampOf(path);
    const found = await checkRows(
      ports.datasets().rows(path, undefined, signal),
      sources.map((source) => ({ id: source, source })),
      {
        ...CLOCK,
        total,
        signal,
        limit: { ms: CHECK_MS },
        progress: (done) => ports.progress({ path, done, total }),
      },
    ).finally(() => ports.progress(undefined));
    for (const source of sources) {
      remember(problems, rowCheckKey(source, sha256), found.problems.get(source) ?? []);
    }
    // Of more rows than were looked at for completion.
    if (stamp !== undefined && found.isComplete) {
      remember(facts, path, { stamp, facts: Promise.resolve(found.facts) });
    }
  };

  return {
    describe,
    async facts(path) {
      const stamp = await stampOf(path);
      if (stamp === undefined) return undefined;
      const known = facts.get(path);
      if (known?.stamp === stamp) return known.facts;
      const rows = ports.datasets().rows(path);
      const collected = checkRows(rows, [], { ...CLOCK, limit: { ms: FACTS_MS } }).then(
        (found) => found.facts,
        () => undefined, // the diagnostics say what is wrong with it
      );
      remember(facts, path, { stamp, facts: collected });
      return collected;
    },
    async rowProblems(path, sources, signal) {
      const info = await describe(path, signal).catch(() => undefined);
      signal.throwIfAborted();
      if (!info) return undefined;
      const key = (source: string): string => rowCheckKey(source, info.sha256);
      const missing = () => [...new Set(sources)].filter((source) => !problems.has(key(source)));
      if (missing().length > 0) {
        await inTurn(async () => {
          signal.throwIfAborted();
          const left = missing();
          if (left.length > 0) await check(info, left, signal);
        });
      }
      return new Map(sources.map((source) => [source, problems.get(key(source)) ?? []]));
    },
  };
}

const CLOCK = {
  now: () => performance.now(),
  pause: () => new Promise<void>((resolve) => setImmediate(resolve)),
};

/** Changes with every writing of the file; undefined where it can't be told. */
async function fileStamp(path: string): Promise<string | undefined> {
  try {
    const { mtime, size } = await vscode.workspace.fs.stat(fileUri(path));
    return `${mtime} ${size}`;
  } catch {
    return undefined;
  }
}

/** Keeps the newest entries alone. */
function remember<K, V>(kept: Map<K, V>, key: K, value: V): void {
  kept.delete(key);
  kept.set(key, value);
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(oldest);
  }
}
