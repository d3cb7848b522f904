import assert from 'node:assert/strict';
import { DIGEST_WORDS, digestHex } from '../../../../src/core/compare/contentDigest.js';
import { collectContentKeys } from '../../../../src/core/compare/contentKeys.js';
import type { ResultRow } from '../../../../src/core/runs/resultRow.js';

const column = (a: string, b = a) => ({ a, b });

/** The key of each row in the first of the sets. */
function keysOf(
  rows: readonly ResultRow[],
  columns = [column('question'), column('n')],
  side: 'a' | 'b' = 'a',
): string[] {
  const keys = collectContentKeys([columns, [column('question')]], side);
  for (const row of rows) keys.add(row);
  const [digests = new Uint32Array()] = keys.current();
  assert.equal(digests.length, DIGEST_WORDS * rows.length);
  return rows.map((_, at) => digestHex(digests, DIGEST_WORDS * at));
}

describe('contentKeys', () => {
  const different: readonly ResultRow[] = [
    { question: '1', n: 'x' },
    { question: 1, n: 'x' },
    { question: '1' },
    { question: '1', n: null },
    { question: '1', n: 'null' },
    { question: '1', n: '' },
    { question: 'x', n: '1' },
    { question: '1x', n: '' },
    { question: { a: 1, b: [2] }, n: 'x' },
    { question: '{"a":1,"b":[2]}', n: 'x' },
    {},
  ];

  it('tells apart what only looks alike', () => {
    assert.equal(new Set(keysOf(different)).size, different.length);
  });

  it('are the same for the same values, whatever else the row holds and in what order', () => {
    const [one, other] = keysOf([
      { question: { a: 1, b: 2 }, n: 3, label: 'good' },
      { n: 3, question: { b: 2, a: 1 } },
    ]);
    assert.equal(one, other);
  });

  it('are the same for a column that the other run calls otherwise', () => {
    const columns = [column('prompt', 'question')];
    assert.deepEqual(
      keysOf([{ prompt: 'q', question: 'other' }], columns, 'a'),
      keysOf([{ question: 'q' }], columns, 'b'),
    );
  });

  it('go on beyond the room they began with', () => {
    const rows = Array.from({ length: 3000 }, (_, at) => ({ question: `case ${at}`, n: at }));
    assert.deepEqual(keysOf(rows).slice(2995), keysOf(rows.slice(2995)));
    assert.equal(new Set(keysOf(rows)).size, 3000);
  });
});
