import assert from 'node:assert/strict';
import { writtenColumns } from '../../../../../src/core/dataset/writing/writtenColumns.js';
import type { WrittenForm } from '../../../../../src/core/dataset/writing/writeRequest.js';

const ALL = ['id', 'Best Answer', 'Best_Answer', 'none'];

const cases: readonly [
  name: string,
  form: Pick<WrittenForm, 'columns' | 'renames'>,
  expected: readonly string[],
][] = [
  ['all under their own names', {}, ALL.map((name) => `${name}: ${name}`)],
  [
    'some, in their order, each once',
    { columns: ['none', 'id', 'none'] },
    ['none: none', 'id: id'],
  ],
  [
    'some renamed, the others stay',
    { renames: [{ name: 'id', as: 'key' }] },
    ['id: key', 'Best Answer: Best Answer', 'Best_Answer: Best_Answer', 'none: none'],
  ],
  [
    'two change names',
    {
      columns: ['id', 'none'],
      renames: [
        { name: 'id', as: 'none' },
        { name: 'none', as: 'id' },
      ],
    },
    ['id: none', 'none: id'],
  ],
  [
    'all as identifiers, unlike those that are there',
    { renames: 'identifiers' },
    ['id: id', 'Best Answer: Best_Answer_2', 'Best_Answer: Best_Answer', 'none: column_none'],
  ],
  [
    'the chosen ones as identifiers',
    { columns: ['Best Answer'], renames: 'identifiers' },
    ['Best Answer: Best_Answer'],
  ],
];

describe('writtenColumns', () => {
  for (const [name, form, expected] of cases) {
    it(name, () => {
      const found = writtenColumns(ALL, form).map(({ name: from, as }) => `${from}: ${as}`);
      assert.deepEqual(found, expected);
    });
  }

  it('refuses two columns of one name, and names both', () => {
    assert.throws(() => writtenColumns(ALL, { renames: [{ name: 'none', as: 'id' }] }), {
      name: 'UserError',
      kind: 'usage',
      message:
        'The columns "id" and "none" would both be called "id"; choose another name for one of them.',
    });
  });
});
