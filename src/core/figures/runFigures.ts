import type { BaselineEntry } from '../compare/compareWithBaseline.js';
import type { ComparedRun } from '../compare/comparison.js';
import type { CompareOptions } from '../compare/compareRuns.js';
import type { RankedRun } from '../compare/rankModels.js';
import type { LabelFigures } from '../labels/labelFigures.js';
import type { JudgeReliability } from '../reliability/judgeReliability.js';
import type { TruthChoice } from '../reliability/truthAgreement.js';
import type { RunManifest } from '../runs/manifest.js';
import type { RunRef } from '../runs/runStore.js';

/** Which rows are pairs, and how the work is followed. */
export type FiguresCompareOptions = Omit<CompareOptions, 'runs' | 'rest'>;

export interface ReadJudgeOptions {
  /** Column that holds the truth, kept however many values it has. */
  readonly chosen?: string | undefined;
  readonly signal: AbortSignal;
  /** Rows read so far. */
  onProgress?(rows: number): void;
}

/** What is to be known of a run to read its judge. */
export type JudgedManifest = Pick<RunManifest, 'spec' | 'imported_from'>;

/** What one reading of a run's rows says of its judge, whatever column is taken for the truth. */
export interface ReadJudge {
  /** Null where nobody has labelled a row. */
  readonly people: LabelFigures | null;
  /** Columns that can be chosen. */
  readonly columns: readonly string[];
  current(truth?: TruthChoice): Promise<JudgeReliability>;
  /** Nothing is asked any more. */
  close(): void;
}

/**
 * Port: what is to be found out over all rows of runs, of which there may be many: it takes seconds, in
 * which whoever asks has time for others. Rejects with `UserError` as the functions that it stands for
 * do, and with the signal's reason.
 */
export interface RunFigures {
  /** See `compareWithBaseline`. */
  compare(
    baseline: ComparedRun,
    others: readonly ComparedRun[],
    options: FiguresCompareOptions,
  ): Promise<readonly BaselineEntry[]>;
  /** See `readRankedRun`. */
  countWins(run: ComparedRun, signal: AbortSignal): Promise<RankedRun>;
  /** See `readReliability`. */
  readJudge(run: RunRef, manifest: JudgedManifest, options: ReadJudgeOptions): Promise<ReadJudge>;
  dispose(): Promise<void>;
}
