import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parseWhere } from '../../../../../src/core/dataset/query/parseWhere.js';
import { writeCondition } from '../../../../../src/core/dataset/query/writeCondition.js';

describe('writeCondition', () => {
  const cases: [column: string, sign: '=' | '!=' | '>=' | ':', value: string, text: string][] = [
    ['category', '=', 'math', 'category=math'],
    ['category', '!=', 'word problem', 'category!=word problem'],
    ['a=b', ':', 'empty', '"a=b":empty'],
    ['score', '>=', '-1.5e-7', 'score>=-1.5e-7'],
    ['say "no"', '=', ' x', '"say ""no"""=" x"'],
    ['*', '=', '', '"*"=""'],
  ];
  for (const [column, sign, value, text] of cases) {
    it(text, () => assert.equal(writeCondition(column, sign, value), text));
  }

  it('is read back as it was meant, whatever the names and texts', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.string({
        unit: fc.constantFrom('a', '=', '"', "'", ' ', ':', '~', '!', '<', '/', '*', '\n'),
      }),
    );
    const names = texts.filter((name) => name !== '');
    fc.assert(
      fc.property(names, texts, fc.boolean(), (column, value, isNot) => {
        const text = writeCondition(column, isNot ? '!=' : '=', value);
        assert.deepEqual(parseWhere(text, { matchCase: true }), {
          filters: [{ kind: 'equals', column, text: value, ...(isNot && { not: true }) }],
          column,
        });
        const empty = parseWhere(writeCondition(column, ':', 'empty'), { matchCase: true });
        assert.deepEqual(empty.filters, [{ kind: 'empty', column }]);
      }),
    );
  });
});
