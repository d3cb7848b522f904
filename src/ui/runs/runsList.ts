import type { RunManifest } from '../../core/runs/manifest.js';
import type { RunRef } from '../../core/runs/runStore.js';
import type { ServiceJob } from '../../core/runs/serviceJobs.js';
import type { RunGroup } from './runNode.js';
import { groupOf } from './runNode.js';

export interface KnownRun {
  readonly run: RunRef;
  readonly manifest: RunManifest;
}

/** What is known of the service's jobs; `off`: no key is set, so nothing was asked. */
export type KnownJobs =
  | { readonly kind: 'off' }
  | { readonly kind: 'listed'; readonly jobs: readonly ServiceJob[]; readonly truncated: boolean }
  /** `isRefused`: the service does not take the key, or does not allow it this. */
  | { readonly kind: 'error'; readonly message: string; readonly isRefused: boolean };

export type ListedItem =
  | { readonly kind: 'run'; readonly known: KnownRun }
  | { readonly kind: 'job'; readonly job: ServiceJob };

export type RunGroups = ReadonlyMap<RunGroup, readonly ListedItem[]>;

const ORDER: readonly RunGroup[] = ['Running', 'Finished', 'Failed'];

/**
 * Runs and jobs in one list, newest first, in groups; empty groups are left out. A job that has a
 * run here is that run. `filter`: words that must all occur, whatever their case.
 */
export function groupRuns(
  runs: readonly KnownRun[],
  jobs: readonly ServiceJob[],
  filter: string,
): RunGroups {
  const imported = new Set(runs.map(({ manifest }) => manifest.workflow_id));
  const items: { readonly item: ListedItem; readonly time: number; readonly text: string }[] = [
    ...runs.map((known) => ({
      item: { kind: 'run', known } as const,
      time: timeOf(known.manifest.created_at),
      text: runText(known.manifest),
    })),
    ...jobs
      .filter((job) => !imported.has(job.workflowId))
      .map((job) => ({
        item: { kind: 'job', job } as const,
        time: timeOf(job.createdAt),
        text: [job.workflowId, job.type, job.status, job.judge, job.reason].join(' '),
      })),
  ];
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = items
    .filter(({ text }) => words.every((word) => text.toLowerCase().includes(word)))
    .sort((a, b) => b.time - a.time)
    .map(({ item }) => item);
  const groups = ORDER.map(
    (group) => [group, shown.filter((item) => groupOf(statusOf(item)) === group)] as const,
  );
  return new Map(groups.filter(([, members]) => members.length > 0));
}

/** Stable over the life of the item: VS Code keeps selection and expansion by it. */
export function itemId(item: ListedItem): string {
  return item.kind === 'run' ? `run ${item.known.run.folder}` : `job ${item.job.workflowId}`;
}

function statusOf(item: ListedItem): RunManifest['status'] {
  return item.kind === 'run' ? item.known.manifest.status : item.job.status;
}

function timeOf(iso: string | undefined): number {
  const time = iso === undefined ? NaN : Date.parse(iso);
  return Number.isNaN(time) ? 0 : time;
}

function runText({
  name,
  id,
  type,
  backend,
  status,
  tags,
  models,
  reason,
  demo,
}: RunManifest): string {
  const asked = [models.judge, models.model_to_evaluate, models.model_a, models.model_b];
  const names = asked.map((model) => model?.model);
  return [
    name,
    id,
    type,
    backend,
    status,
    reason,
    demo ? 'demo' : '',
    ...(tags ?? []),
    ...names,
  ].join(' ');
}
