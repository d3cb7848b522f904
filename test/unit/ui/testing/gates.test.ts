import assert from 'node:assert/strict';
import type { RunManifest } from '../../../../src/core/runs/manifest.js';
import type { StoredRow } from '../../../../src/core/runs/resultRow.js';
import { failedRows } from '../../../../src/ui/testing/failedRows.js';
import { gateVerdict } from '../../../../src/ui/testing/gateVerdicts.js';
import { specGates } from '../../../../src/ui/testing/specGates.js';
import { exampleManifest, unfinishedManifest } from '../runs/exampleManifest.js';

const SPEC = [
  'name: Judge',
  'type: classify',
  'dataset: rows.jsonl',
  'labels: [yes, no]',
  'pass_labels: [yes]',
  'model_to_evaluate: answer',
  'judge: { model: m, model_source: serverless, system_template: "Judge." }',
  'gates:',
  '  pass_rate: { min: 0.8, max: 0.9 }',
];

describe('the gates of a spec', () => {
  for (const [name, newline] of [
    ['unix', '\n'],
    ['windows', '\r\n'],
  ] as const) {
    it(`are found at their lines, with their bounds (${name} line ends)`, () => {
      const { gates, name: spec, fault } = specGates(SPEC.join(newline), 'a.eval.yaml');
      assert.deepEqual(
        gates.map(({ metric, bounds, range }) => [metric, bounds, range.startLine]),
        [['pass_rate', 'at least 0.8 and at most 0.9', 8]],
      );
      assert.equal(spec, 'Judge');
      assert.equal(fault, undefined);
    });
  }

  it('are found in a broken spec too, which says what is wrong', () => {
    const { gates, fault } = specGates(
      SPEC.join('\n').replace('classify', 'classifi'),
      'a.eval.yaml',
    );
    assert.deepEqual(
      gates.map(({ metric, bounds }) => [metric, bounds]),
      [['pass_rate', '']],
    );
    assert.match(fault ?? '', /^This spec can’t be run as it is, line 2 of it: /);
  });

  it('are none where the spec has none', () => {
    assert.deepEqual(specGates(SPEC.slice(0, -2).join('\n'), 'a.eval.yaml').gates, []);
  });
});

describe('what a run says of a gate', () => {
  const gated = (min: number, changes: Partial<RunManifest> = {}): RunManifest => {
    const manifest = exampleManifest(changes);
    return { ...manifest, spec: { ...manifest.spec, gates: { pass_rate: { min } } } };
  };
  const kinds = (manifest: RunManifest, metric = 'pass_rate') => gateVerdict(manifest, metric).kind;

  it('is passed, failed, or, where the interval crosses the bound, errored: it is not settled', () => {
    assert.equal(kinds(gated(0.7)), 'passed');
    assert.equal(kinds(gated(0.9)), 'failed');
    const open = gateVerdict(gated(0.82), 'pass_rate');
    assert.equal(open.kind, 'errored');
    assert.match('message' in open ? open.message : '', /crosses the bound; it takes more rows/);
    assert.equal('expected' in open && open.expected, 'pass_rate at least 0.82');
    assert.match('actual' in open ? (open.actual ?? '') : '', /^pass_rate 0\.8323 \(95 % interval/);
  });

  it('is skipped for a dry run and one that was cancelled, errored for one that failed or is paused', () => {
    assert.equal(kinds(gated(0.9, { dry_run: true })), 'skipped');
    assert.equal(kinds(gated(0.9, { status: 'cancelled' })), 'skipped');
    assert.deepEqual(
      gateVerdict(gated(0.9, { status: 'failed', reason: 'No key.' }), 'pass_rate'),
      {
        kind: 'errored',
        message: 'The run is failed: No key.',
      },
    );
    assert.equal(kinds(unfinishedManifest({ status: 'paused' })), 'errored');
  });

  it('is errored for a gate that the run knows nothing of', () => {
    assert.equal(kinds(gated(0.9), 'mean'), 'errored');
  });
});

describe('rows that speak against a gate', () => {
  async function* rows(): AsyncGenerator<StoredRow> {
    await Promise.resolve();
    for (const label of ['yes', 'no', 'maybe', 'no', 'no']) {
      yield { result: { label, feedback: `Said ${label}.`, evaluation_successful: true } };
    }
    throw new Error('read on after enough was found');
  }
  const { spec } = exampleManifest();

  it('are the first that failed, by their number; no more is read than is shown', async () => {
    assert.deepEqual(await failedRows(rows(), { spec, metric: 'pass_rate', most: 3 }), [
      { row: 2, expected: 'yes', actual: 'no', feedback: 'Said no.' },
      { row: 4, expected: 'yes', actual: 'no', feedback: 'Said no.' },
      { row: 5, expected: 'yes', actual: 'no', feedback: 'Said no.' },
    ]);
  });

  it('are none for a figure that is about the judge alone', async () => {
    assert.deepEqual(await failedRows(rows(), { spec, metric: 'self_consistency', most: 3 }), []);
  });
});
