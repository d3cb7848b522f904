import { compared } from '../../../../../src/core/template/values/compare.js';
import { dictOf } from '../../../../../src/core/template/values/dictKeys.js';
import { DictView } from '../../../../../src/core/template/values/dictView.js';
import { Float, Markup, Tuple } from '../../../../../src/core/template/values/pythonValue.js';
import { RangeObject } from '../../../../../src/core/template/values/rangeObject.js';
import { checkCases } from './valueCases.js';
import type { ValueCase } from './valueCases.js';

describe('comparison', () => {
  describe('numbers', () => {
    const cases: readonly ValueCase[] = [
      ['1 == 1.0', () => compared('==', 1, new Float(1)), 'True'],
      ['True == 1', () => compared('==', true, 1), 'True'],
      ['0 == -0.0', () => compared('==', 0, new Float(-0)), 'True'],
      [
        '9007199254740993 == 9007199254740992.0',
        () => compared('==', 9007199254740993n, new Float(9007199254740992)),
        'False',
      ],
      [
        '9007199254740992.0 < 9007199254740993',
        () => compared('<', new Float(9007199254740992), 9007199254740993n),
        'True',
      ],
      [
        '1000000000000000000000000000000 == 1e+30',
        () => compared('==', 1000000000000000000000000000000n, new Float(1e30)),
        'False',
      ],
      [
        '1000000000000000000000000000000 < 1e+31',
        () => compared('<', 1000000000000000000000000000000n, new Float(1e31)),
        'True',
      ],
      [
        '10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000 > inf',
        () =>
          compared(
            '>',
            10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000n,
            new Float(Infinity),
          ),
        'False',
      ],
      [
        '10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000 < inf',
        () =>
          compared(
            '<',
            10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000n,
            new Float(Infinity),
          ),
        'True',
      ],
      ['nan == nan', () => compared('==', new Float(NaN), new Float(NaN)), 'False'],
      ['nan != nan', () => compared('!=', new Float(NaN), new Float(NaN)), 'True'],
      ['nan < 1', () => compared('<', new Float(NaN), 1), 'False'],
      ['1 >= nan', () => compared('>=', 1, new Float(NaN)), 'False'],
      ['True < 2', () => compared('<', true, 2), 'True'],
      ['1 <= 1.0', () => compared('<=', 1, new Float(1)), 'True'],
      ["1 < 'a'", () => compared('<', 1, 'a'), 'fails'],
      ['None > 1', () => compared('>', null, 1), 'fails'],
      ['None < None', () => compared('<', null, null), 'fails'],
      ['None == 0', () => compared('==', null, 0), 'False'],
      ['False == 0', () => compared('==', false, 0), 'True'],
      ["'1' == 1", () => compared('==', '1', 1), 'False'],
      ['undefined < 1', () => compared('<', undefined, 1), 'fails'],
      ['undefined == undefined', () => compared('==', undefined, undefined), 'True'],
      ['undefined == None', () => compared('==', undefined, null), 'False'],
      ['undefined != 0', () => compared('!=', undefined, 0), 'True'],
    ];
    checkCases(cases);
  });

  describe('texts', () => {
    const cases: readonly ValueCase[] = [
      ["'a' < 'b'", () => compared('<', 'a', 'b'), 'True'],
      ["'a' < 'B'", () => compared('<', 'a', 'B'), 'False'],
      ["'' < 'a'", () => compared('<', '', 'a'), 'True'],
      ["'ab' < 'abc'", () => compared('<', 'ab', 'abc'), 'True'],
      ["'\\uffff' < '😀'", () => compared('<', '￿', '😀'), 'True'],
      ["'😀' > '\\ue000'", () => compared('>', '😀', '\ue000'), 'True'],
      ["'a' == 'a'", () => compared('==', 'a', 'a'), 'True'],
      ["Markup('a') == 'a'", () => compared('==', new Markup('a'), 'a'), 'True'],
      ["Markup('a') < 'b'", () => compared('<', new Markup('a'), 'b'), 'True'],
      ["'é' == 'e\u0301'", () => compared('==', 'é', 'e\u0301'), 'False'],
    ];
    checkCases(cases);
  });

  describe('sequences and dicts', () => {
    const cases: readonly ValueCase[] = [
      ['[1, 2] < [1, 3]', () => compared('<', [1, 2], [1, 3]), 'True'],
      ['[1] < [1, 2]', () => compared('<', [1], [1, 2]), 'True'],
      ['[] < []', () => compared('<', [], []), 'False'],
      ['[] <= []', () => compared('<=', [], []), 'True'],
      ["[1, 'a'] < [1, 2]", () => compared('<', [1, 'a'], [1, 2]), 'fails'],
      ["[1, 'a'] < [2, 3]", () => compared('<', [1, 'a'], [2, 3]), 'True'],
      ['[1] < (2,)', () => compared('<', [1], new Tuple([2])), 'fails'],
      ['[1] == (1,)', () => compared('==', [1], new Tuple([1])), 'False'],
      [
        '(1, 2.0) == (1.0, 2)',
        () => compared('==', new Tuple([1, new Float(2)]), new Tuple([new Float(1), 2])),
        'True',
      ],
      ['(1, 2) < (1, 2, 3)', () => compared('<', new Tuple([1, 2]), new Tuple([1, 2, 3])), 'True'],
      [
        "{'a': 1, 'b': 2} == {'b': 2, 'a': 1.0}",
        () =>
          compared(
            '==',
            dictOf([
              ['a', 1],
              ['b', 2],
            ]),
            dictOf([
              ['b', 2],
              ['a', new Float(1)],
            ]),
          ),
        'True',
      ],
      [
        "{'a': 1} == {'a': 2}",
        () => compared('==', dictOf([['a', 1]]), dictOf([['a', 2]])),
        'False',
      ],
      ["{'a': 1} < {'a': 2}", () => compared('<', dictOf([['a', 1]]), dictOf([['a', 2]])), 'fails'],
      ['{1: 2} == {True: 2}', () => compared('==', dictOf([[1, 2]]), dictOf([[true, 2]])), 'True'],
      [
        'range(0, 0) == range(5, 5)',
        () => compared('==', new RangeObject(0, 0, 1), new RangeObject(5, 5, 1)),
        'True',
      ],
      [
        'range(0, 3, 2) == range(0, 4, 2)',
        () => compared('==', new RangeObject(0, 3, 2), new RangeObject(0, 4, 2)),
        'True',
      ],
      [
        'range(0, 3) == [0, 1, 2]',
        () => compared('==', new RangeObject(0, 3, 1), [0, 1, 2]),
        'False',
      ],
      [
        'dict_keys([1]) == dict_keys([1])',
        () =>
          compared(
            '==',
            new DictView('keys', dictOf([[1, null]])),
            new DictView('keys', dictOf([[1, null]])),
          ),
        'True',
      ],
      [
        'dict_keys([1]) < dict_keys([1, 2])',
        () =>
          compared(
            '<',
            new DictView('keys', dictOf([[1, null]])),
            new DictView(
              'keys',
              dictOf([
                [1, null],
                [2, null],
              ]),
            ),
          ),
        'True',
      ],
      [
        'dict_values([2]) == dict_values([2])',
        () =>
          compared(
            '==',
            new DictView('values', dictOf([[1, 2]])),
            new DictView('values', dictOf([[1, 2]])),
          ),
        'False',
      ],
      ['[[1, 2], 3] < [[1, 2], 4]', () => compared('<', [[1, 2], 3], [[1, 2], 4]), 'True'],
    ];
    checkCases(cases);
  });

  describe('in', () => {
    const cases: readonly ValueCase[] = [
      ["'b' in 'abc'", () => compared('in', 'b', 'abc'), 'True'],
      ["'' in 'abc'", () => compared('in', '', 'abc'), 'True'],
      ["1 in 'abc'", () => compared('in', 1, 'abc'), 'fails'],
      ["undefined in 'abc'", () => compared('in', undefined, 'abc'), 'fails'],
      ['1 in [1.0]', () => compared('in', 1, [new Float(1)]), 'True'],
      ['True in [1]', () => compared('in', true, [1]), 'True'],
      ['3 not in [1]', () => compared('not in', 3, [1]), 'True'],
      ["'a' in {'a': 1}", () => compared('in', 'a', dictOf([['a', 1]])), 'True'],
      ['[1] in {}', () => compared('in', [1], dictOf([])), 'fails'],
      ['1 in (1,)', () => compared('in', 1, new Tuple([1])), 'True'],
      ['5 in range(0, 10, 5)', () => compared('in', 5, new RangeObject(0, 10, 5)), 'True'],
      ['4 in range(0, 10, 5)', () => compared('in', 4, new RangeObject(0, 10, 5)), 'False'],
      [
        '5.0 in range(0, 10)',
        () => compared('in', new Float(5), new RangeObject(0, 10, 1)),
        'True',
      ],
      [
        '5.5 in range(0, 10)',
        () => compared('in', new Float(5.5), new RangeObject(0, 10, 1)),
        'False',
      ],
      ["'5' in range(0, 10)", () => compared('in', '5', new RangeObject(0, 10, 1)), 'False'],
      [
        '100000000000000000000 in range(0, 10)',
        () => compared('in', 100000000000000000000n, new RangeObject(0, 10, 1)),
        'False',
      ],
      ['1 in undefined', () => compared('in', 1, undefined), 'False'],
      ['1 in 5', () => compared('in', 1, 5), 'fails'],
      ['1 in None', () => compared('in', 1, null), 'fails'],
      [
        '1 in dict_keys([1])',
        () => compared('in', 1, new DictView('keys', dictOf([[1, null]]))),
        'True',
      ],
      [
        '2 in dict_values([2])',
        () => compared('in', 2, new DictView('values', dictOf([[1, 2]]))),
        'True',
      ],
      [
        '(1, 2) in dict_items([(1, 2)])',
        () => compared('in', new Tuple([1, 2]), new DictView('items', dictOf([[1, 2]]))),
        'True',
      ],
      [
        '(1, 3) in dict_items([(1, 2)])',
        () => compared('in', new Tuple([1, 3]), new DictView('items', dictOf([[1, 2]]))),
        'False',
      ],
      ['[1] in [[1]]', () => compared('in', [1], [[1]]), 'True'],
      ['undefined in [1]', () => compared('in', undefined, [1]), 'False'],
      ['undefined in {}', () => compared('in', undefined, dictOf([])), 'False'],
    ];
    checkCases(cases);
  });
});
