import assert from 'node:assert/strict';
import type { KnownRun } from '../../../../../src/ui/runs/runsList.js';
import { specRunsView } from '../../../../../src/ui/results/runs/specRunsView.js';
import { trendPoints } from '../../../../../src/webview/results/runs/trendPoints.js';
import { seriesOfRuns } from '../../../../webview/harness/seriesOfRuns.js';

const runs = [seriesOfRuns.manifest, ...seriesOfRuns.others].map((manifest): KnownRun => ({
  run: { id: manifest.id, folder: `/runs/${manifest.id}` },
  manifest,
}));

const view = specRunsView({
  current: 'r6',
  spec: 'a.eval.yaml',
  runs,
  baseline: 'r3',
  standing: () => undefined,
});

describe('the runs of a spec', () => {
  it('stand newest first, each with what changed since the run of the whole before it', () => {
    assert.deepEqual(
      view.runs.map(({ id, changes, isNewSeries }) => [
        id,
        changes.map(({ what, now }) => (now === null ? what : `${what} ${now}`)).join(', '),
        isNewSeries,
      ]),
      [
        ['r6', '', false],
        ['r5', 'rows', true],
        ['r4', 'rubric', false],
        ['r3', 'dataset aaaaaaa', true],
        ['r2', 'not scripted now', true],
        ['r1', '', false],
      ],
    );
  });

  it('say which is this one, which the baseline, and which can’t be', () => {
    const ids = (holds: (run: (typeof view.runs)[number]) => boolean) =>
      view.runs.filter(holds).map(({ id }) => id);
    assert.deepEqual(
      ids((run) => run.isThis),
      ['r6'],
    );
    assert.deepEqual(
      ids((run) => run.isBaseline),
      ['r3'],
    );
    assert.deepEqual(
      ids((run) => run.unpinnable !== null),
      ['r5'],
    );
    assert.deepEqual(view.runs.find(({ id }) => id === 'r1')?.notes, ['demo']);
    assert.equal(view.hasBaseline, true);
  });

  it('have no figure of a dry run in the trend, and a gap where rows or verdicts are others', () => {
    const points = trendPoints(view.runs);
    assert.deepEqual(
      points.map(({ target, estimate, x }) => [target ?? 'gap', estimate !== null, x]),
      [
        ['r1', true, 0],
        ['gap', false, 0.5],
        ['r2', true, 1],
        ['gap', false, 1.5],
        ['r3', true, 2],
        ['r4', true, 3],
        ['r6', true, 4],
      ],
    );
    assert.deepEqual(
      points.filter(({ target }) => target !== undefined).map(({ label }) => label),
      ['10 Nov', '12 Nov', '14 Nov', '18 Nov · rubric', '20 Nov'],
    );
    assert.match(points[1]?.text ?? '', /^the line breaks/);
  });
});
