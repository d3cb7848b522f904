import assert from 'node:assert/strict';
import fc from 'fast-check';
import { baselinesText, parseBaselines } from '../../../../src/core/baseline/baselines.js';
import {
  baselineProblem,
  isComparable,
  pairKey,
} from '../../../../src/core/baseline/baselineOf.js';
import type { RunManifest } from '../../../../src/core/runs/manifest.js';
import { runStatistics } from '../../../../src/core/stats/runStatistics.js';
import { sampleRun } from '../../../webview/harness/sampleRun.js';

describe('the file of baselines', () => {
  const bad: readonly [name: string, text: string, why: RegExp][] = [
    ['no JSON', '{', /no valid JSON/],
    ['a list', '[]', /must be one object of spec paths and run ids$/],
    ['an id that is a number', '{"a.eval.yaml":7}', /and “a\.eval\.yaml” has none$/],
    ['an empty id', '{"a.eval.yaml":""}', /and “a\.eval\.yaml” has none$/],
  ];
  for (const [name, text, why] of bad) {
    it(`says what is wrong with ${name}`, () => {
      const parsed = parseBaselines(text);
      assert.ok(!parsed.ok);
      assert.match(parsed.why, why);
    });
  }

  it('has a spec a line, in the order of their paths', () => {
    const text = baselinesText(
      new Map([
        ['b.eval.yaml', '2'],
        ['a/a.eval.yaml', '1'],
      ]),
    );
    assert.equal(text, '{\n  "a/a.eval.yaml": "1",\n  "b.eval.yaml": "2"\n}\n');
  });

  it('is read as it was written', () => {
    const path = fc.string({ minLength: 1 }).filter((text) => text !== '__proto__');
    const pins = fc.array(fc.tuple(path, fc.string({ minLength: 1 })));
    fc.assert(
      fc.property(pins, (entries) => {
        const baselines = new Map(entries);
        const parsed = parseBaselines(baselinesText(baselines));
        assert.ok(parsed.ok);
        assert.deepEqual([...parsed.baselines].sort(), [...baselines].sort());
      }),
    );
  });
});

describe('a run as a baseline', () => {
  const { manifest: bare, rows } = sampleRun({ type: 'classify', rows: 20 });
  const manifest: RunManifest = { ...bare, statistics: runStatistics(bare.spec, rows) };
  const cases: readonly [string, RunManifest, RegExp | undefined][] = [
    ['one that has ended', manifest, undefined],
    ['one without a spec', { ...manifest, spec_path: undefined }, /has no spec here/],
    ['one that runs', { ...manifest, status: 'running' }, /has not ended/],
    ['a dry run', { ...manifest, dry_run: true }, /dry run of some rows/],
    ['one without a verdict', { ...manifest, statistics: undefined }, /no verdict to compare with/],
  ];
  for (const [name, run, expected] of cases) {
    it(`${name}: ${expected ? 'is refused, in one sentence' : 'can be it'}`, () => {
      const problem = baselineProblem(run);
      if (expected) assert.match(problem ?? '', expected);
      else assert.equal(problem, undefined);
    });
  }

  it('is compared with runs that have ended and have verdicts', () => {
    assert.equal(isComparable(manifest), true);
    assert.equal(isComparable({ ...manifest, status: 'running' }), false);
    assert.equal(isComparable({ ...manifest, statistics: undefined }), false);
  });

  it('is compared anew with a run that was retried', () => {
    const retried = { ...manifest, finished_at: '2026-11-21T00:00:00.000Z' };
    assert.notEqual(pairKey(manifest, manifest), pairKey(manifest, retried));
    assert.notEqual(pairKey(manifest, retried), pairKey(retried, manifest));
  });
});
