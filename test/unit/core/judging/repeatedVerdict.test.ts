import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { JsonObject } from '../../../../src/core/json.js';
import { outcomeOf } from '../../../../src/core/judging/outcome.js';
import {
  repeatedVerdict,
  repeatsOf,
  verdictOf,
} from '../../../../src/core/judging/repeatedVerdict.js';
import type { ResolvedSpec } from '../../../../src/core/spec/evalSpec.js';
import { classify, compare, score } from './specs.js';

let told = 0;
/** The columns of one judgement; each has its own feedback, so that it is known again. */
const feedback = () => `feedback ${(told += 1)}`;

function labelled(label: string | null, isUsable = label !== null): JsonObject {
  const said = isUsable || label !== null ? feedback() : null;
  return {
    MODEL_TO_EVALUATE_OUTPUT: 'Two',
    evaluation_successful: isUsable,
    label,
    feedback: said,
  };
}

function scored(value: number | null, isUsable = value !== null): JsonObject {
  return {
    MODEL_TO_EVALUATE_OUTPUT: 'Two',
    evaluation_successful: isUsable,
    score: value,
    feedback: feedback(),
  };
}

function decided(decision: 'A' | 'B' | 'Tie' | null): JsonObject {
  return {
    MODEL_TO_EVALUATE_OUTPUT_A: 'Two',
    MODEL_TO_EVALUATE_OUTPUT_B: '2',
    judge_raw_output_original: feedback(),
    final_decision: decision,
    evaluation_successful: decision !== null,
  };
}

const unanswered: JsonObject = {
  MODEL_TO_EVALUATE_OUTPUT: 'Two',
  evaluation_successful: false,
  label: null,
  score: null,
  feedback: null,
};

interface Case {
  readonly name: string;
  readonly spec: ResolvedSpec;
  readonly judgements: readonly [JsonObject, ...JsonObject[]];
  /** Which of them the columns come from, from 1. */
  readonly from: number;
  readonly score?: number;
}

const cases: readonly Case[] = [
  {
    name: 'the label of most, as it was first given',
    spec: classify,
    judgements: [labelled('wrong'), labelled('correct'), labelled('correct')],
    from: 2,
  },
  {
    name: 'of equally many, the label that was given first',
    spec: classify,
    judgements: [
      labelled('partly right'),
      labelled('correct'),
      labelled('wrong'),
      labelled('wrong'),
      labelled('correct'),
    ],
    from: 2,
  },
  {
    name: 'labels, not what they mean: two that fail do not outvote one that passes',
    spec: classify,
    judgements: [labelled('correct'), labelled('wrong'), labelled('partly right')],
    from: 1,
  },
  {
    name: 'a label with spaces around it as the one of the list',
    spec: classify,
    judgements: [labelled('correct'), labelled(' wrong '), labelled('wrong')],
    from: 2,
  },
  {
    name: 'one usable verdict among those that are none',
    spec: classify,
    judgements: [unanswered, labelled('maybe', false), labelled('maybe', false), labelled('wrong')],
    from: 4,
  },
  {
    name: 'the kind of most where none has a verdict',
    spec: classify,
    judgements: [unanswered, labelled('maybe', false), labelled('perhaps', false)],
    from: 2,
  },
  {
    name: 'the earlier kind where both are as frequent',
    spec: classify,
    judgements: [unanswered, labelled('maybe', false)],
    from: 1,
  },
  {
    name: 'the mean score, with the words of the nearest',
    spec: score,
    judgements: [scored(2), scored(7), scored(9)],
    from: 2,
    score: 6,
  },
  {
    name: 'the earlier of two that are as near to the mean',
    spec: score,
    judgements: [scored(8), scored(6)],
    from: 1,
    score: 7,
  },
  {
    name: 'a score outside the range that has no say',
    spec: score,
    judgements: [scored(11, false), scored(4), scored(5)],
    from: 2,
    score: 4.5,
  },
  {
    name: 'the decision of most, in the letters of the spec',
    spec: compare,
    judgements: [decided('Tie'), decided('B'), decided(null), decided('B')],
    from: 2,
  },
];

describe('repeatedVerdict', () => {
  for (const { name, spec, judgements, from, score: mean } of cases) {
    it(`takes ${name}`, () => {
      const expected = judgements[from - 1];
      assert.deepEqual(repeatedVerdict(judgements, spec), {
        ...expected,
        ...(mean !== undefined && { score: mean }),
      });
    });
  }

  it('judges once where nothing else is said', () => {
    assert.equal(repeatsOf(classify), 1);
    assert.equal(repeatsOf({ ...classify, run: { concurrency: 3 } }), 1);
    assert.equal(repeatsOf({ ...classify, run: { repeats: 3 } }), 3);
  });

  const label = fc.constantFrom('correct', 'wrong', 'partly right', 'maybe', null);
  const labels = fc.array(label, { minLength: 1, maxLength: 9 });
  const asJudgement = (given: string | null) =>
    labelled(given, given !== null && given !== 'maybe');

  it('leaves a single judgement as it is', () => {
    fc.assert(
      fc.property(label, fc.option(fc.double({ noNaN: true })), (given, number) => {
        const one = asJudgement(given);
        assert.equal(repeatedVerdict([one], classify), one);
        const other = scored(number, number !== null && number >= 1 && number <= 10);
        assert.equal(repeatedVerdict([other], score)['score'], other['score']);
      }),
    );
  });

  it('gives a verdict that no other outnumbers, and none only where none is', () => {
    fc.assert(
      fc.property(labels, (given) => {
        const [first, ...others] = given.map(asJudgement);
        if (!first) return;
        const chosen = verdictOf(repeatedVerdict([first, ...others], classify), classify);
        const counts = new Map<unknown, number>();
        for (const one of [first, ...others]) {
          const verdict = verdictOf(one, classify);
          if (verdict !== undefined) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
        }
        assert.equal(chosen === undefined, counts.size === 0);
        if (chosen !== undefined) {
          assert.equal(counts.get(chosen), Math.max(...counts.values()));
        }
      }),
    );
  });

  it('does not mind in which order judgements of the same verdict came', () => {
    const permuted = labels.chain((given) =>
      fc.tuple(
        fc.constant(given),
        fc.shuffledSubarray(given, { minLength: given.length, maxLength: given.length }),
      ),
    );
    fc.assert(
      fc.property(permuted, ([given, other]) => {
        // One label is made the clear majority, so that no tie is settled by the order.
        const most = new Array<string>(given.length + 1).fill('wrong');
        const judged = (list: readonly (string | null)[]) => {
          const [first, ...others] = list.map(asJudgement);
          assert.ok(first);
          return verdictOf(repeatedVerdict([first, ...others], classify), classify);
        };
        assert.equal(judged([...given, ...most]), 'wrong');
        assert.equal(judged([...most, ...other]), 'wrong');
      }),
    );
  });

  it('gives a mean within the scores, the same to the last digit in any order', () => {
    const value = fc.double({ min: 1, max: 10, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 9 }), (values) => {
        const meanOf = (list: readonly number[]) => {
          const [first, ...others] = list.map((each) => scored(each));
          assert.ok(first);
          return repeatedVerdict([first, ...others], score)['score'];
        };
        const mean = Number(meanOf(values));
        assert.equal(mean, meanOf(values.toReversed()));
        assert.equal(mean, meanOf(values.toSorted((a, b) => a - b)));
        assert.ok(mean >= Math.min(...values) && mean <= Math.max(...values));
      }),
    );
  });

  it('never makes a verdict where the judgements have none', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('maybe', null), { minLength: 1, maxLength: 6 }),
        (given) => {
          const [first, ...others] = given.map(asJudgement);
          assert.ok(first);
          const outcome = outcomeOf(repeatedVerdict([first, ...others], classify), classify);
          const kinds = [first, ...others].map((one) => outcomeOf(one, classify));
          assert.ok(kinds.includes(outcome));
          assert.ok(outcome === 'invalid' || outcome === 'judge_error');
        },
      ),
    );
  });
});
