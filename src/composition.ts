import type { Attention } from './core/attention.js';
import type { DatasetEngine } from './core/dataset/openDataset.js';
import type { Keys } from './core/keys.js';
import type { EditorModels } from './core/models/editorModels.js';
import type { EvalBackend } from './core/runs/evalBackend.js';
import type { FolderCompletions, GavelServices, ServiceName } from './core/services.js';
import type { BackendName } from './core/spec/evalSpec.js';
import { createDatasetFiles } from './files/dataset/datasetFiles.js';
import { createRunFolders } from './files/runs/runFolders.js';
import { createTextFiles } from './files/textFiles.js';

export interface CompositionOptions {
  readonly keys: Keys;
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
  /** The built `datasetWorker.js`: datasets are then opened on threads of their own. */
  readonly datasetWorker?: URL;
  /** Folder for what was found out of large datasets, absolute; absent: nothing is kept. */
  readonly cacheFolder?: string;
  /** Jobs of the service are polled only while it is focused; absent: always. */
  readonly attention?: Attention;
  /** The longest wait between two polls in milliseconds; absent: a minute. */
  readonly longestPollMs?: () => number;
  /** Answer for `vscode:<vendor>/<family>` models, where there is an editor. */
  readonly editorModels?: EditorModels;
}

/** Wires the ports to their implementations; backends and the embedded service load on first use. */
export function createServices(options: CompositionOptions): GavelServices {
  const datasets = createDatasetFiles();
  const runs = createRunFolders();
  const shared = { runs, datasets, toolVersion: options.toolVersion };

  const cacheFolders = lazily(async () => {
    const { createCompletionFolders } = await import('./files/completions/completionFolders.js');
    return createCompletionFolders();
  });
  const completions = async (runsRoot: string): Promise<FolderCompletions> =>
    (await cacheFolders.get())(runsRoot);

  const labels = lazily(async () => {
    const { createLabelFiles } = await import('./files/labels/labelFiles.js');
    return createLabelFiles();
  });

  const demo = lazily(async () => {
    const { startDemoService } = await import('./demo/demoService.js');
    return startDemoService({ folder: options.demoFolder });
  });

  const knownAccount = lazily(async () => {
    const { createKnownAccount } = await import('./backends/together/knownAccount.js');
    const { keys, baseUrl, fetch } = options;
    return createKnownAccount({
      ...shared,
      name: 'together',
      keys,
      baseUrl,
      ...(fetch && { fetch }),
    });
  });

  const uploads = lazily(async () => {
    const { createSentFiles } = await import('./files/sentFiles.js');
    return createSentFiles(options.uploadsFile ?? '');
  });

  /** What the cloud client needs to reach the real service or the embedded one. */
  const serviceOptions = async (name: ServiceName) => {
    const sentFiles = options.uploadsFile === undefined ? undefined : await uploads.get();
    const remembering = { ...shared, ...(sentFiles && { sentFiles }) };
    if (name === 'together') {
      const account = async (signal: AbortSignal) => (await knownAccount.get())(signal);
      const { keys, baseUrl, fetch } = options;
      return { ...remembering, name, keys, baseUrl, account, ...(fetch && { fetch }) };
    }
    const { url, apiKey } = await demo.get();
    return { ...remembering, name, keys: withServiceKey(options.keys, apiKey), baseUrl: url };
  };

  const poller = (name: ServiceName) =>
    lazily(async () => {
      const { createJobPoller } = await import('./backends/together/jobPoller.js');
      const { attention, longestPollMs } = options;
      const watched = { ...(attention && { attention }), ...(longestPollMs && { longestPollMs }) };
      return createJobPoller({ ...(await serviceOptions(name)), ...watched });
    });
  const pollers = { together: poller('together'), demo: poller('demo') };

  const cloud = (name: ServiceName) =>
    lazily(async () => {
      const { createTogetherBackend } = await import('./backends/together/togetherBackend.js');
      return createTogetherBackend(await serviceOptions(name), await pollers[name].get());
    });

  const jobs = (name: ServiceName) =>
    lazily(async () => {
      const { createServiceJobs } = await import('./backends/together/serviceJobs.js');
      return createServiceJobs(await serviceOptions(name), await pollers[name].get());
    });

  const files = (name: ServiceName) =>
    lazily(async () => {
      const [{ createServiceFiles }, { openPartFile }] = await Promise.all([
        import('./backends/together/serviceFiles.js'),
        import('./files/partFile.js'),
      ]);
      return createServiceFiles({ ...(await serviceOptions(name)), openPartFile });
    });

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
    return { ...shared, ...(known && { dialects: known }), ...(editorModels && { editorModels }) };
  };

  const backends: Record<BackendName, Lazy<EvalBackend>> = {
    together: cloud('together'),
    demo: cloud('demo'),
    local: lazily(async () => {
      const { createLocalBackend } = await import('./backends/local/localBackend.js');
      const { keys, baseUrl } = options;
      return createLocalBackend({ ...(await asking()), keys, baseUrl, completions });
    }),
  };
  const engine = lazily(async (): Promise<DatasetEngine> => {
    if (options.datasetWorker) {
      const { threadedEngine } = await import('./files/engine/remote/threadedEngine.js');
      return threadedEngine(options.datasetWorker, { cacheFolder: options.cacheFolder });
    }
    const { createDatasetEngine } = await import('./files/engine/datasetEngine.js');
    const { inlineScanners } = await import('./files/engine/inlineScanners.js');
    return createDatasetEngine(inlineScanners());
  });
  const readers = () => import('./files/figures/startReaders.js');
  const rowsReader = lazily(async () => (await readers()).startRowsReader(options.datasetWorker));
  const runFigures = lazily(async () => (await readers()).startRunFigures(options.datasetWorker));
  const serviceJobs = { together: jobs('together'), demo: jobs('demo') };
  const serviceFiles = { together: files('together'), demo: files('demo') };
  const previews = lazily(async () => {
    const { createFilePreviews } = await import('./files/previews/filePreviews.js');
    const folder = options.previewsFolder;
    return createFilePreviews({ folder, files: (name) => serviceFiles[name].get() });
  });
  const baselines = lazily(async () => {
    const { createBaselineFiles } = await import('./files/baselines/baselineFiles.js');
    return createBaselineFiles();
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
        fetchModelList(await serviceOptions(name), { now: Date.now, signal: closing.signal }),
      now: Date.now,
    });
  });

  return {
    datasets,
    serviceUrl: options.baseUrl,
    datasetEngine: engine.get,
    runs,
    rowsReader: rowsReader.get,
    runFigures: runFigures.get,
    labels: labels.get,
    texts: createTextFiles(),
    saveFile: async (...args) => (await import('./files/saveFile.js')).saveFile(...args),
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
    async rejudgeRow(run, row, signal) {
      const { rejudgeRow } = await import('./backends/local/rejudgeRow.js');
      const { backend } = await runs.read(run);
      const { keys, baseUrl } = await serviceOptions(backend === 'demo' ? 'demo' : 'together');
      return rejudgeRow(run, row, { ...(await asking()), keys, baseUrl }, signal);
    },
    baselines: baselines.get,
    serviceJobs: (name) => serviceJobs[name].get(),
    serviceFiles: (name) => serviceFiles[name].get(),
    filePreviews: previews.get,
    async curlCommand(request, backend) {
      const { curlCommand } = await import('./backends/local/curlCommand.js');
      const baseUrl = backend === 'demo' ? (await demo.get()).url : options.baseUrl;
      return curlCommand(request, baseUrl);
    },
    modelLists: models.get,
    async testModel(target, test, signal) {
      const { testModel } = await import('./backends/local/testModel.js');
      const { keys, baseUrl } = await serviceOptions(test.backend === 'demo' ? 'demo' : 'together');
      const { toolVersion, editorModels } = options;
      const at = { keys, baseUrl, toolVersion, ...(editorModels && { editorModels }) };
      return testModel(target, { ...at, ...test }, signal);
    },
    async account(name, signal, key) {
      const { readAccount } = await import('./backends/together/readAccount.js');
      const stored = await serviceOptions(name);
      const keys = key === undefined ? stored.keys : withServiceKey(stored.keys, key);
      return readAccount({ ...stored, keys }, signal);
    },
    startDemo: demo.get,
    demoHasStarted: () => demo.started() !== undefined,
    dispose: async () => {
      closing.abort();
      for (const each of Object.values(pollers)) {
        (await each.started()?.catch(() => undefined))?.dispose();
      }
      const running = await demo.started()?.catch(() => undefined);
      await running?.close();
      const opened = await engine.started()?.catch(() => undefined);
      await opened?.dispose();
      for (const each of [rowsReader, runFigures]) {
        await (await each.started()?.catch(() => undefined))?.dispose();
      }
    },
  };
}

/** The embedded service has a key of its own; references in specs are resolved as ever. */
function withServiceKey(keys: Keys, apiKey: string): Keys {
  return {
    service: () => Promise.resolve(apiKey),
    resolve: (reference, origin, asker) => keys.resolve(reference, origin, asker),
  };
}

interface Lazy<T> {
  get(): Promise<T>;
  started(): Promise<T> | undefined;
}

/** Made on first use, then kept; a failure is forgotten, so that the next call tries again. */
function lazily<T>(make: () => Promise<T>): Lazy<T> {
  let made: Promise<T> | undefined;
  return {
    started: () => made,
    get: () => {
      made ??= make().catch((cause: unknown) => {
        made = undefined;
        throw cause;
      });
      return made;
    },
  };
}
