import type * as vscode from 'vscode';
import type { CancelOutcome, RunEvent } from '../core/runs/evalBackend.js';
import type { RunManifest } from '../core/runs/manifest.js';
import type { ProgressFacts } from '../core/runs/progressFacts.js';
import type { RunRef } from '../core/runs/runStore.js';
import type { GavelServices } from '../core/services.js';
import type { Baselines } from './baseline/baselines.js';
import type { PathConsents } from './paths/pathConsents.js';
import type { Log } from './redactedLog.js';

/** What every part of the extension's interface is given: services, and the few things they share. */
export interface GavelUi {
  /** Read it at each use: a change of `gavel.together.baseUrl` puts new services in its place. */
  readonly services: GavelServices;
  readonly log: Log;
  readonly live: LiveRuns;
  readonly baselines: Baselines;
  /** Files outside the workspace that its specs may read. */
  readonly pathConsents: PathConsents;
  /**
   * Absolute folder in which runs are kept, from `gavel.runsFolder`: of the workspace folder that
   * holds `uri`, else of the first one, else beside the file `uri`. Throws `UserError` without any.
   */
  runsRoot(uri?: vscode.Uri): string;
  /** Folders that may hold runs: one per workspace folder. */
  runsRoots(): readonly string[];
  /** Shows a failure, once, with the action that helps. The only place that does. */
  report(error: unknown, retry?: () => unknown): void;
  /** Whether a key for the service is at hand; nobody is asked. */
  hasServiceKey(): Promise<boolean>;
  /** The service is asked with another key, or it is another service: what was listed is another's. */
  readonly onDidChangeAccount: vscode.Event<void>;
  /** Throws `UserError` of kind `trust` in Restricted Mode: nothing is rendered, run or sent there. */
  requireTrust(what: string): void;
  /** A run's manifest, rows or progress changed; undefined: the list itself did. */
  readonly onDidChangeRuns: vscode.Event<RunRef | undefined>;
  /** Says that a run's folder changed (files watched by the caller, labels, deletion). */
  runChanged(run: RunRef | undefined): void;
}

/** The runs that this window drives or polls. */
export interface LiveRuns {
  isLive(run: RunRef): boolean;
  /** What is known of a live run; undefined for one that this window doesn't drive. */
  progress(run: RunRef): ProgressFacts | undefined;
  /** Drives the run in the background (again): rows that are done are not asked again. */
  resume(run: RunRef): void;
  cancel(run: RunRef): Promise<CancelOutcome>;
  /** See `pauseRun`; also for a run that another process drives. */
  pause(run: RunRef): Promise<RunManifest>;
  /** Each event of each live run, as the backend gave it. */
  readonly onDidEmit: vscode.Event<{ readonly run: RunRef; readonly event: RunEvent }>;
}
