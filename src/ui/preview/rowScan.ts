import type { DatasetRow } from '../../core/dataset/dataset.js';
import type { RowFlag, RowOutlook } from '../../core/judging/rowOutlook.js';
import type { ScanView } from '../../shared/previewProtocol.js';
import { inSlices } from './inSlices.js';
import type { Pauses } from './inSlices.js';

/** A look at every row: of one spec, with its templates, on one dataset. */
export interface ScanJob {
  /** The same key: the same answers, nothing is looked at again. */
  readonly key: string;
  /** From this row (from 1) to the last one. */
  read(from: number, signal: AbortSignal): AsyncIterable<DatasetRow>;
  readonly rows: number;
  look(row: DatasetRow): RowOutlook;
  /** The words by which a person knows the row. */
  textOf(row: DatasetRow): string;
}

export interface FlaggedRow {
  readonly row: number;
  readonly text: string;
}

interface RowScan {
  /** Looks at the rows of another job; the same one goes on as it was. */
  begin(job: ScanJob): void;
  /** Forgets everything: there is nothing to look at. */
  clear(): void;
  /** Goes on after `paused`. */
  resume(): void;
  view(): ScanView;
  flag(row: number): RowFlag | null;
  /** Rows with a flag as far as they were looked at, ascending. */
  withFlag(flag: RowFlag): readonly FlaggedRow[];
  /** The next row that fails behind `row`, else the first one; waits for the look. Null: none does. */
  nextFailing(row: number, signal: AbortSignal): Promise<number | null>;
  extreme(which: 'longest' | 'shortest'): number | null;
  dispose(): void;
}

interface ScanOptions {
  readonly pauses: Pauses;
  changed(view: ScanView): void;
  /** Milliseconds of one stretch of work, until a person asks to go on. */
  readonly limitMs: number;
}

const FLAGS: readonly RowFlag[] = ['ok', 'fails', 'empty', 'warns'];
/** Milliseconds between two announcements. */
const NOTICE_MS = 250;

export function createRowScan({ pauses, changed, limitMs }: ScanOptions): RowScan {
  let job: ScanJob | undefined;
  let work = new AbortController();
  let state: ScanView['state'] = 'idle';
  let checked = 0;
  let flags = new Uint8Array(0);
  let found = emptyFindings();
  let waiting: (() => void)[] = [];

  const view = (): ScanView => ({ checked, rows: job?.rows ?? 0, state, counts: found.counts });
  const announce = () => {
    changed(view());
    const wake = waiting;
    waiting = [];
    wake.forEach((go) => go());
  };

  const note = (row: DatasetRow, { look, textOf }: ScanJob) => {
    const { flag, length } = look(row);
    flags[row.row - 1] = FLAGS.indexOf(flag) + 1;
    found.counts[flag] += 1;
    if (flag !== 'ok') found.rows[flag].push({ row: row.row, text: textOf(row) });
    if (flag !== 'fails' && length > (found.longest?.length ?? -1)) {
      found.longest = { row: row.row, length };
    }
    if (flag !== 'fails' && length < (found.shortest?.length ?? Infinity)) {
      found.shortest = { row: row.row, length };
    }
    checked = row.row;
  };

  const run = async (current: ScanJob, { signal }: AbortController): Promise<void> => {
    state = 'working';
    const began = pauses.now();
    let noticed = began;
    const visit = (row: DatasetRow): boolean => {
      note(row, current);
      const now = pauses.now();
      if (now - noticed > NOTICE_MS) {
        noticed = now;
        announce();
      }
      return now - began < limitMs;
    };
    try {
      const isWhole = await inSlices(current.read(checked + 1, signal), visit, { pauses, signal });
      if (signal.aborted) return;
      state = isWhole ? 'done' : 'paused';
    } catch {
      // A broken line: the dataset's own view says which; the rows before it keep their flags.
      if (signal.aborted) return;
      state = 'broken';
    }
    announce();
  };

  const stop = () => {
    work.abort();
    work = new AbortController();
  };
  const reset = (rows: number) => {
    stop();
    state = 'idle';
    checked = 0;
    flags = new Uint8Array(rows);
    found = emptyFindings();
  };
  const resume = () => {
    if (job && state === 'paused') void run(job, work);
  };
  const failingAfter = (row: number) =>
    found.rows.fails.find((failed) => failed.row > row)?.row ?? null;

  return {
    begin(next) {
      if (job?.key === next.key) return;
      reset(next.rows);
      job = next;
      void run(next, work);
      announce();
    },
    clear() {
      if (!job) return;
      job = undefined;
      reset(0);
      announce();
    },
    resume,
    view,
    flag: (row) => FLAGS[(flags[row - 1] ?? 0) - 1] ?? null,
    withFlag: (flag) => (flag === 'ok' ? [] : found.rows[flag]),
    async nextFailing(row, signal) {
      for (;;) {
        const next = failingAfter(row);
        if (next !== null || signal.aborted) return next;
        resume();
        if (state !== 'working') return failingAfter(0);
        await new Promise<void>((go) => waiting.push(go));
      }
    },
    extreme: (which) => found[which]?.row ?? null,
    dispose() {
      stop();
      waiting.forEach((go) => go());
    },
  };
}

function emptyFindings(): {
  readonly counts: Record<RowFlag, number>;
  readonly rows: Record<Exclude<RowFlag, 'ok'>, FlaggedRow[]>;
  longest?: { readonly row: number; readonly length: number };
  shortest?: { readonly row: number; readonly length: number };
} {
  return {
    counts: { ok: 0, fails: 0, empty: 0, warns: 0 },
    rows: { fails: [], empty: [], warns: [] },
  };
}
