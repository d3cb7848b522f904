import assert from 'node:assert/strict';
import type { ServiceJob } from '../../../../src/core/runs/serviceJobs.js';
import type { RunManifest } from '../../../../src/core/runs/manifest.js';
import type { KnownRun } from '../../../../src/ui/runs/runsList.js';
import { groupRuns, itemId } from '../../../../src/ui/runs/runsList.js';
import { exampleManifest } from './exampleManifest.js';

function known(name: string, changes: Partial<RunManifest>): KnownRun {
  return {
    run: { id: name, folder: `/runs/${name}` },
    manifest: exampleManifest({ name, ...changes }),
  };
}

function job(workflowId: string, createdAt?: string): ServiceJob {
  const shared = { workflowId, status: 'completed', serviceStatus: 'completed' } as const;
  return createdAt === undefined ? shared : { ...shared, createdAt };
}

const runs = [
  known('old', { created_at: '2026-11-20T10:00:00Z', workflow_id: 'w-old' }),
  known('new', { created_at: '2026-11-22T10:00:00Z', workflow_id: 'w-new', tags: ['Nightly'] }),
  known('broken', {
    created_at: '2026-11-21T10:00:00Z',
    workflow_id: 'w-broken',
    status: 'failed',
  }),
];

function shape(groups: ReturnType<typeof groupRuns>): Record<string, string[]> {
  return Object.fromEntries([...groups].map(([group, items]) => [group, items.map(itemId)]));
}

describe('groupRuns', () => {
  it('newest first, in groups, empty groups left out', () => {
    assert.deepEqual(shape(groupRuns(runs, [], '')), {
      Finished: ['run /runs/new', 'run /runs/old'],
      Failed: ['run /runs/broken'],
    });
  });
  it('paused runs have their own place between those that go on and those that ended', () => {
    const paused = known('paused', { status: 'paused' });
    const running = known('running', { status: 'running' });
    const groups = groupRuns([...runs, paused, running], [], '');
    assert.deepEqual([...groups.keys()], ['Running', 'Paused', 'Finished', 'Failed']);
    assert.deepEqual(shape(groups)['Paused'], ['run /runs/paused']);
  });
  it('a job that has a run here is not listed twice; one without a time comes last', () => {
    const jobs = [
      job('w-new', '2026-11-22T10:00:00Z'),
      job('other', '2026-11-21T12:00:00Z'),
      job('x'),
    ];
    assert.deepEqual(shape(groupRuns(runs, jobs, '')), {
      Finished: ['run /runs/new', 'job other', 'run /runs/old', 'job x'],
      Failed: ['run /runs/broken'],
    });
  });
  it('the filter wants every word, in any case, anywhere', () => {
    assert.deepEqual(shape(groupRuns(runs, [], ' nightly  COMPLETED')), {
      Finished: ['run /runs/new'],
    });
    assert.deepEqual(shape(groupRuns(runs, [], 'nightly failed')), {});
  });
  it('the filter chooses by status, type and where it was started', () => {
    const jobs = [{ ...job('other', '2026-11-21T12:00:00Z'), type: 'score' as const }];
    assert.deepEqual(shape(groupRuns(runs, jobs, 'status:failed')), {
      Failed: ['run /runs/broken'],
    });
    assert.deepEqual(shape(groupRuns(runs, jobs, 'type:score')), { Finished: ['job other'] });
    assert.deepEqual(shape(groupRuns(runs, jobs, 'from:elsewhere')), { Finished: ['job other'] });
    assert.deepEqual(shape(groupRuns(runs, jobs, 'status:done')), {});
  });
});
