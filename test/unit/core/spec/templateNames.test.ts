import assert from 'node:assert/strict';
import { isNameable, nameFor, unnameableLike } from '../../../../src/core/spec/templateNames.js';

describe('isNameable', () => {
  // As Jinja2 3.1 answers `{{ name }}` with a row that has it.
  for (const [name, expected] of [
    ['question', true],
    ['_id', true],
    ['réponse', true],
    ['问题', true],
    ['set', true],
    ['loop', true],
    ['range', true],
    ['class', true],
    ['not', false],
    ['none', false],
    ['True', false],
    ['self', false],
    ['Best Answer', false],
    ['6b', false],
    ['a-b', false],
    ['Examples: True', false],
    ['', false],
  ] as const) {
    it(`${JSON.stringify(name)}: ${expected ? 'yes' : 'no'}`, () => {
      assert.equal(isNameable(name), expected);
    });
  }
});

describe('nameFor', () => {
  for (const [column, others, expected] of [
    ['Best Answer', [], 'Best_Answer'],
    ['Examples: True', [], 'Examples_True'],
    ['6b', [], 'column_6b'],
    ['none', [], 'column_none'],
    ['  ', [], 'column'],
    ['a b', ['a_b', 'a_b_2'], 'a_b_3'],
  ] as const) {
    it(JSON.stringify(column), () => assert.equal(nameFor(column, others), expected));
  }
});

describe('unnameableLike', () => {
  for (const [name, expected] of [
    ['Best_Answer', 'Best Answer'],
    ['best_answer', 'Best Answer'],
    ['BestAnswer', 'Best Answer'],
    ['Answer', undefined],
    ['question', undefined],
  ] as const) {
    it(name, () => {
      assert.equal(unnameableLike(name, ['question', 'Best Answer']), expected);
    });
  }
});
