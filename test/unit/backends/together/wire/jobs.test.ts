import assert from 'node:assert/strict';
import { readJob, readJobs } from '../../../../../src/backends/together/wire/jobs.js';
import { UserError } from '../../../../../src/core/userError.js';

const ASKED = { doing: 'read', host: 'example.com' };
const asReply = (value: unknown) => ({ status: 200, headers: {}, text: JSON.stringify(value) });

describe('reading what the service sends', () => {
  const statuses: readonly (readonly [unknown, string, string])[] = [
    ['pending', 'queued', 'pending'],
    ['queued', 'queued', 'queued'],
    ['running', 'running', 'running'],
    ['completed', 'completed', 'completed'],
    ['error', 'failed', 'error'],
    ['user_error', 'failed', 'user_error'],
    ['paused_by_admin', 'running', 'paused_by_admin'],
    [null, 'running', 'unknown'],
    [7, 'running', 'unknown'],
  ];
  for (const [word, status, serviceStatus] of statuses) {
    it(`status ${JSON.stringify(word)} means ${status}`, () => {
      const results = null;
      const job = readJob(
        'eval-1',
        asReply({ workflow_id: 'eval-1', status: word, results }),
        ASKED,
      );
      assert.deepEqual([job.status, job.serviceStatus], [status, serviceStatus]);
    });
  }

  const outcomes: readonly {
    readonly name: string;
    readonly results: unknown;
    readonly read: object;
  }[] = [
    {
      name: 'label_counts as an object',
      results: { label_counts: { a: 1 }, pass_percentage: 86.5, result_file_id: 'file-1' },
      read: {
        results: { label_counts: { a: 1 }, pass_percentage: 86.5 },
        resultFileId: 'file-1',
        error: undefined,
      },
    },
    {
      name: 'label_counts as text',
      results: { label_counts: '{"yes": 10, "no": 0}' },
      read: {
        results: { label_counts: { yes: 10, no: 0 } },
        resultFileId: undefined,
        error: undefined,
      },
    },
    {
      name: 'compare in the small letters of an old client',
      results: { a_wins: 4, b_wins: 11, ties: 5, judge_fail_count: null },
      read: {
        results: { A_wins: 4, B_wins: 11, Ties: 5, judge_fail_count: null },
        resultFileId: undefined,
        error: undefined,
      },
    },
    {
      name: 'an error as text',
      results: { error: 'too many rows failed' },
      read: { results: undefined, resultFileId: undefined, error: 'too many rows failed' },
    },
    {
      name: 'an error as an envelope',
      results: { error: { message: 'no such column', type: 'x' } },
      read: { results: undefined, resultFileId: undefined, error: 'no such column' },
    },
    {
      name: 'something else than an object',
      results: 'soon',
      read: { results: undefined, resultFileId: undefined, error: undefined },
    },
  ];
  for (const { name, results, read } of outcomes) {
    it(`results: ${name}`, () => {
      const job = readJob(
        'eval-1',
        asReply({ workflow_id: 'eval-1', status: 'completed', results }),
        ASKED,
      );
      assert.deepEqual(job.outcome, read);
    });
  }

  it('regression: the reason of a failed job does not repeat a key of its parameters', () => {
    const judge = { model: 'm', external_api_token: 'sk-canary' };
    const results = { error: 'Incorrect API key provided: sk-canary.' };
    const job = { workflow_id: 'eval-1', parameters: { judge, model_a: 'column' }, results };
    const { outcome } = readJob('eval-1', asReply(job), ASKED);
    assert.equal(outcome.error, 'Incorrect API key provided: [key].');
  });

  it('a list is a bare array or has data; what is no job is left out, what is unknown kept', () => {
    const jobs = [
      { workflow_id: 'eval-1', type: 'classify', status: 'running', surprise: { deep: [1] } },
      { type: 'score' },
      'noise',
      { workflow_id: 'eval-2', type: 'rank', status: 'queued', parameters: null, created_at: 5 },
    ];
    const expected = [
      {
        workflowId: 'eval-1',
        type: 'classify',
        status: 'running',
        serviceStatus: 'running',
        parameters: {},
        outcome: { results: undefined, resultFileId: undefined, error: undefined },
        createdAt: undefined,
        startedAt: undefined,
        endedAt: undefined,
      },
      {
        workflowId: 'eval-2',
        type: undefined,
        status: 'queued',
        serviceStatus: 'queued',
        parameters: {},
        outcome: { results: undefined, resultFileId: undefined, error: undefined },
        createdAt: undefined,
        startedAt: undefined,
        endedAt: undefined,
      },
    ];
    assert.deepEqual(readJobs(asReply(jobs), ASKED), expected);
    assert.deepEqual(readJobs(asReply({ data: jobs }), ASKED), expected);
  });

  for (const text of [
    '',
    '<html></html>',
    '{"jobs":[]}',
    '{"workflow_id":""}',
    '{"workflow_id":"eval-2"}',
    'null',
  ]) {
    it(`is no job: ${JSON.stringify(text)}`, () => {
      assert.throws(
        () => readJob('eval-1', { status: 200, headers: {}, text }, ASKED),
        (error) =>
          error instanceof UserError &&
          error.kind === 'bad_reply' &&
          error.message.startsWith("Can't read: example.com sent an unreadable reply"),
      );
    });
  }
});
