import assert from 'node:assert/strict';
import { collectReliability } from '../../../../src/core/reliability/judgeReliability.js';
import { trustSentence } from '../../../../src/core/reliability/trustSentence.js';
import { classify, compare, onePass, score } from '../judging/specs.js';
import { compared, labelled, reliabilityOf, scored, times } from './rows.js';

describe('rows to read first', () => {
  it('puts rows with several reasons first, then the kinds take turns', () => {
    const { read_first: rows } = reliabilityOf(
      compare,
      [
        ...times(30, compared('A', 'B', { gold: 'Tie' })),
        compared('A', 'A', { gold: 'B' }),
        compared('A', 'B', { gold: 'B' }),
        compared('B', 'B', { gold: 'B', judge_feedback_original_order: 'A is better.' }),
      ],
      { column: 'gold' },
    );
    assert.equal(rows.length, 20);
    assert.deepEqual(rows.slice(0, 5), [
      {
        id: 32,
        verdict: 'Tie',
        reasons: [
          { kind: 'truth', text: 'gold says B, the judge Tie' },
          {
            kind: 'orders',
            text: 'its orders disagree: the first shown was chosen both times',
          },
        ],
      },
      { id: 31, verdict: 'A', reasons: [{ kind: 'truth', text: 'gold says B, the judge A' }] },
      {
        id: 33,
        verdict: 'B',
        reasons: [{ kind: 'feedback', text: 'the feedback says “A is better”' }],
      },
      ...[1, 2].map((id) => ({
        id,
        verdict: 'Tie',
        reasons: [
          { kind: 'orders', text: 'its orders disagree: the first shown was chosen both times' },
        ],
      })),
    ]);
  });

  it('names scores at the threshold and judgements that differ', () => {
    const repeated = { ...score, run: { repeats: 2 } };
    const { read_first: rows, repeats } = reliabilityOf(repeated, [
      {
        result: scored(4),
        details: { row: 7, outcome: 'failed', judgements: [scored(2), scored(6)] },
      },
      scored(7),
      scored(5),
    ]);
    assert.deepEqual(
      rows.map(({ id, reasons }) => [id, ...reasons.map(({ text }) => text)]),
      [
        [7, 'its judgements differ: 2, 6'],
        [2, '7 is within a step of the threshold of 7'],
      ],
    );
    assert.deepEqual(repeats?.differing, { count: 1, ids: [7] });
  });

  it('names a row by its line where the dataset row is not known', () => {
    const collector = collectReliability(compare);
    collector.add({ result: compared('A', 'B') }, 12);
    assert.deepEqual(collector.current().order?.flips, { count: 1, ids: [-12] });
  });

  it('a truth that is chosen later leaves no trace in the next choice', () => {
    const collector = collectReliability(classify);
    const row = labelled('correct', { gold: 'wrong', other: 'correct' });
    collector.add({ result: row, details: { row: 1, outcome: 'passed' } }, 1);
    assert.equal(collector.current({ column: 'gold' }).read_first.length, 1);
    assert.deepEqual(collector.current({ column: 'other' }).read_first, []);
    assert.deepEqual(collector.current().read_first, []);
  });
});

describe('trust sentence', () => {
  const cases = [
    {
      name: 'no rows',
      of: reliabilityOf(classify, []),
      says: 'No row has a verdict yet, so nothing can be said of the judge.',
    },
    {
      name: 'one order, no truth',
      of: reliabilityOf(onePass, [compared('A', null)]),
      says: 'Each row was judged once and no column with the truth is chosen, so little is known of the judge.',
    },
    {
      name: 'orders that agree',
      of: reliabilityOf(compare, [compared('A', 'A')]),
      says: 'Both orders agree on 100 % of 1 row (20.7–100).',
    },
    {
      name: 'a lean to the first',
      of: reliabilityOf(compare, [
        ...times(20, compared('A', 'B')),
        ...times(30, compared('A', 'A')),
        ...times(30, compared('B', 'B')),
      ]),
      says: /^Both orders agree on 75\.0 % of 80 rows \(64\.5–83\.2\); where they don’t, it leans to what it sees first \(100 % of 20 rows the first, p < 0\.001\); the longer response wins 50\.0 %|length says little\.$/,
    },
    {
      name: 'no lean that can be told',
      of: reliabilityOf(compare, [
        ...times(5, compared('A', 'B')),
        ...times(3, compared('B', 'A')),
        ...times(30, compared('A', 'A')),
      ]),
      says: /where they don’t, it leans to neither place clearly \(6[23] % of 8 rows the first, p = 0\.73\)/,
    },
    {
      name: 'agreement with the truth that chance could give',
      of: reliabilityOf(
        classify,
        [
          ...times(5, labelled('correct', { gold: 'correct' })),
          ...times(5, labelled('correct', { gold: 'wrong' })),
          ...times(5, labelled('wrong', { gold: 'correct' })),
          ...times(5, labelled('wrong', { gold: 'wrong' })),
        ],
        { column: 'gold' },
      ),
      says: /^The judge agrees with gold on 50\.0 % \(29\.9–70\.1\) of 20 rows, κ = 0\.00 \(−0\.44 to 0\.44\), which chance could give/,
    },
  ];
  for (const { name, of, says } of cases) {
    it(name, () => {
      const sentence = trustSentence(of, null);
      if (typeof says === 'string') assert.equal(sentence, says);
      else assert.match(sentence, says);
    });
  }
});
