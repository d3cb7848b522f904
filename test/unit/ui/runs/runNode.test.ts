import assert from 'node:assert/strict';
import { PAUSED } from '../../../../src/core/runs/evalBackend.js';
import type { RunManifest } from '../../../../src/core/runs/manifest.js';
import type { ServiceJob } from '../../../../src/core/runs/serviceJobs.js';
import type { RunNode, RunSituation } from '../../../../src/ui/runs/runNode.js';
import { jobNode, runNode } from '../../../../src/ui/runs/runNode.js';
import { exampleManifest, unfinishedManifest } from './exampleManifest.js';

const NOW = Date.UTC(2026, 10, 23, 12);

interface RunCase {
  readonly name: string;
  readonly manifest: RunManifest;
  readonly live?: RunSituation['live'];
  readonly node: Omit<RunNode, 'tooltip' | 'label' | 'accessibleLabel'>;
}

const cases: readonly RunCase[] = [
  {
    name: 'completed on the service: figure, interval and age',
    manifest: exampleManifest(),
    node: {
      group: 'Finished',
      description: '83.2 % (80–86) · 2 m ago',
      icon: { id: 'pass', color: 'testing.iconPassed' },
      contextValue:
        'run completed together canOpen canRerun canRetry canDownload canDelete canPin canBrowse',
    },
  },
  {
    name: 'completed on the demo service: says so, has no page',
    manifest: exampleManifest({ backend: 'demo', demo: true }),
    node: {
      group: 'Finished',
      description: '83.2 % (80–86) · 2 m ago · demo',
      icon: { id: 'pass', color: 'testing.iconPassed' },
      contextValue: 'run completed demo canOpen canRerun canRetry canDownload canDelete canPin',
    },
  },
  {
    name: 'running and driven here: rows, speed and time left',
    manifest: unfinishedManifest({ backend: 'local' }),
    live: { done: 212, total: 500, errors: 1, rowsPerSecond: 3.2, leftMs: 90_000 },
    node: {
      group: 'Running',
      description: '212/500 · 3.2/s · 1 m 30 s left',
      icon: { id: 'loading~spin' },
      contextValue: 'run running local canOpen canPause canCancel canRerun canDownload',
    },
  },
  {
    name: 'running, no total known',
    manifest: unfinishedManifest(),
    live: { done: 7, total: null, errors: 0, rowsPerSecond: 2 },
    node: {
      group: 'Running',
      description: '7 rows · 2.0/s',
      icon: { id: 'loading~spin' },
      contextValue: 'run running together canOpen canCancel canRerun canDownload canBrowse',
    },
  },
  {
    name: 'running, while the service gives no answer: says since when',
    manifest: unfinishedManifest({ backend: 'local', reason: 'No answer since 12:04.' }),
    live: { done: 7, total: null, errors: 0 },
    node: {
      group: 'Running',
      description: '7 rows · No answer since 12:04.',
      icon: { id: 'loading~spin' },
      contextValue: 'run running local canOpen canPause canCancel canRerun canDownload',
    },
  },
  {
    name: 'left behind while it waited: what it waited for is old',
    manifest: unfinishedManifest({ backend: 'local', reason: 'No answer since 12:04.' }),
    node: {
      group: 'Running',
      description: '200/500 · not watched here',
      icon: { id: 'loading~spin' },
      contextValue:
        'run running local canOpen canResume canPause canCancel canRerun canDownload canDelete',
    },
  },
  {
    name: 'running, but not driven by this window: can be resumed',
    manifest: unfinishedManifest({ backend: 'local' }),
    node: {
      group: 'Running',
      description: '200/500 · not watched here',
      icon: { id: 'loading~spin' },
      contextValue:
        'run running local canOpen canResume canPause canCancel canRerun canDownload canDelete',
    },
  },
  {
    name: 'paused: the reason, can be resumed',
    manifest: unfinishedManifest({ status: 'paused', reason: 'The key was refused.' }),
    node: {
      group: 'Paused',
      description: '200/500 · The key was refused.',
      icon: { id: 'debug-pause', color: 'testing.iconQueued' },
      contextValue:
        'run paused together canOpen canResume canCancel canRerun canDownload canDelete canBrowse',
    },
  },
  {
    name: 'paused by a person before its first row: can be resumed, not paused again',
    manifest: unfinishedManifest({
      status: 'paused',
      backend: 'local',
      reason: PAUSED,
      progress: { done: 0, total: 500 },
    }),
    node: {
      group: 'Paused',
      description: 'paused by you',
      icon: { id: 'debug-pause', color: 'testing.iconQueued' },
      contextValue: 'run paused local canOpen canResume canCancel canRerun canDelete',
    },
  },
  {
    name: 'failed: the reason',
    manifest: unfinishedManifest({
      status: 'failed',
      reason: 'More than 30 % of the rows failed.',
    }),
    node: {
      group: 'Failed',
      description: 'More than 30 % of the rows failed.',
      icon: { id: 'error', color: 'testing.iconFailed' },
      contextValue: 'run failed together canOpen canRerun canDownload canDelete canBrowse',
    },
  },
  {
    name: 'cancelled: how far it came',
    manifest: exampleManifest({ status: 'cancelled', progress: { done: 40, total: 500 } }),
    node: {
      group: 'Finished',
      description: 'cancelled · 40/500 · 2 m ago',
      icon: { id: 'circle-slash', color: 'testing.iconSkipped' },
      contextValue:
        'run cancelled together canOpen canRerun canRetry canDownload canDelete canPin canBrowse',
    },
  },
];

describe('runNode', () => {
  for (const { name, manifest, live, node } of cases) {
    it(name, () => {
      const { group, description, icon, contextValue } = runNode(manifest, {
        now: NOW,
        ...(live && { live }),
      });
      assert.deepEqual({ group, description, icon, contextValue }, node);
    });
  }

  const delta = {
    text: '+3.1 pts (−0.4 to +6.6)',
    words: 'no clear difference',
    clear: 'none' as const,
    judged: 495,
    cautions: ['The rubric differs; the difference may be the rubric’s.'],
  };
  const baseline = { run: { id: 'x', folder: '/x' }, manifest: exampleManifest() };
  const compared = { kind: 'compared' as const, baseline, delta };

  const marks = [
    ['none', '≈'],
    ['better', '▲'],
    ['worse', '▼'],
  ] as const;
  for (const [clear, mark] of marks) {
    it(`${clear}: tells its difference to the baseline behind its figure, by mark and in words`, () => {
      const node = runNode(exampleManifest(), {
        now: NOW,
        baseline: { ...compared, delta: { ...delta, clear, words: `said ${clear}` } },
      });
      assert.equal(node.description, `83.2 % (80–86) · ${mark} +3.1 pts (−0.4 to +6.6) · 2 m ago`);
      assert.equal(
        node.accessibleLabel,
        `correctness-rubric, Completed, 83.2 % (80–86) · against the baseline +3.1 pts (−0.4 to +6.6), said ${clear} · 2 m ago`,
      );
      assert.match(
        node.tooltip,
        new RegExp(`, said ${clear}, over 495 rows that both have judged`),
      );
      assert.match(node.tooltip, /The rubric differs/);
    });
  }

  it('says that it is the baseline, and offers to let go of it in place of pinning it', () => {
    const node = runNode(exampleManifest(), { now: NOW, baseline: { kind: 'baseline' } });
    assert.equal(node.description, '83.2 % (80–86) · baseline · 2 m ago');
    assert.match(node.contextValue, /\bisBaseline\b/);
    assert.doesNotMatch(node.contextValue, /\bcanPin\b/);
  });

  it('too few rows in common: no figure on the line, the reason in the tooltip', () => {
    const words = 'no row in common with the baseline';
    const node = runNode(exampleManifest(), {
      now: NOW,
      baseline: { ...compared, delta: { ...delta, text: null, words } },
    });
    assert.equal(node.description, '83.2 % (80–86) · 2 m ago');
    assert.match(node.tooltip, /: no row in common with the baseline/);
  });

  it('names status and figure for a screen reader', () => {
    const { accessibleLabel } = runNode(exampleManifest(), { now: NOW });
    assert.equal(accessibleLabel, 'correctness-rubric, Completed, 83.2 % (80–86) · 2 m ago');
  });

  it('compare: the win rate of A', () => {
    const statistics = {
      ...exampleManifest().statistics!,
      type: 'compare' as const,
      pass_rate: null,
      compare: {
        a_wins: 50,
        b_wins: 30,
        ties: 20,
        win_rate_a: { value: 0.5, low: 0.404, high: 0.596, method: 'wilson' },
        position_consistency: null,
        first_position_rate: null,
      },
    };
    const { description } = runNode(exampleManifest({ type: 'compare', statistics }), { now: NOW });
    assert.equal(description, 'A wins 50.0 % (40–60) · 2 m ago');
  });

  it('a run in which no row got a verdict has no figure', () => {
    const statistics = { ...exampleManifest().statistics!, evaluated: 0, pass_rate: null };
    const { description } = runNode(exampleManifest({ statistics }), { now: NOW });
    assert.equal(description, 'no verdicts · 2 m ago');
  });

  it('tells all that is known of a live run in the tooltip', () => {
    const { tooltip } = runNode(unfinishedManifest(), {
      now: NOW,
      live: {
        ...{ done: 412, total: 1319, errors: 2, rowsPerSecond: 38, leftMs: 24_000 },
        ...{ tokens: 81_204, costUsd: 0.31, cacheHits: 120 },
      },
    });
    assert.ok(
      tooltip.includes(
        '412 of 1,319 rows · 38 rows/s · 24 s left · 2 errors · 81,204 tokens · \\$0.31 · 120 requests from the cache',
      ),
      tooltip,
    );
  });

  it('text from a file is no markup in the tooltip', () => {
    const { tooltip } = runNode(exampleManifest({ name: '[x](command:y) <b>' }), { now: NOW });
    assert.equal(tooltip.split('\n')[0], '**\\[x\\](command:y) \\<b\\>** · Completed');
  });
});

describe('jobNode', () => {
  const job: ServiceJob = {
    workflowId: 'eval-1-2',
    type: 'score',
    status: 'completed',
    serviceStatus: 'completed',
    createdAt: '2026-11-23T11:00:00Z',
    headline: '55.0 % pass',
  };
  it('a finished job: figure and age; can be opened and browsed', () => {
    const { tooltip, ...node } = jobNode(job, NOW);
    assert.match(tooltip, /eval-1-2/);
    assert.deepEqual(node, {
      group: 'Finished',
      label: 'score eval-1-2',
      description: '55.0 % pass · 1 h ago · elsewhere',
      icon: { id: 'pass', color: 'testing.iconPassed' },
      contextValue: 'job canOpen canBrowse',
      accessibleLabel: 'eval-1-2, Completed, 55.0 % pass · 1 h ago · elsewhere',
    });
  });
  it('an id is shown without its second, and told whole in the tooltip', () => {
    const { label, tooltip } = jobNode({ ...job, workflowId: 'eval-1a2b-1790000000' }, NOW);
    assert.equal(label, 'score eval-1a2b');
    assert.match(tooltip, /eval-1a2b-1790000000/);
  });
  it('a failed job of an unknown type: its reason', () => {
    const failed: ServiceJob = {
      workflowId: 'eval-1-2',
      status: 'failed',
      serviceStatus: 'user_error',
      reason: 'No column `q`.',
    };
    const node = jobNode(failed, NOW);
    assert.deepEqual(
      { label: node.label, description: node.description, group: node.group },
      { label: 'eval-1-2', description: 'No column `q`. · elsewhere', group: 'Failed' },
    );
  });
});
