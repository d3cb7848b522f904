import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { createFactsCollector, type DatasetFacts } from '../../dataset/datasetFacts.js';
import type { DatasetRow } from '../../dataset/dataset.js';
import { createRowCheck, type CheckedTemplate } from './rowCheck.js';
import type { TemplateProblem } from './templateProblem.js';

export interface CheckRowsOptions {
  readonly signal?: AbortSignal;
  /** After every pause and at the end. `total` is undefined where nobody knows it. */
  readonly progress?: (done: number, total: number | undefined) => void;
  /** Rows of the dataset, where known. */
  readonly total?: number;
  /** Milliseconds; only differences count. */
  readonly now: () => number;
  /** Lets others have their turn, e.g. `setImmediate`. */
  readonly pause: () => Promise<void>;
  /** Work between two pauses, in milliseconds; default 15. */
  readonly yieldEveryMs?: number;
  /** Where to stop before the last row. */
  readonly limit?: { readonly rows?: number; readonly ms?: number };
}

/** What the rows of a dataset show of templates. */
export interface RowFindings {
  /** By the template's id, in the order of the template's text. */
  readonly problems: ReadonlyMap<string, readonly TemplateProblem[]>;
  readonly facts: DatasetFacts;
  /** Rows looked at. */
  readonly checked: number;
  /** False where a limit ended it: the messages say "the first N of M rows". */
  readonly isComplete: boolean;
}

const YIELD_EVERY_MS = 15;

/**
 * Looks at every row: renders the templates, collects facts. With no templates it only collects
 * facts. Rejects when cancelled, and with what `rows` throws.
 */
export async function checkRows(
  rows: AsyncIterable<DatasetRow>,
  templates: readonly CheckedTemplate[],
  options: CheckRowsOptions,
): Promise<RowFindings> {
  const { signal, progress, total, now, limit = {} } = options;
  const yieldEveryMs = options.yieldEveryMs ?? YIELD_EVERY_MS;
  const check = createRowCheck(templates);
  const collector = createFactsCollector();
  const started = now();
  let resumed = started;
  let checked = 0;
  let isComplete = true;
  signal?.throwIfAborted();
  for await (const row of rows) {
    signal?.throwIfAborted();
    if (isSpent(checked, now() - started, limit)) {
      isComplete = false;
      break;
    }
    collector.add(row);
    check.add(row);
    checked += 1;
    if (now() - resumed < yieldEveryMs) continue;
    progress?.(checked, total);
    await options.pause();
    signal?.throwIfAborted();
    resumed = now();
  }
  progress?.(checked, total ?? (isComplete ? checked : undefined));
  const facts = collector.facts();
  const problems = check.problems({ facts, ...(!isComplete && { of: total ?? null }) });
  return { problems, facts, checked, isComplete };
}

function isSpent(rows: number, ms: number, limit: NonNullable<CheckRowsOptions['limit']>): boolean {
  return rows >= (limit.rows ?? Infinity) || ms >= (limit.ms ?? Infinity);
}

/** Names the findings of one template on one dataset; they change only with either's content. */
export function rowCheckKey(source: string, datasetSha256: string): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify([source, datasetSha256]))));
}
