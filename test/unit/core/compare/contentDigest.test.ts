import assert from 'node:assert/strict';
import {
  DIGEST_WORDS,
  digestHex,
  digestText,
  digestWords,
} from '../../../../src/core/compare/contentDigest.js';

function ofText(text: string, seed = 0): string {
  const digest = new Uint32Array(DIGEST_WORDS);
  digestText(text, seed, digest, 0);
  return digestHex(digest, 0);
}

/** Of the bytes of a text of ASCII. */
function ofBytes(text: string): string {
  const padded = Buffer.alloc(4 * Math.ceil(text.length / 4));
  padded.write(text, 'latin1');
  const words = Uint32Array.from({ length: padded.length / 4 }, (_, at) =>
    padded.readUInt32LE(4 * at),
  );
  const digest = new Uint32Array(DIGEST_WORDS);
  digestWords(words, { bytes: text.length, seed: 0 }, digest, 0);
  return digestHex(digest, 0);
}

describe('contentDigest', () => {
  // As the documentation of murmurhash3js has it.
  it('is MurmurHash3_x86_128', () => {
    const text = "I will not buy this tobacconist's, it is scratched.";
    assert.equal(ofBytes(text), '9b5b7ba2ef3f7866889adeaf00f3f98e');
    assert.equal(ofBytes(''), '0'.repeat(32));
  });

  it('of a text is that of its bytes in UTF-16, whatever its length', () => {
    for (let length = 0; length < 40; length += 1) {
      const text = 'Janet’s ducks lay 16 eggs a day in the barn'.slice(0, length);
      assert.equal(ofText(text), ofBytes(Buffer.from(text, 'utf16le').toString('latin1')));
    }
  });

  it('is another one with another seed, and another place of the same digest', () => {
    assert.notEqual(ofText('16', 0), ofText('16', 1));
    const digests = new Uint32Array(2 * DIGEST_WORDS);
    digestText('16', 0, digests, DIGEST_WORDS);
    assert.equal(digestHex(digests, DIGEST_WORDS), ofText('16'));
    assert.equal(digestHex(digests, 0), '0'.repeat(32));
  });

  it('keeps 200,000 texts apart that differ in a figure, a place or an end', () => {
    const seen = new Set<string>();
    for (let index = 0; index < 100_000; index += 1) {
      seen.add(ofText(`case ${index}: how long does a refund take?`));
      seen.add(ofText(`how long does a refund take? ${'x'.repeat(index % 7)}${index}`));
    }
    assert.equal(seen.size, 200_000);
  });
});
