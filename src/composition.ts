import { dirname, isAbsolute, join } from 'node:path';
import { lazily } from './composition/lazily.js';
import type { Lazy } from './composition/lazily.js';
import { lazyGate } from './composition/lazyGate.js';
import { createReaders } from './composition/readers.js';
import { createServiceClients } from './composition/serviceClients.js';
import type { AllowRows } from './core/allowRows.js';
import type { Attention } from './core/attention.js';
import type { Keys } from './core/keys.js';
import type { EditorModels } from './core/models/editorModels.js';
import { learnAddress } from './core/redaction/learnEnvironment.js';
import { learningKeys } from './core/redaction/learningKeys.js';
import { gatedBaselines, gatedDatasets, gatedTexts } from './core/paths/gatedFiles.js';
import { gatedLabels, gatedRuns } from './core/paths/gatedRuns.js';
import type { PathPolicy } from './core/paths/pathGate.js';
import type { EvalBackend } from './core/runs/evalBackend.js';
import type { FolderCompletions, GavelServices } from './core/services.js';
import type { BackendName } from './core/spec/evalSpec.js';
import { createDatasetFiles } from './files/dataset/datasetFiles.js';
import { createRunFolders } from './files/runs/runFolders.js';
import { createTextFiles } from './files/textFiles.js';

export interface CompositionOptions {
  readonly keys: Keys;
  /** Absent: rows may go to whatever address a spec names. */
  readonly allowRows?: AllowRows;
  /** Where files may lie that specs and runs name. */
  readonly paths: PathPolicy;
  /** Base URL of the evaluation service, e.g. `https://api.together.ai/v1`. */
  readonly baseUrl: string;
  /** Folder in which the embedded service keeps its files and jobs, absolute. */
  readonly demoFolder: string;
  /** File that remembers what was uploaded, absolute; absent: the same content is sent again. */
  readonly uploadsFile?: string;
  /** The host's own where absent; the embedded service is always asked with that. */
  readonly fetch?: typeof fetch;
  /** Folder for previews of the service's files, absolute. */
  readonly previewsFolder: string;
  /**
   * Folder for the last list of models of each service, and how endpoints want to be asked; absolute.
   * Absent: nothing is kept.
   */
  readonly modelsFolder?: string;
  readonly toolVersion: string;
  /** What others are told works on a run, e.g. `the VS Code window “judges”`. */
  readonly program?: () => string;
  /** The built `datasetWorker.js`: datasets are then opened on threads of their own. */
  readonly datasetWorker?: URL;
  /** Folder for what was found out of large datasets, absolute; absent: nothing is kept. */
  readonly cacheFolder?: string;
  /** Jobs of the service are polled only while it is focused; absent: always. */
  readonly attention?: Attention;
  /** The longest wait between two polls in milliseconds; absent: a minute. */
  readonly longestPollMs?: () => number;
  /** Somebody watches the folders of runs: see `makeWatchedFolder`. */
  readonly isWatched?: boolean;
  /** Answer for `vscode:<vendor>/<family>` models, where there is an editor. */
  readonly editorModels?: EditorModels;
}

const makeWatchedRoot = async (folder: string): Promise<void> => {
  const { makeWatchedFolder } = await import('./files/makeWatchedFolder.js');
  await makeWatchedFolder(folder);
};

/** Wires the ports to their implementations; backends and the embedded service load on first use. */
export function createServices(given: CompositionOptions): GavelServices {
  learnAddress(given.baseUrl, 'the base URL');
  const options = { ...given, keys: learningKeys(given.keys) };
  const paths = lazyGate(options.paths);
  const ownDatasets = createDatasetFiles();
  const datasets = gatedDatasets(ownDatasets, paths);
  const folders = createRunFolders(options.isWatched ? { makeRoot: makeWatchedRoot } : {});
  const runs = gatedRuns(folders, paths, { dirname, isAbsolute });
  const { allowRows, toolVersion } = options;
  const shared = { runs, datasets, ownDatasets, toolVersion, ...(allowRows && { allowRows }) };

  const cacheFolders = lazily(async () => {
    const { createCompletionFolders } = await import('./files/completions/completionFolders.js');
    return createCompletionFolders();
  });
  const completions = async (runsRoot: string): Promise<FolderCompletions> => {
    const opened = (await cacheFolders.get())(runsRoot);
    await paths.check(opened.folder);
    return opened;
  };

  const labels = lazily(async () => {
    const { createLabelFiles } = await import('./files/labels/labelFiles.js');
    return gatedLabels(createLabelFiles(), paths);
  });

  const service = createServiceClients(options, shared);

  const dialects = lazily(async () => {
    const { modelsFolder } = options;
    if (modelsFolder === undefined) return undefined;
    const { createEndpointDialects } = await import('./files/models/endpointDialects.js');
    return createEndpointDialects(modelsFolder, Date.now);
  });
  /** What the local runner asks with, wherever it asks. */
  const asking = async () => {
    const { editorModels } = options;
    const known = await dialects.get();
    return {
      ...shared,
      ...(known && { dialects: known }),
      ...(editorModels && { editorModels }),
    };
  };

  const backends: Record<BackendName, Lazy<EvalBackend>> = {
    together: service.backends.together,
    demo: service.backends.demo,
    local: lazily(async () => {
      const { createLocalBackend } = await import('./backends/local/localBackend.js');
      const { keys, baseUrl, program } = options;
      const named = program && { program };
      return createLocalBackend({ ...(await asking()), ...named, keys, baseUrl, completions });
    }),
  };
  const readers = createReaders(options, paths);
  const previews = lazily(async () => {
    const { createFilePreviews } = await import('./files/previews/filePreviews.js');
    const folder = options.previewsFolder;
    return createFilePreviews({ folder, files: (name) => service.files[name].get() });
  });
  const baselines = lazily(async () => {
    const { BASELINES_FILE, createBaselineFiles } =
      await import('./files/baselines/baselineFiles.js');
    return gatedBaselines(createBaselineFiles(), paths, (folder) => join(folder, BASELINES_FILE));
  });
  // A list is asked for on nobody's own behalf: it ends with the services.
  const closing = new AbortController();
  const models = lazily(async () => {
    const [{ createModelLists }, { createModelListFiles }, { fetchModelList }] = await Promise.all([
      import('./core/models/modelLists.js'),
      import('./files/models/modelListFiles.js'),
      import('./backends/together/modelLists.js'),
    ]);
    return createModelLists({
      store: createModelListFiles(options.modelsFolder),
      // The embedded service has another port each time.
      origin: (name) => (name === 'demo' ? 'demo' : new URL(options.baseUrl).origin),
      fetch: async (name) =>
        fetchModelList(await service.connection(name), { now: Date.now, signal: closing.signal }),
      now: Date.now,
    });
  });

  const texts = gatedTexts(createTextFiles(), paths);
  return {
    datasets,
    paths,
    serviceUrl: options.baseUrl,
    datasetEngine: readers.engine.get,
    runs,
    rowsReader: readers.rowsReader.get,
    runFigures: readers.runFigures.get,
    labels: labels.get,
    texts,
    saveFile: async (...args) => (await import('./files/saveFile.js')).saveFile(...args),
    appendText: async (...args) => (await import('./files/appendText.js')).appendText(...args),
    createFile: async (...args) => (await import('./files/createFile.js')).createFile(...args),
    backend: (name) => backends[name].get(),
    completions,
    async planRetry(run, signal) {
      const [{ planRetry }, { reopenRun }] = await Promise.all([
        import('./backends/planRetry.js'),
        import('./backends/local/reopenRun.js'),
      ]);
      const clock = { now: Date.now };
      const reopen = (each: typeof run) => reopenRun(each, { runs, clock });
      const backend = (name: BackendName) => backends[name].get();
      return planRetry(run, { runs, datasets, backend, reopen, now: Date.now }, signal);
    },
    async planImport(path, importing, signal) {
      const { planImportOf } = await import('./core/exchange/verdicts/importResults.js');
      return planImportOf(path, importing, { datasets, signal });
    },
    async importResults(planned, runsRoot, signal) {
      const { importResults } = await import('./core/exchange/verdicts/importResults.js');
      const id = crypto.randomUUID().slice(0, 8);
      const createdAt = new Date().toISOString();
      const target = { runsRoot, id, createdAt, toolVersion: options.toolVersion };
      return importResults(planned, target, { datasets, runs, signal });
    },
    async importSource(path) {
      const { readImport } = await import('./files/imports/readImport.js');
      return readImport(path, { texts, datasets, gate: paths });
    },
    async rejudgeRow(run, row, signal) {
      const { rejudgeRow } = await import('./backends/local/rejudgeRow.js');
      const { backend } = await runs.read(run);
      const { keys, baseUrl } = await service.connection(backend === 'demo' ? 'demo' : 'together');
      return rejudgeRow(run, row, { ...(await asking()), keys, baseUrl }, signal);
    },
    baselines: baselines.get,
    serviceJobs: (name) => service.jobs[name].get(),
    serviceFiles: (name) => service.files[name].get(),
    filePreviews: previews.get,
    async curlCommand(request, backend) {
      const { curlCommand } = await import('./backends/local/curlCommand.js');
      const baseUrl = backend === 'demo' ? (await service.demo.get()).url : options.baseUrl;
      return curlCommand(request, baseUrl);
    },
    modelLists: models.get,
    async testModel(target, test, signal) {
      const { testModel } = await import('./backends/local/testModel.js');
      const { keys, baseUrl } = await service.connection(
        test.backend === 'demo' ? 'demo' : 'together',
      );
      const { editorModels } = options;
      const at = { ...shared, keys, baseUrl, ...(editorModels && { editorModels }) };
      return testModel(target, { ...at, ...test }, signal);
    },
    async account(name, signal, key) {
      const { readAccount } = await import('./backends/together/readAccount.js');
      return readAccount(await service.connection(name, key), signal);
    },
    startDemo: service.demo.get,
    demoHasStarted: () => service.demo.started() !== undefined,
    dispose: async () => {
      closing.abort();
      await service.dispose();
      await readers.dispose();
    },
  };
}
