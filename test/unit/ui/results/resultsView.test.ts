import assert from 'node:assert/strict';
import { INTERRUPTED, PAUSED } from '../../../../src/core/runs/evalBackend.js';
import type { RunManifest } from '../../../../src/core/runs/manifest.js';
import { runStatistics } from '../../../../src/core/stats/runStatistics.js';
import { resultsView } from '../../../../src/ui/results/resultsView.js';
import { sampleRun } from '../../../webview/harness/sampleRun.js';

/** Ten seconds after the sample has begun. */
const NOW = Date.parse('2026-11-20T09:12:11.000Z');

function viewOf(
  type: 'classify' | 'score' | 'compare',
  {
    rows = 100,
    live = false,
    manifest = {},
  }: { rows?: number; live?: boolean; manifest?: Partial<RunManifest> } = {},
) {
  const run = sampleRun({ type, rows, manifest });
  const statistics = runStatistics(run.manifest.spec, run.rows);
  return resultsView({
    manifest: run.manifest,
    statistics,
    loaded: true,
    version: 1,
    live,
    progress: undefined,
    filters: [],
    columns: [],
    now: NOW,
  });
}

describe('resultsView', () => {
  it('puts the answer first, with its interval and its n', () => {
    const { headline } = viewOf('classify');
    assert.deepEqual(
      headline && { text: headline.text, sentence: headline.sentence, n: headline.n },
      {
        text: '72.2 % pass (62.5–80.1)',
        sentence:
          '70 of 97 judged rows pass (72.2 %, 95 % interval 62.5 to 80.1); 3 rows have no verdict.',
        n: 97,
      },
    );
  });

  it('draws a mean on the scale of the spec, with the threshold as a mark', () => {
    assert.deepEqual(viewOf('score').headline?.scale, { min: 1, max: 10, mark: 7 });
    assert.deepEqual(viewOf('compare').headline?.scale, { min: 0, max: 1, mark: null });
  });

  it('says what came from the cache, and why replies could not be kept', () => {
    const cache_fault = 'Could not keep replies in the cache: the disk is full.';
    const { cache, warnings } = viewOf('score', {
      manifest: { cache: { hit: 60, parameters: 40 }, cache_fault },
    });
    assert.equal(cache, '60 of 100 responses reused, 40 asked with other parameters');
    assert.deepEqual(warnings, [{ severity: 'warn', message: cache_fault, action: null }]);
    assert.equal(viewOf('score').cache, null);
  });

  it('says what the figure is over, and how its interval is made', () => {
    assert.equal(
      viewOf('classify').headline?.title,
      'n = 97 judged rows. 95 % interval by Wilson’s score method.',
    );
    assert.equal(
      viewOf('score').headline?.title,
      'n = 97 judged rows. 95 % interval by Student’s t.',
    );
  });

  it('holds the gates of a completed run against the intervals', () => {
    const { spec } = sampleRun({ type: 'classify', rows: 0 }).manifest;
    const gated = { ...spec, gates: { pass_rate: { min: 0.5 } } };
    const { gates } = viewOf('classify', { manifest: { spec: gated } });
    assert.deepEqual(
      gates.map(({ outcome }) => outcome),
      ['passed'],
    );
    assert.match(gates[0]?.message ?? '', /^pass_rate is 0\.7216/);
    const manifest = { spec: gated, status: 'running' as const };
    assert.deepEqual(viewOf('classify', { manifest }).gates, []);
  });

  it('offers what helps against a concern only where it can be done', () => {
    const actionOf = (manifest: Partial<RunManifest>) => {
      const run = sampleRun({ type: 'classify', rows: 100, manifest });
      const { warnings } = resultsView({
        ...{ manifest: run.manifest, loaded: true, version: 1, live: false, progress: undefined },
        ...{ filters: [], columns: [], now: NOW, isLabelled: false },
        statistics: {
          ...runStatistics(run.manifest.spec, run.rows),
          ...{ judge_errors: 10, evaluated: 90, passed: 60, failed: 30 },
        },
      });
      return warnings.flatMap(({ action }) => action ?? []);
    };
    assert.deepEqual(actionOf({}), ['retryFailed', 'label']);
    assert.deepEqual(actionOf({ status: 'failed' }), ['retryFailed']);
    assert.deepEqual(actionOf({ status: 'running' }), []);
  });

  it('accounts for every row, for each type and for none', () => {
    for (const type of ['classify', 'score', 'compare'] as const) {
      for (const rows of [0, 1, 100]) {
        const { accounting, total } = viewOf(type, { rows });
        const sum = accounting.reduce((before, { count }) => before + count, 0);
        assert.deepEqual({ sum, total }, { sum: rows, total: rows });
      }
    }
  });

  it('says nothing of a figure without a judged row', () => {
    const { headline, distribution, figures } = viewOf('compare', { rows: 0 });
    assert.deepEqual(
      { headline, distribution, figures },
      { headline: null, distribution: null, figures: [] },
    );
  });

  it('tells how far the orders agree', () => {
    const figures = viewOf('compare').figures.map(({ label }) => label);
    assert.deepEqual(figures, ['both orders agree', 'the first shown is chosen']);
  });

  it('counts in the distribution every judged row, once', () => {
    for (const [type, judged] of [
      ['classify', 97],
      ['score', 97],
      ['compare', 97],
    ] as const) {
      const bars = viewOf(type).distribution?.bars ?? [];
      assert.equal(
        bars.reduce((sum, { count }) => sum + count, 0),
        judged,
        type,
      );
    }
  });

  it('keeps the steps of a whole scale that no row got, not of a broken one', () => {
    const run = sampleRun({ type: 'score', rows: 0, manifest: {} });
    const results = (scores: readonly number[]) =>
      scores.map((score) => ({ score, feedback: '', evaluation_successful: true }));
    const bars = (scores: readonly number[]) => {
      const statistics = runStatistics(
        run.manifest.spec,
        results(scores).map((result) => ({ result })),
      );
      const state = { ...run, loaded: true, version: 1, live: false, progress: undefined };
      const view = resultsView({ ...state, statistics, filters: [], columns: [], now: NOW });
      return view.distribution?.bars.map(({ label, count, tone }) => `${label} ${count} ${tone}`);
    };
    assert.deepEqual(
      [bars([8, 5, 8]), bars([8, 5.5])],
      [
        [
          ...['1 0 fail', '2 0 fail', '3 0 fail', '4 0 fail', '5 1 fail', '6 0 fail'],
          ...['7 0 pass', '8 2 pass', '9 0 pass', '10 0 pass'],
        ],
        ['5.5 1 fail', '8 1 pass'],
      ],
    );
  });

  const states: readonly (readonly [
    name: string,
    options: { live?: boolean; rows?: number; manifest: Partial<RunManifest> },
    actions: readonly string[],
  ])[] = [
    [
      'running here',
      { live: true, manifest: { status: 'running' } },
      ['pause', 'cancel', 'openSpec', 'openText', 'save'],
    ],
    [
      'waiting here',
      { live: true, rows: 0, manifest: { status: 'queued' } },
      ['pause', 'cancel', 'openSpec', 'openText'],
    ],
    [
      'running on the service',
      { live: true, manifest: { status: 'running', backend: 'together' } },
      ['cancel', 'openSpec', 'openText', 'save'],
    ],
    [
      'left behind, or driven by another process',
      { manifest: { status: 'running' } },
      ['resume', 'pause', 'cancel', 'openSpec', 'openText', 'save'],
    ],
    [
      'paused',
      { manifest: { status: 'paused', reason: 'The key was refused.' } },
      ['resume', 'cancel', 'openSpec', 'openText', 'save'],
    ],
    [
      'completed, with rows that failed',
      { manifest: { status: 'completed' } },
      ['rerun', 'retryFailed', 'openSpec', 'openText', 'save', 'compare', 'label', 'export'],
    ],
    [
      'completed, and every row was judged',
      { rows: 1, manifest: { status: 'completed' } },
      ['rerun', 'openSpec', 'openText', 'save', 'compare', 'label', 'export'],
    ],
    [
      'a job of the service without rows',
      {
        rows: 0,
        manifest: { backend: 'together', workflow_id: 'eval-1', status: 'failed' },
      },
      ['rerun', 'openSpec', 'openInBrowser', 'openText'],
    ],
  ];
  for (const [name, options, actions] of states) {
    it(`offers what can be done with a run that is ${name}`, () => {
      assert.deepEqual(viewOf('classify', options).actions, actions);
    });
  }

  it('words how far a live run is by what its watch knows', () => {
    const { manifest } = sampleRun({ type: 'classify', rows: 0, manifest: { status: 'running' } });
    const { took, cost, progress } = resultsView({
      manifest: {
        ...manifest,
        finished_at: undefined,
        usage: { prompt_tokens: 1, completion_tokens: 1 },
      },
      statistics: undefined,
      loaded: false,
      version: 0,
      live: true,
      progress: { done: 412, total: 1319, errors: 2, rowsPerSecond: 38, costUsd: 0.31 },
      filters: [],
      columns: [],
      now: NOW,
    });
    assert.deepEqual(
      { took, cost, progress },
      {
        took: '10 s',
        cost: null,
        progress: {
          done: 412,
          total: 1319,
          phrases: ['412 of 1,319 rows', '38 rows/s', '2 errors', '$0.31'],
        },
      },
    );
  });

  const usage = { prompt_tokens: 800, completion_tokens: 200, cost_usd: 0.314 };
  const ends: readonly [string, Partial<RunManifest>, took: string | null, cost: string | null][] =
    [
      ['ended', { usage }, '2 m 14 s', '$0.31'],
      ['ended, without a price', {}, '2 m 14 s', null],
      ['paused', { status: 'paused', finished_at: undefined, usage }, null, null],
      ['waiting', { status: 'queued', started_at: undefined, finished_at: undefined }, null, null],
    ];
  for (const [name, manifest, took, cost] of ends) {
    it(`tells what a run took and cost that is ${name}`, () => {
      const view = viewOf('classify', { manifest });
      assert.deepEqual({ took: view.took, cost: view.cost }, { took, cost });
    });
  }

  const reasons: readonly [string, Partial<RunManifest>, string | null][] = [
    ['you', { reason: PAUSED }, 'You paused this run. The rows that were judged are kept.'],
    [
      'you, before the first row',
      { reason: PAUSED, progress: { done: 0, total: 9 } },
      'You paused this run.',
    ],
    [
      'the end of its process',
      { reason: INTERRUPTED },
      'What drove this run was closed or interrupted. The rows that were judged are kept.',
    ],
    ['a fault', { reason: 'The key was refused.' }, 'The key was refused.'],
    ['nobody knows what', {}, null],
  ];
  for (const [name, manifest, reason] of reasons) {
    it(`says in a sentence that a run was paused by ${name}`, () => {
      assert.equal(
        viewOf('classify', { manifest: { status: 'paused', ...manifest } }).reason,
        reason,
      );
    });
  }
});
