import assert from 'node:assert/strict';
import { parseVerdict } from '../../../../src/core/judging/parseVerdict.js';
import { readAnyVerdict, VERDICT_WORDS, VERDICTS } from '../../../security/chatReplies.js';
import { mutatedTexts } from '../../../security/mutate.js';
import { DEEP_LIST, eachValueReplaced, mutatedJson } from '../../../security/mutateJson.js';
import { proven } from '../../../security/proofs.js';
import { classify, reply } from './specs.js';

const TEST = 'test/unit/core/judging/fuzzVerdicts.test.ts';
const COUNT = 1500;

describe('what judges say, broken', () => {
  it('is a verdict of the list or none with a reason, whatever comes', () => {
    const options = { seed: 9, count: COUNT, words: VERDICT_WORDS };
    const texts = [
      ...mutatedTexts(VERDICTS, options),
      ...mutatedJson(VERDICTS, options),
      ...VERDICTS.slice(0, 1).flatMap((text) => eachValueReplaced(text, DEEP_LIST)),
    ];
    for (const text of texts) readAnyVerdict(text);
    proven({
      area: 'Bad input',
      claim:
        'No reply of a judge becomes a verdict outside the list of labels or the range of scores',
      test: TEST,
      figure: `${texts.length.toLocaleString('en-US')} broken replies read as 3 types of evaluations`,
    });
  });

  const DEEP = 100_000;
  const hostile: readonly [name: string, text: string, reason: RegExp][] = [
    [
      'a label of lists in lists',
      `{"label":${'['.repeat(DEEP)}${']'.repeat(DEEP)}}`,
      /no JSON obj/,
    ],
    ['objects in objects', `${'{"label":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`, /no JSON object/],
    ['brackets that never close', '{"a":['.repeat(DEEP), /stops within its JSON/],
    [
      'feedback as deep',
      `{"feedback":${'['.repeat(DEEP)}${']'.repeat(DEEP)},"label":"wrong"}`,
      /no J/,
    ],
    [
      'a hundred thousand verdicts',
      '{"label":"correct"}'.repeat(100_000),
      /more than 500 JSON objects/,
    ],
    ['a million members', `{"label":"wrong"${',"a":{}'.repeat(150_000)}}`, /no JSON object/],
    ['three million letters', 'x'.repeat(3_000_000), /longer than 2,000,000 characters/],
    ['a million commas', `{"label":"wrong"${','.repeat(1_000_000)}`, /stops within its JSON/],
    ['a million line breaks in a text', `{"label":"${'\n'.repeat(1_000_000)}"}`, /not in the list/],
    ['a million braces', '{ '.repeat(900_000), /no JSON object/],
  ];
  for (const [name, text, reason] of hostile) {
    it(`regression: ${name} are no verdict, and soon read`, () => {
      const parsed = parseVerdict(reply(text), classify, ['{"label":"'.repeat(10_000)]);
      assert.ok(!parsed.ok);
      assert.match(parsed.reason, reason);
    });
  }
});
