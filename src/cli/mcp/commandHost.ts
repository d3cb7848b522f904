import path from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { AgentHost, DriveOptions } from '../../core/agents/agentHost.js';
import { serviceOf } from '../../core/models/serviceOf.js';
import { drivenBackend } from '../../core/runs/drivenBackend.js';
import { canPause, pauseRun } from '../../core/runs/pauseRun.js';
import { planRun } from '../../core/runs/planRun.js';
import type { RunRef } from '../../core/runs/runStore.js';
import { UserError } from '../../core/userError.js';
import type { CommandContext } from '../commandContext.js';
import { listForRun } from '../run/listForRun.js';
import { setPrices } from '../run/prices.js';
import { findSpecs, isSpecName } from './findSpecs.js';

const DRY_RUN_ROWS = 10;

interface CommandHost extends AgentHost {
  /** Lets go of the runs that go on in the background; each can be resumed. */
  settle(): Promise<void>;
}

/** The tools' host behind the command line: one project, the folder that the server was started in. */
export function commandHost(context: CommandContext): CommandHost {
  const { services, cwd, runsRoot, defaultBackend, env } = context;
  const live = new Map<string, Promise<void>>();

  /** Works on a run until its end, or until the server ends. */
  async function work(run: RunRef, watch: AbortSignal, progress: DriveOptions['progress']) {
    const manifest = await services.runs.read(run);
    const backend = await services.backend(drivenBackend(manifest));
    for await (const event of backend.watch(run, watch)) {
      if (event.type === 'progress') progress(event.progress.done, event.progress.total);
    }
  }

  async function stop(run: RunRef): Promise<void> {
    const { backend } = await services.runs.read(run);
    // A run that a person stopped is taken up by nobody unasked; a job of the service goes on there.
    if (canPause(backend)) {
      await pauseRun(run, services.runs, (name) => services.backend(name)).catch(() => undefined);
    }
  }

  return {
    services,
    projects: () => [{ folder: cwd, runsRoot }],
    specFiles: (signal) => findSpecs(cwd, signal),
    async locate(written) {
      const absolute = path.resolve(cwd, written);
      if (!isSpecName(absolute)) {
        const message = `${written} is no eval spec: its name must end with .eval.json, .eval.jsonc or .eval.yaml.`;
        throw new UserError('usage', message);
      }
      await services.paths.checkFile(absolute);
      return absolute;
    },
    shown(file) {
      const relative = path.relative(cwd, file);
      return (relative.startsWith('..') ? file : relative).split(path.sep).join('/');
    },
    isTrusted: () => true,
    requireTrust: () => undefined,
    defaultBackend: () => defaultBackend,
    listAtHand: async (backend) => (await services.modelLists()).last(serviceOf(backend)),
    dryRunRows: () => DRY_RUN_ROWS,
    plan: (specPath, launch, signal) =>
      planRun(
        {
          ...launch,
          specPath,
          runsRoot,
          defaultBackend,
          models: { last: (name) => listForRun(name, { services, signal }), now: Date.now() },
          prices: { set: setPrices(env, undefined), serviceUrl: services.serviceUrl },
        },
        services,
        signal,
      ),
    async launch(plan, signal) {
      const backend = await services.backend(plan.backend);
      return backend.submit(plan, signal);
    },
    async drive(run, { waitMs, signal, progress }) {
      const ends = new AbortController();
      let isTold = true;
      const working = work(run, AbortSignal.any([context.signal, ends.signal]), (done, total) => {
        if (isTold) progress(done, total);
      });
      const settled = working.catch(() => undefined).finally(() => live.delete(run.folder));
      live.set(run.folder, settled);
      const waiting = new AbortController();
      const patience = setTimeout(waitMs, undefined, {
        signal: AbortSignal.any([signal, waiting.signal]),
      });
      try {
        await Promise.race([working, patience]);
      } catch (error) {
        if (!signal.aborted) throw error;
        await stop(run);
        ends.abort();
        await settled;
        throw error;
      } finally {
        isTold = false;
        waiting.abort();
        patience.catch(() => undefined);
      }
    },
    now: () => performance.now(),
    pause: () => setImmediate(),
    async settle() {
      await Promise.all(live.values());
    },
  };
}
