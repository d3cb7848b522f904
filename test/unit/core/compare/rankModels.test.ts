import assert from 'node:assert/strict';
import { rankModels } from '../../../../src/core/compare/rankModels.js';
import type { RankedRun } from '../../../../src/core/compare/rankModels.js';
import { readRankedRun } from '../../../../src/core/compare/readRankedRun.js';
import { judgedRows, memoryRows, memoryRun } from './comparedRuns.js';

const model = (name: string) => ({
  model: name,
  model_source: 'serverless',
  system_template: 's',
  input_template: 'i',
});

function match(
  a: string,
  b: string,
  wins: readonly [a: number, b: number, ties: number],
): RankedRun {
  const { manifest } = memoryRun({
    type: 'compare',
    spec: { model_a: model(a), model_b: model(b) },
    rows: [],
  });
  const [aWins, bWins, ties] = wins;
  return { manifest, aWins, bWins, ties };
}

describe('rankModels', () => {
  it('puts the strongest first, whichever letter it had', () => {
    const ranking = rankModels([
      match('small', 'large', [10, 30, 10]),
      match('large', 'middle', [25, 15, 10]),
      match('middle', 'small', [24, 16, 10]),
    ]);
    assert.deepEqual(
      ranking.models.map(({ place, name, games, winShare }) => [place, name, games, winShare]),
      [
        [1, 'large', 100, 0.65],
        [2, 'middle', 100, 0.49],
        [3, 'small', 100, 0.36],
      ],
    );
    assert.ok(
      ranking.models.every(({ strength: { low, value, high } }) => low < value && value < high),
    );
    assert.deepEqual(
      [ranking.isConnected, ranking.groups, ranking.cautions],
      [true, [['small', 'large', 'middle']], []],
    );
  });

  it('two models: the log-odds between them are those of their wins, ties as halves', () => {
    const { models } = rankModels([match('a', 'b', [30, 10, 20])]);
    const [first, second] = models.map(({ strength }) => strength.value);
    assert.ok(Math.abs((first ?? 0) - (second ?? 0) - Math.log(40 / 20)) < 1e-6);
  });

  it('says which models never met, and gives them no places', () => {
    const { models, groups, cautions } = rankModels([
      match('a', 'b', [5, 5, 0]),
      match('c', 'd', [9, 1, 0]),
    ]);
    assert.deepEqual(groups, [
      ['a', 'b'],
      ['c', 'd'],
    ]);
    assert.deepEqual(
      models.map(({ place }) => place),
      [null, null, null, null],
    );
    assert.deepEqual(cautions, [
      'These models never met, even by way of a third (a, b | c, d): they have no common ranking.',
    ]);
  });

  it('says that a model which lost to nobody has no end to its strength', () => {
    const { isConnected, models, cautions } = rankModels([match('a', 'b', [7, 0, 0])]);
    assert.equal(isConnected, false);
    assert.deepEqual(
      models.map(({ place, name }) => [place, name]),
      [
        [1, 'a'],
        [2, 'b'],
      ],
    );
    assert.deepEqual(cautions, [
      'A model won or lost every row against the rest, so how far it is from them is not known.',
    ]);
  });

  it('leaves out a run in which a model meets itself, and says so', () => {
    const itself = match('a', 'a', [3, 2, 0]);
    const { models, cautions } = rankModels([match('a', 'b', [2, 1, 0]), itself]);
    assert.deepEqual(
      models.map(({ games }) => games),
      [3, 3],
    );
    assert.deepEqual(cautions, [
      `${itself.manifest.name} lets a model compete with itself and is left out.`,
    ]);
    assert.throws(() => rankModels([itself]), { kind: 'usage' });
  });

  it('takes compare runs alone', () => {
    const { manifest } = memoryRun({ rows: [] });
    assert.throws(() => rankModels([{ manifest, aWins: 1, bWins: 0, ties: 0 }]), {
      kind: 'usage',
      message: /only compare runs let models compete/,
    });
  });

  it('reads who won each row; rows without a decision count for nobody', async () => {
    const run = memoryRun({
      type: 'compare',
      rows: judgedRows('compare', ['A', 'B', 'A', 'Tie', null]),
    });
    const { aWins, bWins, ties } = await readRankedRun(run, memoryRows(run));
    assert.deepEqual([aWins, bWins, ties], [2, 1, 1]);
  });
});
