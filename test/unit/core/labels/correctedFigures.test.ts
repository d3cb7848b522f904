import assert from 'node:assert/strict';
import { correctedFigures } from '../../../../src/core/labels/correctedFigures.js';
import { correctedMean } from '../../../../src/core/labels/correctedMean.js';
import type { SamplePlan } from '../../../../src/core/labels/labelRecord.js';
import { isInDoubt } from '../../../../src/core/labels/labelRow.js';
import { labelSample } from '../../../../src/core/labels/labelSample.js';
import { labelsOfRun } from '../../../../src/core/labels/labelsOfRun.js';
import { seededUniform } from '../../../../src/core/labels/seededOrder.js';
import { keyedRun, labelled, said, specOf } from './labelledRun.js';

const spec = specOf('score');

/**
 * 600 rows whose truth is known: the judge gives 1, 6 to 8 (in doubt) or 10, and is wrong on a third
 * of the rows in doubt, on a twentieth of the rest, always by passing what fails.
 */
function population() {
  const scores = Array.from({ length: 600 }, (_, at) => [1, 7, 10, 10, 6, 10][at % 6] ?? 1);
  const run = keyedRun('score', scores);
  const truth = run.rows.map((row) => {
    const isWrong = seededUniform(99, row.id, 'order') < (isInDoubt(row) ? 1 / 3 : 1 / 20);
    const score = Number(row.verdict);
    return score >= 7 && isWrong ? 2 : score;
  });
  return { ...run, truth };
}

const { rows, keyed, truth } = population();

function drawn(plan: SamplePlan, seed: number, number: number) {
  const sample = labelSample(rows, { plan, seed }).slice(0, number);
  const records = sample.map(({ row }) =>
    said(keyed, row.row, truth[row.row - 1] ?? 1, { sample: { plan, seed, weight: 1 } }),
  );
  const labels = labelsOfRun(records, keyed, spec);
  return { figures: correctedFigures(labels, rows, spec), labels };
}

describe('a corrected figure', () => {
  const times = 400;
  const trueRate = truth.filter((score) => score >= 7).length / truth.length;
  const trueMean = truth.reduce((sum, score) => sum + score) / truth.length;
  const rawRate = rows.filter(({ verdict }) => Number(verdict) >= 7).length / rows.length;

  for (const plan of ['random', 'whereItMatters'] as const) {
    it(`is right on average, and within its interval as often as that says: ${plan}`, () => {
      let rates = 0;
      let means = 0;
      let covered = 0;
      let unweighted = 0;
      for (let seed = 1; seed <= times; seed += 1) {
        const { figures, labels } = drawn(plan, seed, 80);
        assert.ok(figures?.corrected && figures.mean?.corrected);
        const { value, low, high } = figures.corrected;
        rates += value / times;
        means += figures.mean.corrected.value / times;
        if (low <= trueRate && trueRate <= high) covered += 1;
        const wrong = labels.rows.filter(
          ({ row, byRater }) => Number(row.verdict) >= 7 && Number(byRater.get('Ann')?.verdict) < 7,
        );
        unweighted += (rawRate - wrong.length / labels.rows.length) / times;
      }
      // A standard error of the average of 400 is about 0.002.
      assert.ok(Math.abs(rates - trueRate) < 0.008, `${rates} for ${trueRate}`);
      assert.ok(Math.abs(means - trueMean) < 0.06, `${means} for ${trueMean}`);
      assert.ok(covered / times >= 0.92, `${covered} of ${times}`);
      if (plan === 'whereItMatters') {
        assert.ok(Math.abs(unweighted - trueRate) > 0.02, 'without weights it would be as good');
      }
    });
  }

  it('rests on rows that were drawn by chance, not on those of a filter', () => {
    const { rows: all, keyed: known } = keyedRun('score', [9, 9, 2, 2, 9]);
    const plan = { sample: { plan: 'filtered' as const, seed: 1, weight: 1 } };
    const verdicts = { Ann: [9, 2, 2, 2, 9] };
    assert.equal(correctedFigures(labelled('score', known, verdicts, plan), all, spec), null);
    const found = correctedFigures(labelled('score', known, verdicts), all, spec);
    assert.equal(found?.labels, 5);
    assert.equal(found.raw?.value, 0.6);
    assert.ok(Math.abs((found.corrected?.value ?? 0) - 0.4) < 1e-12);
  });

  it('says what is missing where one kind of rows has no label', () => {
    const { rows: all, keyed: known } = keyedRun('score', [7, 7, 1, 1, 10]);
    const plan = { sample: { plan: 'whereItMatters' as const, seed: 1, weight: 1 } };
    const found = correctedFigures(labelled('score', known, { Ann: [7, 2] }, plan), all, spec);
    assert.equal(found?.corrected, null);
    assert.match(found.problem ?? '', /label some more/);
  });

  it('counts wins of A where two are compared, and rows without a verdict not at all', () => {
    const { rows: all, keyed: known } = keyedRun('compare', ['A A', 'B B', 'A A', null, 'A B']);
    const labels = labelled('compare', known, { Ann: ['B', 'B', 'A', 'A', 'Tie'] });
    const found = correctedFigures(labels, all, specOf('compare'));
    assert.deepEqual([found?.of, found?.labels, found?.raw?.value], ['win_rate_a', 4, 0.5]);
    assert.ok(Math.abs((found?.corrected?.value ?? 0) - 0.25) < 1e-12);
  });
});

describe('a corrected mean', () => {
  it('is the judge’s mean plus the weighted mean of what people give more', () => {
    const found = correctedMean(
      [1, 3, 5, 7],
      [
        { verdict: 3, truth: 4, weight: 3 },
        { verdict: 5, truth: 5 },
      ],
    );
    assert.ok(found);
    // Residuals 1 and 0 with weights 3 and 1: mean 0.75; spread (3 · 0.25)² + (1 · −0.75)² over 4², times 2.
    const error = Math.sqrt(20 / 3 / 4 + ((0.75 ** 2 + 0.75 ** 2) / 16) * 2);
    assert.equal(found.value, 4.75);
    assert.ok(Math.abs(found.high - found.value - 1.959963984540054 * error) < 1e-9);
    assert.ok(Math.abs(found.value - found.low - 1.959963984540054 * error) < 1e-9);
  });

  it('says nothing below two labels', () => {
    assert.equal(correctedMean([1, 2], [{ verdict: 1, truth: 2 }]), null);
    assert.equal(correctedMean([], []), null);
  });
});
