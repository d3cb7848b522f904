import { dictOf } from '../../../../../src/core/template/values/dictKeys.js';
import { Float, Tuple } from '../../../../../src/core/template/values/pythonValue.js';
import { called, checkCases } from './valueCases.js';
import type { ValueCase } from './valueCases.js';

describe('list, tuple, dict and number methods', () => {
  describe('list', () => {
    const cases: readonly ValueCase[] = [
      ['[1, 2, 3].index(2)', () => called([1, 2, 3], 'index', [2]), '1'],
      ['[1, 2, 3].index(2, 2)', () => called([1, 2, 3], 'index', [2, 2]), 'fails'],
      ['[1, 2, 1].index(1, -1)', () => called([1, 2, 1], 'index', [1, -1]), '2'],
      ['[1, 2].index(5)', () => called([1, 2], 'index', [5]), 'fails'],
      [
        "[1, True, 1.0, '1'].count(1)",
        () => called([1, true, new Float(1), '1'], 'count', [1]),
        '3',
      ],
      ['[3, 1, 2].pop()', () => called([3, 1, 2], 'pop', []), '2'],
      ['[3, 1, 2].pop(0)', () => called([3, 1, 2], 'pop', [0]), '3'],
      ['[3, 1, 2].pop(5)', () => called([3, 1, 2], 'pop', [5]), 'fails'],
      ['[].pop()', () => called([], 'pop', []), 'fails'],
      ['[1].append(2)', () => called([1], 'append', [2]), 'None'],
      ['[1].append()', () => called([1], 'append', []), 'fails'],
      ["[1].extend('ab')", () => called([1], 'extend', ['ab']), 'None'],
      ['[1].extend(5)', () => called([1], 'extend', [5]), 'fails'],
      ['[1].insert(0, 9)', () => called([1], 'insert', [0, 9]), 'None'],
      ["[1].insert('0', 9)", () => called([1], 'insert', ['0', 9]), 'fails'],
      ['[1].remove(1)', () => called([1], 'remove', [1]), 'None'],
      ['[1].remove(2)', () => called([1], 'remove', [2]), 'fails'],
      ['[1, 2].copy()', () => called([1, 2], 'copy', []), '[1, 2]'],
      ["[2, 'a'].sort()", () => called([2, 'a'], 'sort', []), 'fails'],
      ['[1].sort(1)', () => called([1], 'sort', [1]), 'fails'],
      ['(1, 2, 1).count(1)', () => called(new Tuple([1, 2, 1]), 'count', [1]), '2'],
      ['(1, 2).index(2)', () => called(new Tuple([1, 2]), 'index', [2]), '1'],
      ['(1, 2).append(1)', () => called(new Tuple([1, 2]), 'append', [1]), 'fails'],
    ];
    checkCases(cases);
  });

  describe('dict', () => {
    const cases: readonly ValueCase[] = [
      ["{'a': 1}.get('a')", () => called(dictOf([['a', 1]]), 'get', ['a']), '1'],
      ["{'a': 1}.get('b')", () => called(dictOf([['a', 1]]), 'get', ['b']), 'None'],
      ["{'a': 1}.get('b', 5)", () => called(dictOf([['a', 1]]), 'get', ['b', 5]), '5'],
      ["{1: 'x'}.get(True)", () => called(dictOf([[1, 'x']]), 'get', [true]), "'x'"],
      ["{'a': 1}.get([1])", () => called(dictOf([['a', 1]]), 'get', [[1]]), 'fails'],
      ["{'a': 1}.get()", () => called(dictOf([['a', 1]]), 'get', []), 'fails'],
      ["{'a': 1}.items()", () => called(dictOf([['a', 1]]), 'items', []), "dict_items([('a', 1)])"],
      ["{'a': 1}.keys()", () => called(dictOf([['a', 1]]), 'keys', []), "dict_keys(['a'])"],
      ["{'a': 1}.values()", () => called(dictOf([['a', 1]]), 'values', []), 'dict_values([1])'],
      ['{}.keys()', () => called(dictOf([]), 'keys', []), 'dict_keys([])'],
      ["{'a': 1}.pop('a')", () => called(dictOf([['a', 1]]), 'pop', ['a']), '1'],
      ["{'a': 1}.pop('b')", () => called(dictOf([['a', 1]]), 'pop', ['b']), 'fails'],
      ["{'a': 1}.pop('b', None)", () => called(dictOf([['a', 1]]), 'pop', ['b', null]), 'None'],
      [
        "{'a': 1, 'b': 2}.popitem()",
        () =>
          called(
            dictOf([
              ['a', 1],
              ['b', 2],
            ]),
            'popitem',
            [],
          ),
        "('b', 2)",
      ],
      ['{}.popitem()', () => called(dictOf([]), 'popitem', []), 'fails'],
      [
        "{'a': 1}.setdefault('a', 5)",
        () => called(dictOf([['a', 1]]), 'setdefault', ['a', 5]),
        '1',
      ],
      ["{'a': 1}.setdefault('b')", () => called(dictOf([['a', 1]]), 'setdefault', ['b']), 'None'],
      ["{}.fromkeys('ab')", () => called(dictOf([]), 'fromkeys', ['ab']), "{'a': None, 'b': None}"],
      [
        '{}.fromkeys([1, 1.0], 0)',
        () => called(dictOf([]), 'fromkeys', [[1, new Float(1)], 0]),
        '{1: 0}',
      ],
      ["{'a': 1}.copy()", () => called(dictOf([['a', 1]]), 'copy', []), "{'a': 1}"],
      ['{}.update([1])', () => called(dictOf([]), 'update', [[1]]), 'fails'],
      ['{}.update(5)', () => called(dictOf([]), 'update', [5]), 'fails'],
      [
        "{}.update({'a': 1}, 1)",
        () => called(dictOf([]), 'update', [dictOf([['a', 1]]), 1]),
        'fails',
      ],
      [
        "{'a': 1}.get('a', default=1)",
        () => called(dictOf([['a', 1]]), 'get', ['a'], { default: 1 }),
        'fails',
      ],
    ];
    checkCases(cases);
  });

  describe('numbers', () => {
    const cases: readonly ValueCase[] = [
      ['255.bit_length()', () => called(255, 'bit_length', []), '8'],
      ['-256.bit_length()', () => called(-256, 'bit_length', []), '9'],
      [
        '100000000000000000000.bit_length()',
        () => called(100000000000000000000n, 'bit_length', []),
        '67',
      ],
      ['0.bit_length()', () => called(0, 'bit_length', []), '0'],
      ['255.bit_count()', () => called(255, 'bit_count', []), '8'],
      ['7.as_integer_ratio()', () => called(7, 'as_integer_ratio', []), '(7, 1)'],
      ['7.conjugate()', () => called(7, 'conjugate', []), '7'],
      ['True.bit_length()', () => called(true, 'bit_length', []), '1'],
      ["1024.to_bytes(2, 'big')", () => called(1024, 'to_bytes', [2, 'big']), "b'\\x04\\x00'"],
      [
        "1024.to_bytes(2, 'little')",
        () => called(1024, 'to_bytes', [2, 'little']),
        "b'\\x00\\x04'",
      ],
      ["256.to_bytes(1, 'big')", () => called(256, 'to_bytes', [1, 'big']), 'fails'],
      ["-1.to_bytes(1, 'big')", () => called(-1, 'to_bytes', [1, 'big']), 'fails'],
      ['1.to_bytes()', () => called(1, 'to_bytes', []), "b'\\x01'"],
      ['2.5.is_integer()', () => called(new Float(2.5), 'is_integer', []), 'False'],
      ['2.0.is_integer()', () => called(new Float(2), 'is_integer', []), 'True'],
      [
        '0.1.as_integer_ratio()',
        () => called(new Float(0.1), 'as_integer_ratio', []),
        '(3602879701896397, 36028797018963968)',
      ],
      ['-2.5.as_integer_ratio()', () => called(new Float(-2.5), 'as_integer_ratio', []), '(-5, 2)'],
      [
        'inf.as_integer_ratio()',
        () => called(new Float(Infinity), 'as_integer_ratio', []),
        'fails',
      ],
      ['0.1.hex()', () => called(new Float(0.1), 'hex', []), "'0x1.999999999999ap-4'"],
      ['-0.0.hex()', () => called(new Float(-0), 'hex', []), "'-0x0.0p+0'"],
      ['5e-324.hex()', () => called(new Float(5e-324), 'hex', []), "'0x0.0000000000001p-1022'"],
      ['inf.hex()', () => called(new Float(Infinity), 'hex', []), "'inf'"],
      ['1.5.conjugate()', () => called(new Float(1.5), 'conjugate', []), '1.5'],
      ['2.is_integer()', () => called(2, 'is_integer', []), 'fails'],
    ];
    checkCases(cases);
  });
});
