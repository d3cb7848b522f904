import assert from 'node:assert/strict';
import type { Tokenizer } from '../../../../src/core/judging/tokenizer.js';
import type { RowRequest } from '../../../../src/core/judging/rowRequests.js';
import { createTokenCounts } from '../../../../src/ui/preview/tokenCounts.js';

/** Counts characters, a step for each 1000 of them. */
function stage() {
  const counted: string[] = [];
  let rests = 0;
  const tokenizer: Tokenizer = {
    name: 'letters',
    count(text) {
      counted.push(text.slice(0, 5));
      return text.length;
    },
    *steps(text) {
      counted.push(text.slice(0, 5));
      for (let at = 0; at < text.length; at += 1000) yield undefined;
      return text.length;
    },
  };
  const counts = createTokenCounts(() => Promise.resolve(tokenizer), {
    now: () => 0,
    rest: () => {
      rests += 1;
      return Promise.resolve();
    },
  });
  return { counts, counted, rests: () => rests };
}

const request = (...texts: string[]) =>
  ({
    messages: texts.map((content) => ({ role: 'user', content })),
  }) as unknown as RowRequest; // no more of it is read

describe('tokenCounts', () => {
  it('knows nothing before the tokenizer is loaded', async () => {
    const { counts } = stage();
    assert.deepEqual([counts.label('gpt-4o'), counts.known('abc')], [null, null]);
    assert.equal(await counts.count([request('abc')], new AbortController().signal), true);
    assert.deepEqual(
      [counts.label('gpt-4o'), counts.label('other'), counts.known('abc')],
      ['letters', '≈ letters', 3],
    );
  });

  it('counts a text once, a short one at once, a long one in steps', async () => {
    const { counts, counted, rests } = stage();
    const { signal } = new AbortController();
    await counts.count([request('first')], signal);
    assert.deepEqual([counts.known('first'), counts.known('other')], [5, 5]);
    assert.deepEqual([counted, rests()], [['first', 'other'], 0]);
    const long = 'x'.repeat(50_000);
    assert.equal(counts.known(long), null);
    await counts.count([request(long), request(long)], signal);
    assert.deepEqual([counts.known(long), rests()], [50_000, 50]);
    assert.equal(counted.length, 3);
  });

  it('stops when another frame takes the place', async () => {
    const { counts } = stage();
    const abort = new AbortController();
    const counting = counts.count([request('x'.repeat(50_000))], abort.signal);
    abort.abort();
    assert.equal(await counting, false);
  });
});
