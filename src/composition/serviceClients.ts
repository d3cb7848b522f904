import type { CompositionOptions } from '../composition.js';
import type { AllowRows } from '../core/allowRows.js';
import type { DatasetFiles } from '../core/dataset/dataset.js';
import type { Keys } from '../core/keys.js';
import { knownKeys } from '../core/redaction/knownKeys.js';
import type { RunStore } from '../core/runs/runStore.js';
import type { ServiceName } from '../core/services.js';
import { lazily } from './lazily.js';

/** What every client of the service keeps its rows and runs in. */
interface SharedParts {
  readonly runs: RunStore;
  readonly datasets: DatasetFiles;
  readonly ownDatasets: DatasetFiles;
  readonly toolVersion: string;
  readonly allowRows?: AllowRows;
}

/**
 * Whatever speaks with the evaluation service, or with the embedded one as if it were that. Everything
 * loads on first use; the embedded service starts when something is asked of it.
 */
export function createServiceClients(options: CompositionOptions, shared: SharedParts) {
  const demo = lazily(async () => {
    const { startDemoService } = await import('../demo/demoService.js');
    return startDemoService({ folder: options.demoFolder });
  });

  const knownAccount = lazily(async () => {
    const { createKnownAccount } = await import('../backends/together/knownAccount.js');
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
    const { createSentFiles } = await import('../files/sentFiles.js');
    return createSentFiles(options.uploadsFile ?? '');
  });

  const connection = async (name: ServiceName, key?: string) => {
    const to = await known(name);
    // The embedded service's own key is no secret of anybody.
    if (name === 'together') knownKeys.learn(key, 'the key that was entered');
    return key === undefined ? to : { ...to, keys: withServiceKey(to.keys, key) };
  };
  const known = async (name: ServiceName) => {
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
      const { createJobPoller } = await import('../backends/together/jobs/jobPoller.js');
      const { attention, longestPollMs } = options;
      const watched = { ...(attention && { attention }), ...(longestPollMs && { longestPollMs }) };
      return createJobPoller({ ...(await connection(name)), ...watched });
    });
  const pollers = { together: poller('together'), demo: poller('demo') };

  const backend = (name: ServiceName) =>
    lazily(async () => {
      const { createTogetherBackend } = await import('../backends/together/togetherBackend.js');
      return createTogetherBackend(await connection(name), await pollers[name].get());
    });

  const jobs = (name: ServiceName) =>
    lazily(async () => {
      const { createServiceJobs } = await import('../backends/together/jobs/serviceJobs.js');
      return createServiceJobs(await connection(name), await pollers[name].get());
    });

  const files = (name: ServiceName) =>
    lazily(async () => {
      const [{ createServiceFiles }, { openPartFile }] = await Promise.all([
        import('../backends/together/serviceFiles.js'),
        import('../files/partFile.js'),
      ]);
      return createServiceFiles({ ...(await connection(name)), openPartFile });
    });

  return {
    demo,
    /**
     * What a client needs to reach the service: its address, the keys and what is remembered.
     * @param key stands in for the stored key of the service
     */
    connection,
    backends: { together: backend('together'), demo: backend('demo') },
    jobs: { together: jobs('together'), demo: jobs('demo') },
    files: { together: files('together'), demo: files('demo') },
    /** Stops the polling, then the embedded service, where they were started. */
    async dispose(): Promise<void> {
      for (const each of Object.values(pollers)) {
        (await each.started()?.catch(() => undefined))?.dispose();
      }
      const running = await demo.started()?.catch(() => undefined);
      await running?.close();
    },
  };
}

/** The service is asked with this key; references in specs are resolved as ever. */
function withServiceKey(keys: Keys, apiKey: string): Keys {
  return {
    service: () => Promise.resolve(apiKey),
    resolve: (reference, origin, asker) => keys.resolve(reference, origin, asker),
  };
}
