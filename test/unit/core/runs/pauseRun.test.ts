import assert from 'node:assert/strict';
import { INTERRUPTED, PAUSED, type EvalBackend } from '../../../../src/core/runs/evalBackend.js';
import type { RunManifest } from '../../../../src/core/runs/manifest.js';
import { pauseRun } from '../../../../src/core/runs/pauseRun.js';
import { exampleManifest, unfinishedManifest } from '../../ui/runs/exampleManifest.js';

const RUN = { id: 'a', folder: '/runs/a' };

function stage(start: RunManifest) {
  let manifest = start;
  const asked: string[] = [];
  const backend: Pick<EvalBackend, 'pause'> = {
    pause: () => {
      manifest = { ...manifest, status: 'paused', reason: PAUSED };
      return Promise.resolve('paused');
    },
  };
  const pause = () =>
    pauseRun(RUN, { read: () => Promise.resolve(manifest) }, (name) => {
      asked.push(name);
      // Nothing else of it is used to pause.
      return Promise.resolve(backend as EvalBackend);
    });
  return { pause, asked };
}

describe('pauseRun', () => {
  it('pauses a local run and gives its manifest', async () => {
    const { pause, asked } = stage(unfinishedManifest({ backend: 'local' }));
    const { status, reason } = await pause();
    assert.deepEqual(
      { status, reason, asked },
      { status: 'paused', reason: PAUSED, asked: ['local'] },
    );
  });

  it('pauses for good what was interrupted and would be taken up unasked', async () => {
    const manifest = unfinishedManifest({
      backend: 'local',
      status: 'paused',
      reason: INTERRUPTED,
    });
    const { pause, asked } = stage(manifest);
    const { reason } = await pause();
    assert.deepEqual({ reason, asked }, { reason: PAUSED, asked: ['local'] });
  });

  it('leaves the reason to a run that waits for a person already', async () => {
    const reason = 'The key was refused.';
    const { pause } = stage(unfinishedManifest({ backend: 'local', status: 'paused', reason }));
    assert.equal((await pause()).reason, reason);
  });

  const refused: readonly [name: string, manifest: RunManifest, message: string][] = [
    [
      'a job of the service',
      unfinishedManifest(),
      "correctness-rubric is a job of the service, and those can't be paused; cancel it to stop watching it.",
    ],
    [
      'a job of the embedded service',
      unfinishedManifest({ backend: 'demo' }),
      "correctness-rubric is a job of the service, and those can't be paused; cancel it to stop watching it.",
    ],
    [
      'a run that has ended',
      exampleManifest({ backend: 'local' }),
      'correctness-rubric has ended; there is nothing to pause.',
    ],
  ];
  for (const [name, manifest, message] of refused) {
    it(`says of ${name} why not, and asks no backend`, async () => {
      const { pause, asked } = stage(manifest);
      await assert.rejects(pause, { kind: 'usage', message });
      assert.deepEqual(asked, []);
    });
  }
});
