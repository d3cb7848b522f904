import assert from 'node:assert/strict';
import fc from 'fast-check';
import { changedPairs, pairAt, pairKey } from '../../../../src/core/compare/comparison.js';
import type { Comparison } from '../../../../src/core/compare/comparison.js';
import { tableRow } from '../../../../src/core/compare/rowTable.js';
import type { StoredRow } from '../../../../src/core/runs/resultRow.js';
import type { EvaluationType } from '../../../../src/core/spec/evalSpec.js';
import { compared, judged, judgedRows, memoryRun } from './comparedRuns.js';
import type { RunText } from './comparedRuns.js';

/** What a comparison comes to, without its rows. */
function summary({ measure, pairs, onlyInA, onlyInB, judged: n, counts, delta }: Comparison) {
  const changes = Object.entries(counts).filter(([, count]) => count > 0);
  return {
    measure,
    pairs: pairs.length,
    only: [onlyInA.length, onlyInB.length],
    judged: n,
    counts: Object.fromEntries(changes),
    delta: delta && +delta.value.toFixed(6),
  };
}

const CASES: readonly {
  readonly name: string;
  readonly a: RunText;
  readonly b: RunText;
  readonly mapped?: Readonly<Record<string, string>>;
  readonly expected: ReturnType<typeof summary>;
}[] = [
  {
    name: 'pass and fail: fixed, broken, same, and rows without a verdict apart',
    a: { rows: judgedRows('classify', ['bad', 'good', 'good', null, 'good']) },
    b: { rows: judgedRows('classify', ['good', 'bad', 'fair', 'good', null]) },
    expected: {
      measure: 'pass_rate',
      pairs: 5,
      only: [0, 0],
      judged: 3,
      counts: { fixed: 1, broken: 1, same: 1, no_verdict: 2 },
      delta: 0,
    },
  },
  {
    name: 'scores: up, down, same',
    a: { type: 'score', rows: judgedRows('score', [3, 5, 7, 9]) },
    b: { type: 'score', rows: judgedRows('score', [4, 8, 7, 8]) },
    expected: {
      measure: 'mean_score',
      pairs: 4,
      only: [0, 0],
      judged: 4,
      counts: { up: 2, down: 1, same: 1 },
      delta: 0.75,
    },
  },
  {
    name: 'compare: a tie that becomes a win of A moves to A; a win of A that becomes a tie, to B',
    a: { type: 'compare', rows: judgedRows('compare', ['Tie', 'A', 'B', 'A']) },
    b: { type: 'compare', rows: judgedRows('compare', ['A', 'Tie', 'A', 'A']) },
    expected: {
      measure: 'win_rate_a',
      pairs: 4,
      only: [0, 0],
      judged: 4,
      counts: { to_a: 2, to_b: 1, same: 1 },
      delta: 0.25,
    },
  },
  {
    name: 'rows that one run lacks are in neither figure',
    a: { rows: judgedRows('classify', ['good', 'good', 'bad']) },
    b: { rows: judgedRows('classify', ['good']) },
    expected: {
      measure: 'pass_rate',
      pairs: 1,
      only: [2, 0],
      judged: 1,
      counts: { same: 1 },
      delta: 0,
    },
  },
  {
    name: 'another response to the same question is the same row',
    a: { rows: [judged('classify', 'bad', { question: 'q', answer: 'old' })] },
    b: { rows: [judged('classify', 'good', { question: 'q', answer: 'new' })] },
    expected: {
      measure: 'pass_rate',
      pairs: 1,
      only: [0, 0],
      judged: 1,
      counts: { fixed: 1 },
      delta: 1,
    },
  },
  {
    name: 'each run judges another column of one dataset',
    a: { rows: [judged('classify', 'bad', { question: 'q', answer: 'x', answer_2: 'y' })] },
    b: {
      spec: { model_to_evaluate: 'answer_2' },
      rows: [judged('classify', 'good', { question: 'q', answer: 'x', answer_2: 'y' })],
    },
    expected: {
      measure: 'pass_rate',
      pairs: 1,
      only: [0, 0],
      judged: 1,
      counts: { fixed: 1 },
      delta: 1,
    },
  },
  {
    name: 'a renamed column counts once it is mapped',
    a: {
      rows: [
        judged('classify', 'bad', { prompt: 'q1' }),
        judged('classify', 'good', { prompt: 'q2' }),
      ],
    },
    b: {
      rows: [
        judged('classify', 'good', { question: 'q2' }),
        judged('classify', 'good', { question: 'q1' }),
      ],
    },
    mapped: { prompt: 'question' },
    expected: {
      measure: 'pass_rate',
      pairs: 2,
      only: [0, 0],
      judged: 2,
      counts: { fixed: 1, same: 1 },
      delta: 0.5,
    },
  },
  {
    name: 'without a column in common nothing pairs',
    a: { rows: [judged('classify', 'bad', { prompt: 'q1' })] },
    b: { rows: [judged('classify', 'good', { question: 'q1' })] },
    expected: {
      measure: 'pass_rate',
      pairs: 0,
      only: [1, 1],
      judged: 0,
      counts: {},
      delta: null,
    },
  },
  {
    name: 'the same response to questions that can’t be matched is no pair',
    a: { rows: [judged('classify', 'bad', { prompt: 'q1', answer: 'x' })] },
    b: { rows: [judged('classify', 'good', { question: 'q1', answer: 'x' })] },
    expected: {
      measure: 'pass_rate',
      pairs: 0,
      only: [1, 1],
      judged: 0,
      counts: {},
      delta: null,
    },
  },
  {
    name: 'rows that hold nothing but the response are paired by it',
    a: { rows: [judged('classify', 'bad', { answer: 'x' })] },
    b: { rows: [judged('classify', 'good', { answer: 'x' })] },
    expected: {
      measure: 'pass_rate',
      pairs: 1,
      only: [0, 0],
      judged: 1,
      counts: { fixed: 1 },
      delta: 1,
    },
  },
  {
    name: 'a column that no template reads does not keep rows apart where it always differs',
    a: { rows: [judged('classify', 'bad', { question: 'q1', batch: 1 })] },
    b: { rows: [judged('classify', 'good', { question: 'q1', batch: 2 })] },
    expected: {
      measure: 'pass_rate',
      pairs: 1,
      only: [0, 0],
      judged: 1,
      counts: { fixed: 1 },
      delta: 1,
    },
  },
  {
    name: 'scores of two scales are compared by whether they pass',
    a: { type: 'score', rows: judgedRows('score', [3, 7]) },
    b: {
      type: 'score',
      spec: { max_score: 5, pass_threshold: 3 },
      rows: judgedRows('score', [4, 4]),
    },
    expected: {
      measure: 'pass_rate',
      pairs: 2,
      only: [0, 0],
      judged: 2,
      counts: { fixed: 1, same: 1 },
      delta: 0.5,
    },
  },
];

describe('compareRuns', () => {
  for (const { name, a, b, mapped = {}, expected } of CASES) {
    it(name, async () => {
      const comparison = await compared(memoryRun(a), memoryRun(b), {
        mapped: new Map(Object.entries(mapped)),
      });
      assert.deepEqual(summary(comparison), expected);
    });
  }

  it('pairs repeated content in order, those with the same response first', async () => {
    const row = (label: string, answer: string, at: number) =>
      judged('classify', label, { question: 'q', answer }, at);
    const comparison = await compared(
      memoryRun({ rows: [row('good', 'x', 1), row('bad', 'y', 2), row('bad', 'z', 3)] }),
      memoryRun({ rows: [row('good', 'y', 1), row('good', 'x', 2)] }),
    );
    assert.deepEqual(
      pairsOf(comparison).map(({ a, b }) => [a.row, b.row]),
      [
        [2, 1],
        [1, 2],
      ],
    );
    assert.deepEqual(
      Array.from(comparison.onlyInA, (at) => tableRow(comparison.rows.a, at).row),
      [3],
    );
    assert.equal(comparison.unpairedRepeats, 1);
  });

  it('counts what is left over of a content that one run holds more often', async () => {
    const rows = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        judged('classify', 'good', { question: 'q', answer: 'x' }, index + 1),
      );
    const { pairs, onlyInA, repeatedPairs, unpairedRepeats } = await compared(
      memoryRun({ rows: rows(3) }),
      memoryRun({ rows: rows(2) }),
    );
    assert.deepEqual([pairs.length, onlyInA.length, repeatedPairs, unpairedRepeats], [2, 1, 2, 1]);
  });

  it('lists what changed, worse before better, other labels last', async () => {
    const comparison = await compared(
      memoryRun({ rows: judgedRows('classify', ['bad', 'good', 'good', 'bad', null]) }),
      memoryRun({ rows: judgedRows('classify', ['good', 'bad', 'fair', 'bad', 'good']) }),
    );
    assert.deepEqual(
      changedPairs(comparison).map(({ b, change }) => [b.row, change]),
      [
        [2, 'broken'],
        [1, 'fixed'],
        [3, 'same'],
      ],
    );
    assert.equal(comparison.relabelled, 1);
  });

  it('pairs by row number only in the very same dataset', async () => {
    const rows = (text: string) => [judged('classify', 'good', { question: text }, 1)];
    const run = (text: string, sha256: string) =>
      memoryRun({ rows: rows(text), manifest: { dataset: { sha256 } } });
    const same = await compared(run('old', 'abc'), run('new', 'abc'), { pair: 'row' });
    assert.deepEqual([same.pairs.length, same.pairedBy], [1, { kind: 'row' }]);
    await assert.rejects(compared(run('q', 'abc'), run('q', 'def'), { pair: 'row' }), {
      name: 'UserError',
      kind: 'usage',
      message: /not known to be of the same dataset/,
    });
  });

  it('refuses a compare run beside another type', async () => {
    const a = memoryRun({ rows: judgedRows('classify', ['good']) });
    const b = memoryRun({ type: 'compare', rows: judgedRows('compare', ['A']) });
    await assert.rejects(compared(a, b), { kind: 'usage', message: /choose two runs of one type/ });
  });

  const verdicts: Record<EvaluationType, fc.Arbitrary<string | number | null>> = {
    classify: fc.constantFrom('good', 'fair', 'bad', null),
    score: fc.oneof(fc.integer({ min: 1, max: 10 }), fc.constant(null)),
    compare: fc.constantFrom('A', 'B', 'Tie', null),
  };
  for (const type of ['classify', 'score', 'compare'] as const) {
    const runs = fc.array(fc.tuple(verdicts[type], verdicts[type]), { maxLength: 30 });

    it(`${type}: swapping the runs turns the sign of the difference and keeps the p value`, () =>
      fc.assert(
        fc.asyncProperty(runs, async (pairs) => {
          const a = memoryRun({
            type,
            rows: judgedRows(
              type,
              pairs.map(([one]) => one),
            ),
          });
          const b = memoryRun({
            type,
            rows: judgedRows(
              type,
              pairs.map(([, other]) => other),
            ),
          });
          const [there, back] = [await compared(a, b), await compared(b, a)];
          assert.equal(there.test.p_value, back.test.p_value);
          assert.equal(there.delta === null, back.delta === null);
          for (const [one, other] of [
            ['value', 'value'],
            ['low', 'high'],
            ['high', 'low'],
          ] as const) {
            assert.ok(Math.abs((there.delta?.[one] ?? 0) + (back.delta?.[other] ?? 0)) < 1e-12);
          }
        }),
        { numRuns: 60 },
      ));

    it(`${type}: the order of the rows in the files changes nothing`, () =>
      fc.assert(
        fc.asyncProperty(runs, fc.integer(), async (pairs, turn) => {
          const rows = [0, 1].map((side) =>
            judgedRows(
              type,
              pairs.map((pair) => pair[side] ?? null),
            ),
          );
          const [one = [], other = []] = rows;
          const before = await compared(
            memoryRun({ type, rows: one }),
            memoryRun({ type, rows: other }),
          );
          const after = await compared(
            memoryRun({ type, rows: turned(one, turn) }),
            memoryRun({ type, rows: turned(other, turn + 3).reverse() }),
          );
          assert.deepEqual(withoutPlaces(after), withoutPlaces(before));
        }),
        { numRuns: 60 },
      ));
  }
});

function turned(rows: readonly StoredRow[], by: number): StoredRow[] {
  const at = rows.length === 0 ? 0 : Math.abs(by) % rows.length;
  return [...rows.slice(at), ...rows.slice(0, at)];
}

function pairsOf(comparison: Comparison) {
  return Array.from({ length: comparison.pairs.length }, (_, at) => ({
    ...pairAt(comparison, at),
    key: pairKey(comparison, at),
  }));
}

/** All but the places of rows in their files. */
function withoutPlaces(comparison: Comparison) {
  const { rows, onlyInA, onlyInB, ...others } = comparison;
  return {
    ...others,
    pairs: pairsOf(comparison),
    onlyInA: Array.from(onlyInA, (at) => tableRow(rows.a, at)),
    onlyInB: Array.from(onlyInB, (at) => tableRow(rows.b, at)),
  };
}
