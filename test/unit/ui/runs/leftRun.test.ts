import assert from 'node:assert/strict';
import { INTERRUPTED, PAUSED } from '../../../../src/core/runs/evalBackend.js';
import type { RunManifest } from '../../../../src/core/runs/manifest.js';
import { isLeft } from '../../../../src/ui/runs/leftRun.js';

type Left = Pick<RunManifest, 'status' | 'reason'> &
  Partial<Pick<RunManifest, 'backend' | 'workflow_id'>>;

describe('isLeft', () => {
  const cases: readonly [string, Left, { wasLive: boolean }, boolean][] = [
    [
      'paused by the closing of this window',
      { status: 'paused', reason: INTERRUPTED },
      { wasLive: true },
      true,
    ],
    [
      'paused by the closing of another window',
      { status: 'paused', reason: INTERRUPTED },
      { wasLive: false },
      false,
    ],
    [
      'regression: let go of by a person just before the window closed',
      { status: 'paused', reason: 'The service has no cancel: the job goes on.' },
      { wasLive: true },
      false,
    ],
    [
      'regression: paused because the key was refused',
      { status: 'paused', reason: 'The API key was refused.' },
      { wasLive: true },
      false,
    ],
    [
      'paused by a person just before the window closed',
      { status: 'paused', reason: PAUSED },
      { wasLive: true },
      false,
    ],
    ['paused, nobody says why', { status: 'paused' }, { wasLive: true }, false],
    ['its window died at work', { status: 'running' }, { wasLive: true }, true],
    ['its window died before the first row', { status: 'queued' }, { wasLive: true }, true],
    [
      'regression: one that came with the repository and says that it runs',
      { status: 'running' },
      { wasLive: false },
      false,
    ],
    [
      'regression: the same, with the id of a job',
      { status: 'running', workflow_id: 'eval-1' },
      { wasLive: false },
      false,
    ],
    [
      'regression: one that came so and would be launched as a job',
      { status: 'queued', backend: 'together' },
      { wasLive: false },
      false,
    ],
    [
      'a job of the service that goes on there',
      { status: 'running', backend: 'together', workflow_id: 'eval-1' },
      { wasLive: false },
      true,
    ],
    ['cancelled', { status: 'cancelled', reason: 'cancelled' }, { wasLive: true }, false],
    ['completed', { status: 'completed' }, { wasLive: true }, false],
    ['failed', { status: 'failed', reason: 'too many' }, { wasLive: true }, false],
  ];
  for (const [name, manifest, { wasLive }, expected] of cases) {
    it(`${name}: ${expected ? 'taken up' : 'left alone'}`, () => {
      assert.equal(isLeft({ backend: 'local', ...manifest }, wasLive), expected);
    });
  }
});
