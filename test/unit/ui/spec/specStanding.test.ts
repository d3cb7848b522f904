import assert from 'node:assert/strict';
import type { RunManifest } from '../../../../src/core/runs/manifest.js';
import { specStanding } from '../../../../src/ui/spec/specStanding.js';
import { exampleManifest, unfinishedManifest } from '../runs/exampleManifest.js';

const now = Date.parse('2026-11-23T13:58:00.000Z');
const gated = (min: number, changes: Partial<RunManifest> = {}): RunManifest => {
  const manifest = exampleManifest(changes);
  return { ...manifest, spec: { ...manifest.spec, gates: { pass_rate: { min } } } };
};

describe('how the last run of a spec came out', () => {
  it('is told by its gates, with the figure and its age', () => {
    assert.deepEqual(specStanding(gated(0.7), now), {
      kind: 'passed',
      line: '83.2 % pass (79.7–86.3) · 2 h ago',
      reasons: [],
    });
    const failed = specStanding(gated(0.9), now);
    assert.equal(failed?.kind, 'failed');
    assert.match(failed.reasons[0] ?? '', /^pass_rate is 0\.8323 .* outside\.$/);
    assert.equal(specStanding(gated(0.82), now)?.kind, 'inconclusive');
  });

  it('is no pass without gates: nothing was asked of it; scripted verdicts are said to be', () => {
    assert.equal(specStanding(exampleManifest(), now)?.kind, 'none');
    assert.match(specStanding(exampleManifest({ demo: true }), now)?.line ?? '', / · demo · /);
  });

  it('is failed for a run that failed, and nothing for one that goes on or was stopped', () => {
    const failed = specStanding(exampleManifest({ status: 'failed', reason: 'No key.' }), now);
    assert.deepEqual(failed, { kind: 'failed', line: 'failed · 2 h ago', reasons: ['No key.'] });
    assert.equal(specStanding(unfinishedManifest(), now), undefined);
    assert.equal(specStanding(exampleManifest({ status: 'cancelled' }), now), undefined);
  });
});
