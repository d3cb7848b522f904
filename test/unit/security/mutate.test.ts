import assert from 'node:assert/strict';
import { mutatedTexts, mutations } from '../../security/mutate.js';

const valid = ['{"id":1,"text":"first"}\n{"id":2,"text":"second"}\n', 'id,text\n1,first\n'];

describe('mutations', () => {
  it('makes the same inputs of the same seed, and others of another', () => {
    const made = [...mutatedTexts(valid, { seed: 9, count: 200 })];
    assert.deepEqual([...mutatedTexts(valid, { seed: 9, count: 200 })], made);
    assert.notDeepEqual([...mutatedTexts(valid, { seed: 10, count: 200 })], made);
  });

  it('breaks nearly every input in a way of its own', () => {
    const made = [...mutatedTexts(valid, { seed: 9, count: 1_000 })];
    assert.equal(made.length, 1_000);
    assert.ok(new Set(made).size > 900, `${new Set(made).size} are different`);
    assert.ok(made.filter((text) => valid.includes(text)).length < 50);
  });

  it('leaves the valid inputs as they are and keeps within its size', () => {
    const inputs = valid.map((text) => Buffer.from(text));
    const sizes = [...mutations(inputs, { seed: 9, count: 500, maxBytes: 100 })].map(
      ({ length }) => length,
    );
    assert.ok(Math.max(...sizes) <= 100);
    assert.deepEqual(inputs.map(String), valid);
  });

  it('puts in the words that it is given', () => {
    const made = [...mutatedTexts(valid, { seed: 9, count: 1_000, words: ['zebra'] })];
    assert.ok(made.some((text) => text.includes('zebra')));
  });

  it('makes something of nothing', () => {
    const made = [...mutatedTexts([''], { seed: 9, count: 100 })];
    assert.ok(made.some((text) => text !== ''));
  });
});
