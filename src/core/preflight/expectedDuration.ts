import type { EvalPlan } from '../runs/evalBackend.js';
import type { RunManifest } from '../runs/manifest.js';
import { rowsAtATime } from '../runs/rowsAtATime.js';

export interface ExpectedDuration {
  readonly seconds: number;
  /** The run whose pace it follows; absent: each request is assumed to take `ASSUMED_SECONDS`. */
  readonly measured?: string;
}

/** Of a request to a model that thinks little and answers in some sentences. */
export const ASSUMED_SECONDS = 3;

interface Expected {
  readonly rows: number;
  /** Requests of one row that wait for each other: a response, then its verdict. */
  readonly stages: number;
  /** Of all rows and roles, repeats included. */
  readonly requests: number;
}

/** How long a run of the plan takes. `earlier`: runs of the same spec, newest first. */
export function expectedDuration(
  plan: Pick<EvalPlan, 'spec' | 'backend'>,
  { rows, stages, requests }: Expected,
  earlier: readonly RunManifest[],
): ExpectedDuration {
  const lanes = Math.max(1, Math.min(rowsAtATime(plan.spec, plan.backend), rows));
  for (const manifest of earlier) {
    const perRow = secondsPerRow(plan, manifest);
    if (perRow !== undefined) return { seconds: (rows * perRow) / lanes, measured: manifest.id };
  }
  const chain = Math.ceil(rows / lanes) * stages;
  // The local runner's lanes are requests: a comparison's two orders take two of them.
  const turns =
    plan.backend === 'local'
      ? Math.max(Math.min(stages, requests), Math.ceil(requests / lanes))
      : chain;
  return { seconds: turns * ASSUMED_SECONDS };
}

/** What a row took of a lane; undefined for a run that says nothing of this one. */
function secondsPerRow(
  plan: Pick<EvalPlan, 'spec' | 'backend'>,
  manifest: RunManifest,
): number | undefined {
  const { backend, status, spec, progress, started_at: started, finished_at: finished } = manifest;
  const asksOthers =
    manifest.models.judge.model !== plan.spec.judge.model || spec.type !== plan.spec.type;
  if (status !== 'completed' || backend !== plan.backend || asksOthers) return undefined;
  const begin = Date.parse(started ?? manifest.created_at);
  const ms = Date.parse(finished ?? '') - begin;
  if (!(ms > 0) || progress.done === 0) return undefined;
  const lanes = Math.min(rowsAtATime(spec, backend), progress.done);
  return (ms / 1000 / progress.done) * lanes;
}
