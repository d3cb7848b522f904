import type { Chat } from './core/judging/chat.js';
import type { Keys } from './core/keys.js';
import type { EvalBackend } from './core/runs/evalBackend.js';
import type { ServiceJobs } from './core/runs/serviceJobs.js';
import type { GavelServices } from './core/services.js';
import type { BackendName } from './core/spec/evalSpec.js';
import { createDatasetFiles } from './files/datasetFiles.js';
import { createRunFolders } from './files/runFolders.js';
import { createTextFiles } from './files/textFiles.js';

export interface CompositionOptions {
  readonly keys: Keys;
  /** Base URL of the evaluation service, e.g. `https://api.together.ai/v1`. */
  readonly baseUrl: string;
  /** Folder in which the embedded service keeps its files and jobs, absolute. */
  readonly demoFolder: string;
  readonly toolVersion: string;
  /** Answers for `vscode:<vendor>/<family>` models, where there is an editor. */
  readonly languageModel?: Chat;
}

/** Wires the ports to their implementations; backends and the embedded service load on first use. */
export function createServices(options: CompositionOptions): GavelServices {
  const datasets = createDatasetFiles();
  const runs = createRunFolders();
  const shared = { runs, datasets, toolVersion: options.toolVersion };
  const once = memoize();

  const demo = () =>
    once('demo', async () => {
      const { startDemoService } = await import('./demo/demoService.js');
      return startDemoService({ folder: options.demoFolder });
    });

  /** What the cloud client needs to reach the real service or the embedded one. */
  const service = async (name: 'together' | 'demo') => {
    if (name === 'together') {
      return { ...shared, name, keys: options.keys, baseUrl: options.baseUrl };
    }
    const { url, apiKey } = await demo();
    return { ...shared, name, keys: fixedServiceKey(options.keys, apiKey), baseUrl: url };
  };

  const makeBackend = async (name: BackendName): Promise<EvalBackend> => {
    if (name === 'local') {
      const { createLocalBackend } = await import('./backends/local/localBackend.js');
      return createLocalBackend({
        ...shared,
        keys: options.keys,
        baseUrl: options.baseUrl,
        ...(options.languageModel && { languageModel: options.languageModel }),
      });
    }
    const { createTogetherBackend } = await import('./backends/together/togetherBackend.js');
    return createTogetherBackend(await service(name));
  };

  const makeServiceJobs = async (name: 'together' | 'demo'): Promise<ServiceJobs> => {
    const { createServiceJobs } = await import('./backends/together/serviceJobs.js');
    return createServiceJobs(await service(name));
  };

  return {
    datasets,
    runs,
    texts: createTextFiles(),
    backend: (name) => once(`backend ${name}`, () => makeBackend(name)),
    serviceJobs: (name) => once(`jobs ${name}`, () => makeServiceJobs(name)),
    startDemo: demo,
    dispose: async () => {
      const started = once.peek('demo') as ReturnType<typeof demo> | undefined;
      await (await started)?.close();
    },
  };
}

/** The embedded service has a key of its own; references in specs are resolved as ever. */
function fixedServiceKey(keys: Keys, apiKey: string): Keys {
  return {
    service: () => Promise.resolve(apiKey),
    resolve: (reference, origin) => keys.resolve(reference, origin),
  };
}

/** Remembers what each name made; a failure is forgotten, so that the next call tries again. */
function memoize() {
  const made = new Map<string, Promise<unknown>>();
  const once = <T>(name: string, make: () => Promise<T>): Promise<T> => {
    // The map is private to this closure and each name has one maker, so the type holds.
    const known = made.get(name) as Promise<T> | undefined;
    if (known) return known;
    const making = make();
    made.set(name, making);
    making.catch(() => made.delete(name));
    return making;
  };
  return Object.assign(once, { peek: (name: string) => made.get(name) });
}
