import assert from 'node:assert/strict';
import { nameableColumns, renamedLine } from '../../../../src/core/dataset/renameColumns.js';

describe('columns under names that templates can use', () => {
  it('leaves those that have one, and takes none twice', () => {
    const columns = ['question', 'Best Answer', 'Best-Answer', 'Best_Answer', '1st', 'none'];
    assert.deepEqual(
      [...nameableColumns(columns)],
      [
        ['Best Answer', 'Best_Answer_2'],
        ['Best-Answer', 'Best_Answer_3'],
        ['1st', 'column_1st'],
        ['none', 'column_none'],
      ],
    );
  });

  it('keeps the values of a line as they stand in the file', () => {
    const source = '{"Best Answer": 1.0, "id": 12345678901234567890, "x": {"a b": []}}';
    const row = { row: 1, values: JSON.parse(source) as Record<string, never>, source };
    const names = new Map([['Best Answer', 'Best_Answer']]);
    assert.equal(
      renamedLine(row, names),
      '{"Best_Answer":1.0,"id":12345678901234567890,"x":{"a b": []}}',
    );
  });

  it('keeps a value that is text where the file has no JSON', () => {
    const row = { row: 1, values: { 'a b': '1', c: 'x"' } };
    assert.equal(renamedLine(row, new Map([['a b', 'a_b']])), '{"a_b":"1","c":"x\\""}');
  });
});
