import assert from 'node:assert/strict';
import {
  contextText,
  listAge,
  modelDetail,
  priceText,
} from '../../../../src/core/models/modelTexts.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('modelTexts', () => {
  for (const [tokens, text] of [
    [512, '512 tokens'],
    [8192, '8k tokens'],
    [131_072, '131k tokens'],
    [1_048_576, '1M tokens'],
    [1_500_000, '1.5M tokens'],
  ] as const) {
    it(`writes ${tokens} as ${text}`, () => {
      assert.equal(contextText(tokens), text);
    });
  }

  for (const [price, text] of [
    [{ input: 0.15, output: 0.6 }, '$0.15 in / $0.60 out per M'],
    [{ input: 3, output: 7 }, '$3.00 in / $7.00 out per M'],
    [{ input: 0.0375, output: 0 }, '$0.0375 in / $0.00 out per M'],
    [{ input: 1.2, output: 1.2, cachedInput: 0.3 }, '$1.20 in ($0.30 cached) / $1.20 out per M'],
    [{ input: 0.1 + 0.2, output: 1 }, '$0.30 in / $1.00 out per M'],
  ] as const) {
    it(`writes a price as ${text}`, () => {
      assert.equal(priceText(price), text);
    });
  }

  it('says that a price is not stated, only where tokens are paid here', () => {
    const details = (['serverless', 'dedicated', 'external'] as const).map((source) =>
      modelDetail({ id: 'm', source, evaluates: true }),
    );
    assert.deepEqual(details, ['price not stated', '', 'billed by its provider']);
  });

  for (const [age, text] of [
    [-5 * MINUTE, 'list fetched just now'],
    [59_999, 'list fetched just now'],
    [MINUTE, 'list of 1 min ago'],
    [3 * HOUR, 'list of 3 h ago'],
    [47 * HOUR, 'list of 47 h ago'],
    [72 * HOUR, 'list of 3 days ago'],
  ] as const) {
    it(`calls an age of ${age} ms “${text}”`, () => {
      assert.equal(listAge({ fetchedAt: HOUR }, { now: HOUR + age }), text);
    });
  }

  it('adds that the service could not be reached', () => {
    const at = { now: 3 * HOUR, unreachable: 'no network' };
    assert.equal(
      listAge({ fetchedAt: 0 }, at),
      'list of 3 h ago; the service could not be reached',
    );
  });
});
