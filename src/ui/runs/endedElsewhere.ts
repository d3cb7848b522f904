import { isFinal } from '../../core/runs/evalBackend.js';
import type { ServiceJob } from '../../core/runs/serviceJobs.js';
import { t } from '../../l10n/t.js';

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
    return failed === 0
      ? t('{0} evaluations that were started elsewhere have ended.', jobs.length)
      : t(
          '{0} evaluations that were started elsewhere have ended, {1} of them failed.',
          jobs.length,
          failed,
        );
  }
  const type = job.type ?? t('evaluation');
  return job.status === 'failed'
    ? t(
        'The {0} job {1}, started elsewhere, failed: {2}',
        type,
        job.workflowId,
        job.reason ?? t('no reason was given.'),
      )
    : t(
        'The {0} job {1}, started elsewhere, has ended: {2}.',
        type,
        job.workflowId,
        job.headline ?? t('its results are there'),
      );
}
