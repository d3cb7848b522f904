import { isFinal } from '../../core/runs/evalBackend.js';
import type { ServiceJob } from '../../core/runs/serviceJobs.js';

/** Jobs that ran when the list was read before and have ended since. */
export function endedJobs(
  before: readonly ServiceJob[],
  now: readonly ServiceJob[],
): readonly ServiceJob[] {
  const running = new Set(
    before.filter(({ status }) => !isFinal(status)).map(({ workflowId }) => workflowId),
  );
  return now.filter(({ workflowId, status }) => running.has(workflowId) && isFinal(status));
}

/** One quiet sentence for all that ended at once. */
export function endedSentence(jobs: readonly ServiceJob[]): string {
  const [job] = jobs;
  if (jobs.length !== 1 || !job) {
    const failed = jobs.filter(({ status }) => status === 'failed').length;
    const rest = failed === 0 ? '' : `, ${failed} of them failed`;
    return `${jobs.length} evaluations that were started elsewhere have ended${rest}.`;
  }
  const what = `The ${job.type ?? 'evaluation'} job ${job.workflowId}, started elsewhere,`;
  if (job.status === 'failed') return `${what} failed: ${job.reason ?? 'no reason was given.'}`;
  return `${what} has ended: ${job.headline ?? 'its results are there'}.`;
}
