import type { SamplePlan } from './labelRecord.js';
import type { LabelRow } from './labelRow.js';
import { labelSample, sampleWeights } from './labelSample.js';
import type { RunLabels } from './labelsOfRun.js';

interface QueueOptions {
  readonly rater: string;
  readonly plan: SamplePlan;
  /** Rows to label. */
  readonly number: number;
  readonly seed: number;
  /** When labelling began, ISO 8601: what the rater labelled before comes last. */
  readonly since: string;
  readonly filtered?: ReadonlySet<number>;
  /** Names of rows that were passed over before. */
  readonly skipped?: readonly number[];
}

/** The rows that one person is shown, one after the other. */
export interface LabelQueue {
  readonly total: number;
  /** Names of all its rows. */
  readonly ids: ReadonlySet<number>;
  /** Labelled of them. */
  done(): number;
  /** The row to be shown; undefined at the end. */
  next(): { readonly row: LabelRow; readonly weight: number } | undefined;
  labelled(id: number): void;
  skip(id: number): void;
  /** What was done last, which is to be taken back; it is the next row then. */
  back(): { readonly did: 'label' | 'skip'; readonly id: number } | undefined;
  canGoBack(): boolean;
}

export function labelQueue(
  rows: readonly LabelRow[],
  labels: RunLabels,
  { rater, plan, number, seed, since, filtered, skipped = [] }: QueueOptions,
): LabelQueue {
  const began = Date.parse(since);
  const mine = labels.rows.flatMap(({ row, byRater }) => {
    const own = byRater.get(rater);
    return own ? [{ id: row.id, at: Date.parse(own.label.at) }] : [];
  });
  const before = mine.filter(({ at }) => at < began).map(({ id }) => id);
  const sample = labelSample(rows, {
    plan,
    seed,
    labelled: new Set(before),
    ...(filtered && { filtered }),
  });
  const queue = sample.slice(0, number);
  const weightOf = sampleWeights(sample, number);
  const inQueue = new Set(queue.map(({ row }) => row.id));
  // Taken up again after a reload: the file tells what was done, and in which order.
  const history: { did: 'label' | 'skip'; id: number }[] = [
    ...skipped.map((id) => ({ did: 'skip' as const, id })),
    ...mine
      .filter(({ at }) => at >= began)
      .sort((a, b) => a.at - b.at)
      .map(({ id }) => ({ did: 'label' as const, id })),
  ].filter(({ id }) => inQueue.has(id));
  const gone = new Map(history.map(({ did, id }) => [id, did]));

  const did = (what: 'label' | 'skip', id: number): void => {
    history.push({ did: what, id });
    gone.set(id, what);
  };
  return {
    total: queue.length,
    ids: inQueue,
    done: () => [...gone.values()].filter((what) => what === 'label').length,
    next() {
      const found = queue.find(({ row }) => !gone.has(row.id));
      return found && { row: found.row, weight: weightOf(found) };
    },
    labelled: (id) => did('label', id),
    skip: (id) => did('skip', id),
    back() {
      const last = history.pop();
      if (last) gone.delete(last.id);
      return last;
    },
    canGoBack: () => history.length > 0,
  };
}
