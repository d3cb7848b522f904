import { dictOf } from '../../../../../src/core/template/values/dictKeys.js';
import { itemWithin } from '../../../../../src/core/template/values/itemWithin.js';
import { attributeOf, itemOf } from '../../../../../src/core/template/values/lookUp.js';
import {
  Callable,
  Float,
  Markup,
  Tuple,
} from '../../../../../src/core/template/values/pythonValue.js';
import type { Value } from '../../../../../src/core/template/values/pythonValue.js';
import { RangeObject } from '../../../../../src/core/template/values/rangeObject.js';
import { sliceOf } from '../../../../../src/core/template/values/slices.js';
import { checkCases } from './valueCases.js';
import type { ValueCase } from './valueCases.js';

describe('lookups', () => {
  describe('items', () => {
    const cases: readonly ValueCase[] = [
      ["'abc'[0]", () => itemOf('abc', 0), "'a'"],
      ["'abc'[-1]", () => itemOf('abc', -1), "'c'"],
      ["'abc'[3]", () => itemOf('abc', 3), 'Undefined'],
      ["'abc'[-4]", () => itemOf('abc', -4), 'Undefined'],
      ["'a😀b'[1]", () => itemOf('a😀b', 1), "'😀'"],
      ["'a😀b'[2]", () => itemOf('a😀b', 2), "'b'"],
      ["'abc'[True]", () => itemOf('abc', true), "'b'"],
      ["'abc'[1.0]", () => itemOf('abc', new Float(1)), 'Undefined'],
      ["'abc'['0']", () => itemOf('abc', '0'), 'Undefined'],
      ["'abc'[None]", () => itemOf('abc', null), 'Undefined'],
      ["''[0]", () => itemOf('', 0), 'Undefined'],
      ['[1, 2][1]', () => itemOf([1, 2], 1), '2'],
      ['[1, 2][-2]', () => itemOf([1, 2], -2), '1'],
      ['[1, 2][2]', () => itemOf([1, 2], 2), 'Undefined'],
      [
        '[1, 2][1000000000000000000000000000000]',
        () => itemOf([1, 2], 1000000000000000000000000000000n),
        'Undefined',
      ],
      ["[1, 2]['constructor']", () => itemOf([1, 2], 'constructor'), 'Undefined'],
      ['[1, 2][undefined]', () => itemOf([1, 2], undefined), 'Undefined'],
      ['(1, 2)[-1]', () => itemOf(new Tuple([1, 2]), -1), '2'],
      ["{'a': 1}['a']", () => itemOf(dictOf([['a', 1]]), 'a'), '1'],
      ["{'a': 1}['b']", () => itemOf(dictOf([['a', 1]]), 'b'), 'Undefined'],
      ["{1: 'x'}[1.0]", () => itemOf(dictOf([[1, 'x']]), new Float(1)), "'x'"],
      ["{1: 'x'}[True]", () => itemOf(dictOf([[1, 'x']]), true), "'x'"],
      ["{'1': 'x'}[1]", () => itemOf(dictOf([['1', 'x']]), 1), 'Undefined'],
      ["{'items': 5}['items']", () => itemOf(dictOf([['items', 5]]), 'items'), '5'],
      ['{None: 1}[None]', () => itemOf(dictOf([[null, 1]]), null), '1'],
      [
        '{(1, 2): 3}[(1, 2)]',
        () => itemOf(dictOf([[new Tuple([1, 2]), 3]]), new Tuple([1, 2])),
        '3',
      ],
      ["{'a': 1}[[1]]", () => itemOf(dictOf([['a', 1]]), [1]), 'Undefined'],
      ["{'a': 1}[([1],)]", () => itemOf(dictOf([['a', 1]]), new Tuple([[1]])), 'Undefined'],
      ['range(5, 10)[1]', () => itemOf(new RangeObject(5, 10, 1), 1), '6'],
      ['range(5, 10)[-1]', () => itemOf(new RangeObject(5, 10, 1), -1), '9'],
      ['range(5, 10)[9]', () => itemOf(new RangeObject(5, 10, 1), 9), 'Undefined'],
      ['range(10, 0, -3)[2]', () => itemOf(new RangeObject(10, 0, -3), 2), '4'],
      ['5[0]', () => itemOf(5, 0), 'Undefined'],
      ["None['a']", () => itemOf(null, 'a'), 'Undefined'],
      ["1.5['real']", () => itemOf(new Float(1.5), 'real'), '1.5'],
      ["5['imag']", () => itemOf(5, 'imag'), '0'],
      ['undefined[0]', () => itemOf(undefined, 0), 'fails'],
      ["Markup('<b>')[0]", () => itemOf(new Markup('<b>'), 0), "Markup('<')"],
      ["{'a': Undefined}['a']", () => itemOf(dictOf([['a', undefined]]), 'a'), 'Undefined'],
    ];
    checkCases(cases);
  });

  describe('attributes', () => {
    const cases: readonly ValueCase[] = [
      ["{'a': 1}.a", () => attributeOf(dictOf([['a', 1]]), 'a'), '1'],
      ["{'a': 1}.b", () => attributeOf(dictOf([['a', 1]]), 'b'), 'Undefined'],
      ["{'get': 1}.missing", () => attributeOf(dictOf([['get', 1]]), 'missing'), 'Undefined'],
      ['5.real', () => attributeOf(5, 'real'), '5'],
      ['5.imag', () => attributeOf(5, 'imag'), '0'],
      ['5.numerator', () => attributeOf(5, 'numerator'), '5'],
      ['True.denominator', () => attributeOf(true, 'denominator'), '1'],
      ['True.real', () => attributeOf(true, 'real'), '1'],
      ['2.5.real', () => attributeOf(new Float(2.5), 'real'), '2.5'],
      ['2.5.imag', () => attributeOf(new Float(2.5), 'imag'), '0.0'],
      ['range(1, 9, 2).step', () => attributeOf(new RangeObject(1, 9, 2), 'step'), '2'],
      ['range(1, 9, 2).stop', () => attributeOf(new RangeObject(1, 9, 2), 'stop'), '9'],
      ['[1].length', () => attributeOf([1], 'length'), 'Undefined'],
      ["'abc'.length", () => attributeOf('abc', 'length'), 'Undefined'],
      ["{'a': 1}.__proto__", () => attributeOf(dictOf([['a', 1]]), '__proto__'), 'Undefined'],
      ["{'a': 1}.constructor", () => attributeOf(dictOf([['a', 1]]), 'constructor'), 'Undefined'],
      ['[1].__proto__', () => attributeOf([1], '__proto__'), 'Undefined'],
      ["'a'.prototype", () => attributeOf('a', 'prototype'), 'Undefined'],
      [
        "{'__proto__': 7}.__proto__",
        () => attributeOf(dictOf([['__proto__', 7]]), '__proto__'),
        '7',
      ],
      ['undefined.a', () => attributeOf(undefined, 'a'), 'fails'],
      ['None.a', () => attributeOf(null, 'a'), 'Undefined'],
      ['1.__class__', () => attributeOf(1, '__class__'), "<class 'int'>"],
      ["'a'.__class__", () => attributeOf('a', '__class__'), "<class 'str'>"],
      [
        "Markup('a').__class__",
        () => attributeOf(new Markup('a'), '__class__'),
        "<class 'markupsafe.Markup'>",
      ],
      ['1.5.__class__', () => attributeOf(new Float(1.5), '__class__'), "<class 'float'>"],
      ['None.__class__', () => attributeOf(null, '__class__'), "<class 'NoneType'>"],
      ['{}.__class__', () => attributeOf(dictOf([]), '__class__'), "<class 'dict'>"],
      ['True.__class__', () => attributeOf(true, '__class__'), "<class 'bool'>"],
    ];
    checkCases(cases);
  });

  describe('slices', () => {
    const cases: readonly ValueCase[] = [
      ["'abcdef'[1:3:]", () => sliceOf('abcdef', { from: 1, to: 3, step: null }), "'bc'"],
      ["'abcdef'[::-1]", () => sliceOf('abcdef', { from: null, to: null, step: -1 }), "'fedcba'"],
      ["'abcdef'[-3::]", () => sliceOf('abcdef', { from: -3, to: null, step: null }), "'def'"],
      ["'abcdef'[:-2:]", () => sliceOf('abcdef', { from: null, to: -2, step: null }), "'abcd'"],
      ["'abcdef'[4:1:-2]", () => sliceOf('abcdef', { from: 4, to: 1, step: -2 }), "'ec'"],
      ["'abcdef'[10::]", () => sliceOf('abcdef', { from: 10, to: null, step: null }), "''"],
      ["'abcdef'[-10:2:]", () => sliceOf('abcdef', { from: -10, to: 2, step: null }), "'ab'"],
      ["'abcdef'[3:1:]", () => sliceOf('abcdef', { from: 3, to: 1, step: null }), "''"],
      ["'abcdef'[::2]", () => sliceOf('abcdef', { from: null, to: null, step: 2 }), "'ace'"],
      ["'a😀b😀'[1:3:]", () => sliceOf('a😀b😀', { from: 1, to: 3, step: null }), "'😀b'"],
      ["'a😀b😀'[::-1]", () => sliceOf('a😀b😀', { from: null, to: null, step: -1 }), "'😀b😀a'"],
      ["'abc'[::0]", () => sliceOf('abc', { from: null, to: null, step: 0 }), 'fails'],
      ["'abc'['1'::]", () => sliceOf('abc', { from: '1', to: null, step: null }), 'fails'],
      ["'abc'[1.0::]", () => sliceOf('abc', { from: new Float(1), to: null, step: null }), 'fails'],
      ["'abc'[True::]", () => sliceOf('abc', { from: true, to: null, step: null }), "'bc'"],
      [
        "'abc'[-1000000000000000000000000000000:1000000000000000000000000000000:]",
        () =>
          sliceOf('abc', {
            from: -1000000000000000000000000000000n,
            to: 1000000000000000000000000000000n,
            step: null,
          }),
        "'abc'",
      ],
      [
        '[1, 2, 3, 4][1:-1:]',
        () => sliceOf([1, 2, 3, 4], { from: 1, to: -1, step: null }),
        '[2, 3]',
      ],
      [
        '[1, 2, 3, 4][::-1]',
        () => sliceOf([1, 2, 3, 4], { from: null, to: null, step: -1 }),
        '[4, 3, 2, 1]',
      ],
      ['[1, 2, 3, 4][3:0:-2]', () => sliceOf([1, 2, 3, 4], { from: 3, to: 0, step: -2 }), '[4, 2]'],
      [
        '(1, 2, 3)[:2:]',
        () => sliceOf(new Tuple([1, 2, 3]), { from: null, to: 2, step: null }),
        '(1, 2)',
      ],
      [
        'range(0, 10)[2:8:3]',
        () => sliceOf(new RangeObject(0, 10, 1), { from: 2, to: 8, step: 3 }),
        'range(2, 8, 3)',
      ],
      [
        'range(0, 10)[::-1]',
        () => sliceOf(new RangeObject(0, 10, 1), { from: null, to: null, step: -1 }),
        'range(9, -1, -1)',
      ],
      [
        'range(10, 0, -2)[1::]',
        () => sliceOf(new RangeObject(10, 0, -2), { from: 1, to: null, step: null }),
        'range(8, 0, -2)',
      ],
      [
        'range(0, 3)[5::]',
        () => sliceOf(new RangeObject(0, 3, 1), { from: 5, to: null, step: null }),
        'range(3, 3)',
      ],
      [
        "Markup('<b>x')[1::]",
        () => sliceOf(new Markup('<b>x'), { from: 1, to: null, step: null }),
        "Markup('b>x')",
      ],
      ['{}[1::]', () => sliceOf(dictOf([]), { from: 1, to: null, step: null }), 'fails'],
      ['5[1::]', () => sliceOf(5, { from: 1, to: null, step: null }), 'fails'],
      ['None[1::]', () => sliceOf(null, { from: 1, to: null, step: null }), 'fails'],
      ['undefined[1::]', () => sliceOf(undefined, { from: 1, to: null, step: null }), 'fails'],
      [
        "'abc'[undefined::]",
        () => sliceOf('abc', { from: undefined, to: null, step: null }),
        'fails',
      ],
      ['[][::-1]', () => sliceOf([], { from: null, to: null, step: -1 }), '[]'],
    ];
    checkCases(cases);
  });

  describe('regression: None is found like any other value, and a range can be searched', () => {
    const range = new RangeObject(0, 10, 2);
    const call = (name: string, value: Value) => () => {
      const found = attributeOf(range, name);
      if (!(found instanceof Callable)) return undefined;
      return found.call({ args: [value], named: new Map() });
    };
    const cases: readonly ValueCase[] = [
      [
        'groupby(…)[0].grouper',
        () => attributeOf(new Tuple([null, []], ['grouper', 'list']), 'grouper'),
        'None',
      ],
      ['range(0, 10, 2).index(4)', call('index', 4), '2'],
      ['range(0, 10, 2).index(4.0)', call('index', new Float(4)), '2'],
      ['range(0, 10, 2).index(5)', call('index', 5), 'fails'],
      ["range(0, 10, 2).index('a')", call('index', 'a'), 'fails'],
      ['range(0, 10, 2).count(6)', call('count', 6), '1'],
      ['range(0, 10, 2).count(7)', call('count', 7), '0'],
      ["range(0, 10, 2).count('a')", call('count', 'a'), '0'],
      ["'{[0]}'.format([Undefined])", () => itemWithin([undefined], 0), 'Undefined'],
    ];
    checkCases(cases);
  });
});
