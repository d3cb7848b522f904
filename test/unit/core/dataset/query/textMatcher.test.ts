import assert from 'node:assert/strict';
import type { TextQuery } from '../../../../../src/core/dataset/query/rowQuery.js';
import { textMatcher } from '../../../../../src/core/dataset/query/textMatcher.js';

function query(text: string, options: Partial<TextQuery> = {}): TextQuery {
  return { text, matchCase: false, wholeWord: false, regex: false, ...options };
}

function hitsIn(text: string, wanted: TextQuery): string[] {
  const { next } = textMatcher(wanted);
  const hits: string[] = [];
  for (let from = 0; ;) {
    const hit = next(text, from);
    if (!hit) return hits;
    hits.push(`${hit.start}-${hit.end}`);
    from = Math.max(hit.end, hit.start + 1);
  }
}

describe('textMatcher', () => {
  const cases: [string, string, TextQuery, string[]][] = [
    ['plain text', 'Cost, cost', query('cost'), ['0-4', '6-10']],
    ['its case', 'Cost, cost', query('cost', { matchCase: true }), ['6-10']],
    ['signs of patterns', 'a.b a+b', query('.'), ['1-2']],
    ['a whole word', 'costs cost', query('cost', { wholeWord: true }), ['6-10']],
    ['a pattern', 'a1b22', query('\\d+', { regex: true }), ['1-2', '3-5']],
    [
      'regression: a pattern and whole words in front of a pair of surrogates that is no word',
      '😀b 😀',
      query('.', { regex: true, wholeWord: true }),
      ['2-3', '4-6'],
    ],
    ['nothing', 'a', query('b'), []],
  ];
  for (const [name, text, wanted, hits] of cases) {
    it(name, () => assert.deepEqual(hitsIn(text, wanted), hits));
  }

  it('regression: gives no hit that begins before the place, inside a pair of surrogates', () => {
    const { next } = textMatcher(query('.', { regex: true }));
    assert.deepEqual(next('😀b', 1), { start: 2, end: 3 });
  });

  it('refuses a pattern that is none', () => {
    assert.throws(() => textMatcher(query('(', { regex: true })), {
      name: 'UserError',
      kind: 'usage',
      message: 'This is no regular expression: Unterminated group; mend it.',
    });
  });
});
