import type { Account } from './account.js';
import type { BaselineStore } from './baseline/baselines.js';
import type { DatasetFiles } from './dataset/dataset.js';
import type { DatasetEngine } from './dataset/openDataset.js';
import type { ImportOptions } from './exchange/verdicts/importOptions.js';
import type { PlannedImport } from './exchange/verdicts/importResults.js';
import type { ImportFolder } from './imports/importFolder.js';
import type { FilePreviews } from './dataset/service/filePreviews.js';
import type { ServiceFiles } from './dataset/service/serviceFiles.js';
import type { ChatRequest, ChatTarget } from './judging/chat.js';
import type { CompletionCache } from './judging/completionCache.js';
import type { Rejudgement } from './judging/rejudgement.js';
import type { LabelStore } from './labels/labelStore.js';
import type { ModelLists } from './models/modelLists.js';
import type { ModelTest, ModelTestOptions } from './models/modelTest.js';
import type { RunFigures } from './figures/runFigures.js';
import type { PathGate } from './paths/pathGate.js';
import type { EvalBackend } from './runs/evalBackend.js';
import type { RowsReader } from './rows/openRows.js';
import type { Retry } from './runs/retry.js';
import type { RunRef, RunStore } from './runs/runStore.js';
import type { ServiceJobs } from './runs/serviceJobs.js';
import type { BackendName } from './spec/evalSpec.js';
import type { TextFiles } from './textFiles.js';

/** The evaluation service, or the embedded one that speaks as it does. */
export type ServiceName = 'together' | 'demo';

export interface FolderCompletions {
  readonly cache: CompletionCache;
  /** Absolute. */
  readonly folder: string;
}

/** Everything the user interface and the command line work with; wired in `composition.ts`. */
export interface GavelServices {
  readonly datasets: DatasetFiles;
  /** What stands between every port here that reads or writes files, and the disk. */
  readonly paths: PathGate;
  /** Base URL of the evaluation service, as it was set. */
  readonly serviceUrl: string;
  /** For looking at datasets of any size; loaded on first use. */
  datasetEngine(): Promise<DatasetEngine>;
  readonly texts: TextFiles;
  /**
   * Puts content in the place of a file's (absolute path), or makes the file: a reader sees the old
   * content or the new. Throws `UserError`, and what reading the content throws.
   */
  saveFile(path: string, content: AsyncIterable<Uint8Array> | string): Promise<void>;
  /** Adds text to the end of a file (absolute path), or makes the file. Throws `UserError`. */
  appendText(path: string, text: string): Promise<void>;
  /** Makes a file of the texts, never in the place of another; gives their number. Throws likewise. */
  createFile(path: string, texts: AsyncIterable<string> | readonly string[]): Promise<number>;
  readonly runs: RunStore;
  /** For looking at the rows of runs, however many; loaded on first use. */
  rowsReader(): Promise<RowsReader>;
  /** For what is to be found out over all rows of runs; loaded on first use. */
  runFigures(): Promise<RunFigures>;
  /** People's labels of a run's rows; loaded on first use. */
  labels(): Promise<LabelStore>;
  /** Loaded on first use. `demo` starts the embedded service. */
  backend(name: BackendName): Promise<EvalBackend>;
  /** The replies that runs in a folder (absolute) share; loaded on first use. */
  completions(runsRoot: string): Promise<FolderCompletions>;
  /** What failed in a finished run and can be asked again; nothing is sent yet. Throws `UserError`. */
  planRetry(run: RunRef, signal: AbortSignal): Promise<Retry>;
  /** Looks at a file of verdicts (absolute path), of which a run is to be made. Throws `UserError`. */
  planImport(path: string, options: ImportOptions, signal: AbortSignal): Promise<PlannedImport>;
  /** Makes the run, in a folder within `runsRoot` (absolute). Throws `UserError`. */
  importResults(planned: PlannedImport, runsRoot: string, signal: AbortSignal): Promise<RunRef>;
  /** Reads a file of another program (absolute path), and what lies beside it. Throws `UserError`. */
  importSource(path: string): Promise<{ readonly text: string; readonly folder: ImportFolder }>;
  /** Asks the judge about one row (from 1) once more; the run stays as it is. Throws `UserError`. */
  rejudgeRow(run: RunRef, row: number, signal: AbortSignal): Promise<Rejudgement>;
  /** The pinned baselines; loaded on first use. */
  baselines(): Promise<BaselineStore>;
  serviceJobs(name: ServiceName): Promise<ServiceJobs>;
  serviceFiles(name: ServiceName): Promise<ServiceFiles>;
  filePreviews(): Promise<FilePreviews>;
  /**
   * The shell command with curl that sends a request as the local runner does; for `demo` to the
   * embedded service. A key stays a reference to an environment variable. Throws `UserError`.
   */
  curlCommand(request: ChatRequest, backend: BackendName): Promise<string>;
  /**
   * Whose key the service is asked with; `key`: one that is not stored yet. Throws `UserError`: `auth`
   * where the service refuses the key.
   */
  account(name: ServiceName, signal: AbortSignal, key?: string): Promise<Account>;
  /** The models that each service offers; `demo` starts the embedded service when it is asked. */
  modelLists(): Promise<ModelLists>;
  /**
   * Asks a model for one token where a run on that backend asks it, with the very key. Rejects only
   * when aborted.
   */
  testModel(target: ChatTarget, options: ModelTestOptions, signal: AbortSignal): Promise<ModelTest>;
  /** Starts the embedded service, once. `url` ends with `/v1`. */
  startDemo(): Promise<{ readonly url: string; readonly apiKey: string }>;
  /** Whether the embedded service has been started; asking does not start it. */
  demoHasStarted(): boolean;
  dispose(): Promise<void>;
}
