import { resolve } from 'node:path';
import type { RunManifest } from '../../core/runs/manifest.js';
import { ownJobs } from '../../core/runs/ownJob.js';
import type { RunRef } from '../../core/runs/runStore.js';
import { shardWords } from '../../core/shards/shardWords.js';
import type { ServiceJob } from '../../core/runs/serviceJobs.js';
import type { Filterable } from './runFilter.js';
import { holdsFilter, parseRunFilter } from './runFilter.js';
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

const ORDER: readonly RunGroup[] = ['Running', 'Paused', 'Finished', 'Failed'];

/**
 * Runs and jobs in one list, newest first, in groups; empty groups are left out. A job that has a
 * run here is that run, also where its launch was never answered. `filter`: see `parseRunFilter`.
 */
export function groupRuns(
  runs: readonly KnownRun[],
  jobs: readonly ServiceJob[],
  filter: string,
): RunGroups {
  const wanted = parseRunFilter(filter);
  const items: { readonly item: ListedItem; readonly time: number; readonly is: Filterable }[] = [
    ...runs.map((known) => ({
      item: { kind: 'run', known } as const,
      time: timeOf(known.manifest.created_at),
      is: filterableRun(known),
    })),
    ...jobsFromElsewhere(runs, jobs).map((job) => ({
      item: { kind: 'job', job } as const,
      time: timeOf(job.createdAt),
      is: filterableJob(job),
    })),
  ];
  const shown = items
    .filter(({ is }) => holdsFilter(wanted, is))
    .sort((a, b) => b.time - a.time)
    .map(({ item }) => item);
  const groups = ORDER.map(
    (group) => [group, shown.filter((item) => groupOf(statusOf(item)) === group)] as const,
  );
  return new Map(groups.filter(([, members]) => members.length > 0));
}

/** The jobs that have no run here. */
export function jobsFromElsewhere(
  runs: readonly KnownRun[],
  jobs: readonly ServiceJob[],
): readonly ServiceJob[] {
  const own = ownJobs(
    runs.map(({ manifest }) => manifest),
    jobs,
  );
  return jobs.filter((job) => !own.has(job.workflowId));
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

function filterableJob(job: ServiceJob): Filterable {
  const { workflowId, type, status, reason, models } = job;
  return {
    status,
    type: type ?? 'unknown',
    backend: 'together',
    from: 'elsewhere',
    text: [workflowId, type, status, reason, ...Object.values(models ?? {}), job.judge].join(' '),
  };
}

function filterableRun({ run, manifest }: KnownRun): Filterable {
  const { type, backend, status, models } = manifest;
  const asked = [models.judge, models.model_to_evaluate, models.model_a, models.model_b];
  const text = [
    manifest.name,
    manifest.id,
    type,
    backend,
    status,
    manifest.reason,
    manifest.workflow_id,
    manifest.demo ? 'demo' : '',
    shardWords(manifest) ?? '',
    ...(manifest.tags ?? []),
    ...asked.map((model) => model?.model),
  ].join(' ');
  const from = manifest.imported_at === undefined ? 'here' : 'elsewhere';
  const { spec_path: path } = manifest;
  const spec = path === undefined ? {} : { spec: resolve(run.folder, path) };
  return { status, type, backend, from, text, ...spec };
}
