import assert from 'node:assert/strict';
import { nameableColumns } from '../../../../../src/core/dataset/writing/renameColumns.js';

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
});
