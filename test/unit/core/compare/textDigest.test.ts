import assert from 'node:assert/strict';
import { textDigest } from '../../../../src/core/compare/textDigest.js';

describe('textDigest', () => {
  it('gives 32 hex digits, the same for the same text', () => {
    assert.match(textDigest(''), /^[0-9a-f]{32}$/);
    assert.equal(textDigest('Janet’s ducks'), textDigest('Janet’s ducks'));
  });

  it('keeps 200,000 texts apart that differ in a figure, a place or an end', () => {
    const seen = new Set<string>();
    for (let index = 0; index < 100_000; index += 1) {
      seen.add(textDigest(`case ${index}: how long does a refund take?`));
      seen.add(textDigest(`how long does a refund take? ${'x'.repeat(index % 7)}${index}`));
    }
    assert.equal(seen.size, 200_000);
  });
});
