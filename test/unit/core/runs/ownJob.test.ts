import assert from 'node:assert/strict';
import type { RunManifest } from '../../../../src/core/runs/manifest.js';
import { isOwnJob, ownJobs } from '../../../../src/core/runs/ownJob.js';
import type { ServiceJob } from '../../../../src/core/runs/serviceJobs.js';
import { unfinishedManifest } from '../../ui/runs/exampleManifest.js';

const launched: RunManifest = (() => {
  const manifest = unfinishedManifest({
    file_ids: { dataset: 'file-1' },
    launch_started_at: '2026-11-23T12:00:00Z',
  });
  delete manifest.workflow_id;
  return manifest;
})();

const job: ServiceJob = {
  workflowId: 'eval-9',
  type: 'classify',
  status: 'running',
  serviceStatus: 'running',
  createdAt: '2026-11-23T12:00:03Z',
  models: { judge: 'judge-model', model_to_evaluate: 'answer' },
  datasetFile: 'file-1',
};

describe('a job that was launched here', () => {
  const cases: readonly (readonly [string, RunManifest, ServiceJob, boolean])[] = [
    ['by its id', { ...launched, workflow_id: 'eval-9' }, job, true],
    ['another id, however alike', { ...launched, workflow_id: 'eval-8' }, job, false],
    ['by file, models and time', launched, job, true],
    ['older than the launch', launched, { ...job, createdAt: '2026-11-23T11:59:00Z' }, false],
    ['another file', launched, { ...job, datasetFile: 'file-2' }, false],
    ['another model', launched, { ...job, models: { judge: 'other' } }, false],
    ['another type', launched, { ...job, type: 'score' }, false],
    ['no time', launched, { ...job, createdAt: 'soon' }, false],
    ['a local run', { ...launched, backend: 'local' }, job, false],
  ];
  for (const [name, run, of, own] of cases) {
    it(name, () => assert.equal(isOwnJob(run, of), own));
  }

  it('two launches of the same spec have a job each, a third job is somebody else’s', () => {
    const jobs = ['a', 'b', 'c'].map((workflowId, index) => ({
      ...job,
      workflowId,
      createdAt: `2026-11-23T12:0${index}:00Z`,
    }));
    const second = { ...launched, id: 'second', launch_started_at: '2026-11-23T12:00:30Z' };
    const own = ownJobs([launched, second], jobs);
    assert.deepEqual(
      [...own].map(([id, run]) => [id, run]),
      [
        ['a', launched],
        ['b', second],
      ],
    );
  });
});
