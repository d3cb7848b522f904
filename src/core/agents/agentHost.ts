import type { ModelList } from '../models/modelList.js';
import type { EvalPlan } from '../runs/evalBackend.js';
import type { PlanOptions } from '../runs/planRun.js';
import type { RunRef } from '../runs/runStore.js';
import type { GavelServices } from '../services.js';
import type { BackendName } from '../spec/evalSpec.js';

/** A folder of the person's project, and the folder that its runs are kept in; both absolute. */
export interface AgentProject {
  readonly folder: string;
  readonly runsRoot: string;
}

type AgentLaunch = Pick<PlanOptions, 'backend' | 'limit' | 'sampleSeed' | 'isDryRun'>;

export interface DriveOptions {
  /** Resolves after so long at the latest; the run goes on. */
  readonly waitMs: number;
  /** Aborted: the run is stopped as far as it can be, and `drive` rejects. */
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number | null) => void;
}

/**
 * Port: what the tools for agents work with, in an editor or behind the command line. Nothing that an
 * agent writes counts as a person's choice: every path is checked, none is taken note of.
 */
export interface AgentHost {
  readonly services: GavelServices;
  projects(): readonly AgentProject[];
  /** Eval specs of the projects, absolute, in the order of their paths. */
  specFiles(signal: AbortSignal): Promise<readonly string[]>;
  /** What an agent wrote as an absolute path, in the projects. Throws `UserError`. */
  locate(written: string): Promise<string>;
  /** A path as it is told: relative to its project, with `/`. */
  shown(path: string): string;
  /** Whether templates may be rendered and models asked; false in Restricted Mode. */
  isTrusted(): boolean;
  /** Throws `UserError` of kind `trust` where that is false. */
  requireTrust(what: string): void;
  defaultBackend(specPath: string): BackendName;
  /** Of the service behind a backend, as it was last read; nobody is asked. */
  listAtHand(backend: BackendName): Promise<ModelList | undefined>;
  /** Rows of a dry run that names no number. */
  dryRunRows(specPath: string): number;
  /** See `planRun`. */
  plan(specPath: string, launch: AgentLaunch, signal: AbortSignal): Promise<EvalPlan>;
  /** Makes the run of a plan; resolves when it is durable. */
  launch(plan: EvalPlan, signal: AbortSignal): Promise<RunRef>;
  /** Works on the run until its end, or at most so long in the foreground. */
  drive(run: RunRef, options: DriveOptions): Promise<void>;
  /** Milliseconds; only differences count. */
  now(): number;
  /** Lets others have their turn. */
  pause(): Promise<void>;
}
