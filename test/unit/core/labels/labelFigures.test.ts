import assert from 'node:assert/strict';
import { differsFromJudge, labelFigures } from '../../../../src/core/labels/labelFigures.js';
import { labelSentences } from '../../../../src/core/labels/labelWords.js';
import { moreLabelsFor } from '../../../../src/core/labels/moreLabels.js';
import { keyedRun, labelled, specOf } from './labelledRun.js';

describe('figures of labels', () => {
  const spec = specOf('classify');
  const { rows, keyed } = keyedRun('classify', [
    ...['right', 'right', 'right', 'right', 'half', 'half', 'wrong', 'wrong'],
    ...['right', null],
  ]);

  it('hold the judge against each rater, against both together, and both against each other', () => {
    const labels = labelled('classify', keyed, {
      Ann: ['right', 'right', 'right', 'half', 'half', 'right', 'wrong', 'wrong', null, 'wrong'],
      Ben: ['right', 'right', 'half', 'half', 'half', 'right', 'wrong', null, 'right', null],
    });
    const figures = labelFigures(labels, rows, spec);
    const [ann, ben] = figures.raters;
    assert.deepEqual(
      [ann?.rater, ann?.n, ann?.agreeing, ann?.left_out],
      ['Ann', 8, 6, { no_verdict: 1, raters_split: 0 }],
    );
    assert.deepEqual(ann?.confusion, {
      labels: ['right', 'half', 'wrong'],
      counts: [
        [3, 1, 0],
        [1, 1, 0],
        [0, 0, 2],
      ],
    });
    // By hand: agreement 6/8, by chance (4·4 + 2·2 + 2·2)/64.
    assert.ok(Math.abs((ann.kappa?.value ?? 0) - (0.75 - 0.375) / 0.625) < 1e-12);
    assert.deepEqual([ben?.n, ben?.agreeing], [8, 5]);
    // Row 3 splits them; the others are said by both or by one alone.
    assert.deepEqual(
      [figures.consensus?.n, figures.consensus?.agreeing, figures.consensus?.left_out],
      [8, 6, { no_verdict: 1, raters_split: 1 }],
    );
    assert.deepEqual(
      [figures.between?.measure, figures.between?.n, figures.between?.raters],
      ['kappa', 7, ['Ann', 'Ben']],
    );
    assert.equal(figures.differences, 2);
    assert.deepEqual([figures.rows, figures.labels, figures.unmatched], [10, 17, 0]);
  });

  it('take Krippendorff’s α for three raters', () => {
    const labels = labelled('classify', keyed, {
      Ann: ['right', 'half', 'wrong', 'right'],
      Ben: ['right', 'half', 'wrong', 'half'],
      Cem: ['right', 'half', 'wrong', 'half'],
    });
    const { between } = labelFigures(labels, rows, spec);
    assert.deepEqual([between?.measure, between?.n], ['alpha', 4]);
    assert.ok((between?.estimate?.value ?? 0) > 0.6);
  });

  it('of scores are differences, ranks and whether both pass', () => {
    const run = keyedRun('score', [2, 4, 6, 8, 10, 9]);
    const labels = labelled('score', run.keyed, { Ann: [1, 4, 7, 8, 10, 6] });
    const [ann] = labelFigures(labels, run.rows, specOf('score')).raters;
    assert.deepEqual([ann?.n, ann?.agreeing], [6, 4]);
    assert.ok(Math.abs((ann?.mean_absolute_error ?? 0) - 5 / 6) < 1e-12);
    assert.ok((ann?.spearman?.value ?? 0) > 0.7);
    assert.deepEqual(ann?.confusion.counts, [
      [2, 1],
      [1, 2],
    ]);
  });

  it('say no κ where one side gave a single verdict', () => {
    const labels = labelled('classify', keyed, {
      Ann: ['right', 'right', 'right', 'right', 'right'],
    });
    const [ann] = labelFigures(labels, rows, spec).raters;
    assert.deepEqual([ann?.kappa, ann?.more_labels, ann?.accuracy?.value], [null, null, 0.8]);
  });

  it('know whether people and the judge differ, and where one of them is silent', () => {
    const labels = labelled('classify', keyed, {
      Ann: ['right', 'half', 'right', null, null, null, null, null, null, 'half'],
      Ben: [null, null, 'half'],
    });
    const told = [1, 2, 3, 10].map((id) => {
      const one = labels.byId.get(id);
      return one && differsFromJudge(one, spec);
    });
    assert.deepEqual(told, [false, true, undefined, undefined]);
  });
});

describe('how many labels more', () => {
  const kappa = { value: 0.6, low: 0.4, high: 0.8, method: 'kappa' };
  it('is what makes the interval so narrow at the present spread', () => {
    assert.equal(moreLabelsFor(kappa, 40), 120);
    assert.equal(moreLabelsFor(kappa, 40, 0.3), 0);
    assert.equal(moreLabelsFor(null, 40), null);
    assert.equal(moreLabelsFor({ ...kappa, low: 0.6, high: 0.6 }, 40), null);
  });
});

describe('figures of labels in words', () => {
  const spec = specOf('classify');
  const judge = Array.from({ length: 200 }, (_, at) => (at % 5 === 0 ? 'wrong' : 'right'));
  const { rows, keyed } = keyedRun('classify', judge);

  it('say which way the judge leans only where the interval does', () => {
    const strict = judge.slice(0, 60).map((verdict, at) => (at % 3 === 0 ? 'wrong' : verdict));
    const leaning = labelFigures(labelled('classify', keyed, { Ann: strict }), rows, spec);
    const [first = ''] = labelSentences(leaning);
    assert.match(
      first,
      /^Pass rate 80\.0 % \(73\.9–85\.0\) by the judge alone; corrected by 60 labels \d\d\.\d % \(\d\d\.\d–\d\d\.\d\): the judge passes more than people do$/,
    );
    const alike = judge.slice(0, 20).map((verdict, at) => (at === 1 ? 'wrong' : verdict));
    const even = labelFigures(labelled('classify', keyed, { Ann: alike }), rows, spec);
    assert.match(
      labelSentences(even)[0] ?? '',
      /: no clear difference between the judge and people$/,
    );
  });

  it('claim no certainty where all agree', () => {
    const same = labelFigures(labelled('classify', keyed, { Ann: judge.slice(0, 40) }), rows, spec);
    const all = labelSentences(same).join('\n');
    assert.match(all, /agrees with Ann on 40 of 40 rows \(100 %, 95 % interval 91\.2 to 100\)/);
    assert.match(all, /may still be wrong on up to 8\.8 % of rows like these/);
  });

  it('say that rows of a filter stand for themselves', () => {
    const plan = { sample: { plan: 'filtered' as const, seed: 1, weight: 1 } };
    const labels = labelled('classify', keyed, { Ann: ['wrong', 'right', 'right'] }, plan);
    const all = labelSentences(labelFigures(labels, rows, spec)).join('\n');
    assert.match(all, /chosen by a filter: the figures are about those rows only/);
    assert.doesNotMatch(all, /corrected by/);
  });
});
