import assert from 'node:assert/strict';
import type { ServiceJob } from '../../../../src/core/runs/serviceJobs.js';
import { endedJobs, endedSentence } from '../../../../src/ui/runs/endedElsewhere.js';

const job = (workflowId: string, status: ServiceJob['status'], more = {}): ServiceJob => ({
  workflowId,
  status,
  serviceStatus: status,
  ...more,
});

describe('jobs that end elsewhere', () => {
  it('only those that were seen running', () => {
    const before = [job('a', 'running'), job('b', 'queued'), job('c', 'completed')];
    const now = [
      job('a', 'completed'),
      job('b', 'running'),
      job('c', 'completed'),
      job('d', 'failed'),
    ];
    assert.deepEqual(
      endedJobs(before, now).map(({ workflowId }) => workflowId),
      ['a'],
    );
    assert.deepEqual(endedJobs([], now), []);
  });

  const sentences: readonly (readonly [string, readonly ServiceJob[], string])[] = [
    [
      'one that completed',
      [job('eval-1', 'completed', { type: 'score', headline: 'mean 6.4, 55 % pass' })],
      'The score job eval-1, started elsewhere, has ended: mean 6.4, 55 % pass.',
    ],
    [
      'one that failed',
      [job('eval-1', 'failed', { reason: 'More than 30 % failed.' })],
      'The evaluation job eval-1, started elsewhere, failed: More than 30 % failed.',
    ],
    [
      'several at once',
      [job('a', 'completed'), job('b', 'failed'), job('c', 'completed')],
      '3 evaluations that were started elsewhere have ended, 1 of them failed.',
    ],
  ];
  for (const [name, jobs, sentence] of sentences) {
    it(name, () => assert.equal(endedSentence(jobs), sentence));
  }
});
