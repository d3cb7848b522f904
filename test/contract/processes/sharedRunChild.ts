// Does to a run what it is asked: one of several processes that have the same folder.
import { createLocalBackend } from '../../../src/backends/local/localBackend.js';
import { reopenRun } from '../../../src/backends/local/reopenRun.js';
import { lockRun, type RunLock } from '../../../src/backends/local/runLock.js';
import type { LabelRecord } from '../../../src/core/labels/labelRecord.js';
import type { RunRef } from '../../../src/core/runs/runStore.js';
import { UserError } from '../../../src/core/userError.js';
import { createBaselineFiles } from '../../../src/files/baselines/baselineFiles.js';
import { createDatasetFiles } from '../../../src/files/dataset/datasetFiles.js';
import { createLabelFiles } from '../../../src/files/labels/labelFiles.js';
import { createRunFolders } from '../../../src/files/runs/runFolders.js';
import type { Answer } from './bundledChild.js';

/** What a child can be asked; `name` is what it calls itself in the lock. */
export type SharedTask = { readonly run: RunRef; readonly name: string } & (
  | { readonly what: 'lock' | 'release' | 'follow' | 'pause' | 'cancel' | 'retry' | 'replace' }
  | { readonly what: 'label'; readonly record: LabelRecord }
  | { readonly what: 'pin'; readonly folder: string; readonly spec: string; readonly id: string }
);

const runs = createRunFolders();
const noKey = () => Promise.reject(new UserError('auth', 'no key is needed'));
let name = '';
const backend = createLocalBackend({
  runs,
  datasets: createDatasetFiles(),
  baseUrl: 'http://127.0.0.1:9/v1',
  toolVersion: '0.0.0',
  program: () => name,
  keys: { service: noKey, resolve: noKey },
});
const labels = createLabelFiles();
const baselines = createBaselineFiles();
let held: RunLock | undefined;

async function perform(task: SharedTask): Promise<unknown> {
  const { run } = task;
  name = task.name;
  switch (task.what) {
    case 'lock':
      held = await lockRun(run.folder, { stopRequested: () => {}, lost: () => {} }, name);
      return undefined;
    case 'release':
      await held?.release();
      return undefined;
    case 'follow': {
      let last: unknown;
      for await (const event of backend.watch(run, new AbortController().signal)) last = event;
      return last;
    }
    case 'pause':
      return backend.pause?.(run);
    case 'cancel':
      return backend.cancel(run);
    case 'retry':
      return reopenRun(run, { runs, clock: Date });
    case 'replace':
      return runs.replaceRows(run, runs.rows(run));
    case 'label':
      return labels.append(run, task.record);
    case 'pin':
      return baselines.pin(task.folder, task.spec, task.id);
  }
}

process.on('message', (task: SharedTask & { readonly number: number }) => {
  const say = (answer: Answer) => process.send?.({ number: task.number, answer });
  perform(task).then(
    (value) => say({ ok: true, value }),
    (error: unknown) => {
      const kind = error instanceof UserError ? error.kind : 'untyped';
      say({ ok: false, kind, message: error instanceof Error ? error.message : String(error) });
    },
  );
});
process.on('disconnect', () => process.exit(0));
