import type { BaselineDelta } from '../../core/baseline/baselineDelta.js';
import type { KnownRun } from '../runs/runsList.js';

/** Two runs, and what their comparison depends on. */
export interface RunPair {
  readonly baseline: KnownRun;
  readonly run: KnownRun;
  readonly key: string;
}

interface DeltaCache {
  /** Undefined until it is known: it is found out after what was wanted before. */
  now(pair: RunPair): BaselineDelta | undefined;
  /** Undefined where the two can't be compared. */
  get(pair: RunPair): Promise<BaselineDelta | undefined>;
  dispose(): void;
}

interface DeltaCacheOptions {
  readonly storage: {
    get(key: string): unknown;
    update(key: string, value: unknown): PromiseLike<void>;
  };
  compare(baseline: KnownRun, run: KnownRun, signal: AbortSignal): Promise<BaselineDelta>;
  /** A comparison that somebody asked for with `now` is known. */
  done(run: KnownRun): void;
  failed(error: unknown): void;
}

const STORED = 'gavel.baselineDeltas.1';
/** The oldest go first. */
const MOST = 1000;
/** As long as the window lives: more than any tree draws, or it would compare for ever. */
const MOST_AT_HAND = 20 * MOST;

/** Each pair of runs is compared once, one pair at a time; what came of it is kept in the storage. */
export function createDeltaCache(options: DeltaCacheOptions): DeltaCache {
  const { storage } = options;
  // Its only writer is below.
  const known = new Map((storage.get(STORED) as [string, BaselineDelta][] | undefined) ?? []);
  const comparing = new Map<string, Promise<BaselineDelta | undefined>>();
  /** Pairs that can't be compared: to try again would fail again. */
  const refused = new Set<string>();
  const abort = new AbortController();
  let last: Promise<unknown> = Promise.resolve();

  async function compare({ baseline, run, key }: RunPair): Promise<BaselineDelta | undefined> {
    try {
      abort.signal.throwIfAborted();
      const delta = await options.compare(baseline, run, abort.signal);
      known.set(key, delta);
      const [oldest] = known.keys();
      if (known.size > MOST_AT_HAND && oldest !== undefined) known.delete(oldest);
      await storage.update(STORED, [...known].slice(-MOST));
      return delta;
    } catch (error) {
      if (!abort.signal.aborted) {
        refused.add(key);
        options.failed(error);
      }
      return undefined;
    } finally {
      comparing.delete(key);
    }
  }

  function begin(pair: RunPair): Promise<BaselineDelta | undefined> {
    const underWay = comparing.get(pair.key);
    if (underWay) return underWay;
    const turn = last.then(() => compare(pair));
    last = turn;
    comparing.set(pair.key, turn);
    return turn;
  }

  return {
    now(pair) {
      const delta = known.get(pair.key);
      if (delta || refused.has(pair.key) || comparing.has(pair.key)) return delta;
      void begin(pair).then((found) => {
        if (found && !abort.signal.aborted) options.done(pair.run);
      });
      return undefined;
    },
    get(pair) {
      const delta = known.get(pair.key);
      if (delta || refused.has(pair.key)) return Promise.resolve(delta);
      return begin(pair);
    },
    dispose: () => abort.abort(),
  };
}
