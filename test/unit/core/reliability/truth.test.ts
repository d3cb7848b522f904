import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../src/core/json.js';
import { collectReliability } from '../../../../src/core/reliability/judgeReliability.js';
import { truthMeaning } from '../../../../src/core/reliability/truthMeaning.js';
import type { ResolvedSpec } from '../../../../src/core/spec/evalSpec.js';
import { wilsonEstimate } from '../../../../src/core/stats/intervals.js';
import { kendallTau, spearman } from '../../../../src/core/stats/rankCorrelation.js';
import { cohenKappa } from '../../../../src/core/stats/kappa.js';
import { classify, compare, score } from '../judging/specs.js';
import { compared, labelled, reliabilityOf, scored, times } from './rows.js';

const twoLabels = { ...classify, labels: ['good', 'poor'], pass_labels: ['good'] };

interface MeaningCase {
  readonly name: string;
  readonly spec: ResolvedSpec;
  readonly values: readonly string[];
  readonly said?: Readonly<Record<string, string>>;
  readonly kind: string;
  readonly means: Readonly<Record<string, string>>;
}

const meaningCases: readonly MeaningCase[] = [
  {
    name: 'labels, whatever their case',
    spec: classify,
    values: ['Correct', 'WRONG', 'unknown'],
    kind: 'label',
    means: { Correct: 'correct', WRONG: 'wrong' },
  },
  {
    name: 'yes and no are the labels where there are two',
    spec: twoLabels,
    values: ['true', 'false'],
    kind: 'label',
    means: { true: 'good', false: 'poor' },
  },
  {
    name: 'yes and no are pass and fail where there are more',
    spec: classify,
    values: ['1', '0', 'x'],
    kind: 'pass',
    means: { 1: 'pass', 0: 'fail' },
  },
  {
    name: 'what a person says goes before what is plain',
    spec: classify,
    values: ['correct', 'almost', 'odd'],
    said: { correct: '', almost: 'partly right' },
    kind: 'label',
    means: { almost: 'partly right' },
  },
  {
    name: 'numbers are scores',
    spec: score,
    values: ['7', '3.5', '10'],
    kind: 'number',
    means: { 7: '7', 3.5: '3.5', 10: '10' },
  },
  {
    name: '0 and 1 are no scores of a scale to 10',
    spec: score,
    values: ['0', '1'],
    kind: 'pass',
    means: { 0: 'fail', 1: 'pass' },
  },
  {
    name: '0 and 1 are scores of a scale to 1',
    spec: { ...score, min_score: 0, max_score: 1, pass_threshold: 0.5 },
    values: ['0', '1'],
    kind: 'number',
    means: { 0: '0', 1: '1' },
  },
  {
    name: 'sides by letter, by column, by number',
    spec: compare,
    values: ['a', 'model_b', 'old', 'draw', '1', '1.5', '1.99', '3'],
    kind: 'choice',
    means: { a: 'A', model_b: 'B', old: 'A', draw: 'Tie', 1: 'A', 1.5: 'Tie', 1.99: 'B' },
  },
];

describe('meaning of a truth', () => {
  for (const { name, spec, values, said = {}, kind, means } of meaningCases) {
    it(name, () => {
      const meaning = truthMeaning(spec, values, new Map(Object.entries(said)));
      assert.equal(meaning.kind, kind);
      assert.deepEqual(Object.fromEntries(meaning.meanings), means);
    });
  }
});

describe('agreement with a truth', () => {
  it('classify: accuracy, κ, confusion and what was left out', () => {
    const rows: JsonObject[] = [
      ...times(5, labelled('correct', { gold: 'correct' })),
      ...times(2, labelled('correct', { gold: 'wrong' })),
      labelled('wrong', { gold: 'partly right' }),
      ...times(3, labelled('wrong', { gold: 'wrong' })),
      labelled('wrong', { gold: 'unsure' }),
      labelled('wrong', { gold: null }),
      labelled('wrong'),
      labelled(null, { gold: 'wrong' }),
    ];
    const { truth } = reliabilityOf(classify, rows, { column: 'gold' });
    assert.ok(truth);
    assert.equal(truth.rows, 11);
    assert.equal(truth.without_value, 2);
    assert.equal(truth.without_meaning, 1);
    const counts = [
      [5, 0, 0],
      [2, 3, 0],
      [0, 1, 0],
    ];
    assert.deepEqual(truth.confusion.counts, counts);
    assert.deepEqual(truth.confusion.accuracy, wilsonEstimate(8, 11));
    assert.deepEqual(truth.confusion.kappa, cohenKappa(counts));
    assert.deepEqual(truth.differing, { count: 3, ids: [6, 7, 8] });
    assert.deepEqual(truth.cells[1]?.[0], { count: 2, ids: [6, 7] });
    assert.equal(truth.scores, null);
  });

  it('tells first where one passes and the other does not', () => {
    const rows = [
      labelled('wrong', { gold: 'partly right' }),
      labelled('correct', { gold: 'wrong' }),
    ];
    const { truth } = reliabilityOf(classify, rows, { column: 'gold' });
    assert.deepEqual(truth?.differences, [
      { id: 2, truth: 'wrong', verdict: 'correct' },
      { id: 1, truth: 'partly right', verdict: 'wrong' },
    ]);
  });

  it('score: ranks, mean error and the side of the threshold', () => {
    const truths = [2, 9, 8, 3, 6, 7.5];
    const scores = [3, 9, 6, 3, 7, 8];
    const rows = scores.map((value, at) => scored(value, { rating: truths[at] ?? null }));
    const { truth } = reliabilityOf(score, rows, { column: 'rating' });
    assert.ok(truth?.scores);
    assert.deepEqual(truth.scores.kendall, kendallTau(truths, scores));
    assert.deepEqual(truth.scores.spearman, spearman(truths, scores));
    assert.ok(Math.abs((truth.scores.mean_absolute_error?.value ?? 0) - 4.5 / 6) < 1e-12);
    assert.deepEqual(truth.confusion.counts, [
      [2, 1],
      [1, 2],
    ]);
    // The farthest first.
    assert.deepEqual(truth.differing.ids, [3, 1, 5, 6]);
  });

  it('score: a truth of yes and no is held against the threshold', () => {
    const rows = [scored(8, { ok: true }), scored(7, { ok: false }), scored(2, { ok: false })];
    const { truth } = reliabilityOf(score, rows, { column: 'ok' });
    assert.equal(truth?.kind, 'pass');
    assert.deepEqual(truth.confusion.counts, [
      [1, 0],
      [1, 1],
    ]);
    assert.equal(truth.scores, null);
  });

  it('compare: sides, a tie of disagreeing orders among them', () => {
    const rows = [
      compared('A', 'A', { preference: 'old' }),
      compared('A', 'B', { preference: 'new' }),
      compared('B', 'B', { preference: 'new' }),
    ];
    const { truth } = reliabilityOf(compare, rows, { column: 'preference' });
    assert.deepEqual(truth?.confusion.counts, [
      [1, 0, 0],
      [0, 1, 1],
      [0, 0, 0],
    ]);
  });

  it('gives nothing for a column that is not there', () => {
    assert.equal(reliabilityOf(classify, [labelled('correct')], { column: 'gold' }).truth, null);
  });

  it('keeps a chosen column with more values than a candidate may have', () => {
    const rows = Array.from({ length: 60 }, (_, at) =>
      labelled('correct', { id: `T-${at}`, note: 'x'.repeat(200) }),
    );
    assert.deepEqual(reliabilityOf(classify, rows).truth_candidates, []);
    const { truth } = reliabilityOf(classify, rows, {
      column: 'id',
      map: new Map([['T-3', 'wrong']]),
    });
    assert.equal(truth?.rows, 1);
    assert.equal(truth.without_meaning, 59);
    assert.deepEqual(truth.confusion.counts[1], [1, 0, 0]);
  });

  it('no label is an inherited name', () => {
    const odd = { ...classify, labels: ['__proto__', 'constructor'], pass_labels: ['__proto__'] };
    const rows = [
      labelled('__proto__', { gold: '__proto__' }),
      labelled('constructor', { gold: 'constructor' }),
    ];
    const { truth } = reliabilityOf(odd, rows, { column: 'gold' });
    assert.deepEqual(truth?.confusion.counts, [
      [1, 0],
      [0, 1],
    ]);
  });
});

describe('columns that could hold the truth', () => {
  it('puts likely ones first, and leaves out what the run added and long or many values', () => {
    const rows = Array.from({ length: 50 }, (_, at) =>
      labelled(at % 2 === 0 ? 'correct' : 'wrong', {
        id: at,
        lang: at % 3 === 0 ? 'en' : 'de',
        fold: at % 2,
        expected: at % 4 === 0 ? 'wrong' : 'correct',
        answer_correct: at % 2 === 0,
      }),
    );
    assert.deepEqual(reliabilityOf(classify, rows).truth_candidates, [
      { column: 'answer_correct', values: 2, likely: true },
      { column: 'expected', values: 2, likely: true },
      { column: 'lang', values: 2, likely: false },
      { column: 'fold', values: 2, likely: false },
    ]);
  });

  it('leaves out the column that the verdicts came from, unless somebody names it', () => {
    const candidates = (chosen?: string) => {
      const options = { chosen, verdictColumns: ['right'] };
      const collector = collectReliability(classify, options);
      ['yes', 'no'].forEach((right, at) => {
        const label = right === 'yes' ? 'correct' : 'wrong';
        collector.add({ result: labelled(label, { right, lang: 'en' }) }, at + 1);
      });
      return collector.current().truth_candidates.map(({ column }) => column);
    };
    assert.deepEqual(candidates(), ['lang']);
    assert.deepEqual(candidates('right').sort(), ['lang', 'right']);
  });
});
