import { dictOf } from '../../../../../src/core/template/values/dictKeys.js';
import { DictView } from '../../../../../src/core/template/values/dictView.js';
import { Float, Markup, Tuple } from '../../../../../src/core/template/values/pythonValue.js';
import { RangeObject } from '../../../../../src/core/template/values/rangeObject.js';
import { checkCases } from './valueCases.js';
import type { ValueCase } from './valueCases.js';

describe('printing', () => {
  describe('repr', () => {
    const cases: readonly ValueCase[] = [
      ['repr None', () => null, 'None'],
      ['repr True', () => true, 'True'],
      ['repr 0', () => 0, '0'],
      ['repr -5', () => -5, '-5'],
      ['repr 9007199254740992', () => 9007199254740992n, '9007199254740992'],
      [
        'repr -1000000000000000000000000000000',
        () => -1000000000000000000000000000000n,
        '-1000000000000000000000000000000',
      ],
      ['repr 1.0', () => new Float(1), '1.0'],
      ['repr -0.0', () => new Float(-0), '-0.0'],
      ['repr 0.1', () => new Float(0.1), '0.1'],
      ['repr 1000000000000000.0', () => new Float(1000000000000000), '1000000000000000.0'],
      ['repr 1e+16', () => new Float(1e16), '1e+16'],
      ['repr 0.0001', () => new Float(0.0001), '0.0001'],
      ['repr 1e-05', () => new Float(1e-5), '1e-05'],
      ['repr 1.5e+300', () => new Float(1.5e300), '1.5e+300'],
      ['repr 5e-324', () => new Float(5e-324), '5e-324'],
      [
        'repr 1.7976931348623157e+308',
        () => new Float(1.7976931348623157e308),
        '1.7976931348623157e+308',
      ],
      ['repr 123456789.125', () => new Float(123456789.125), '123456789.125'],
      ['repr inf', () => new Float(Infinity), 'inf'],
      ['repr -inf', () => new Float(-Infinity), '-inf'],
      ['repr nan', () => new Float(NaN), 'nan'],
      ["repr ''", () => '', "''"],
      ["repr 'a'", () => 'a', "'a'"],
      ['repr "it\'s"', () => "it's", '"it\'s"'],
      ['repr \'say "hi"\'', () => 'say "hi"', '\'say "hi"\''],
      ["repr 'both \\' \"'", () => 'both \' "', "'both \\' \"'"],
      ["repr 'back\\\\slash'", () => 'back\\slash', "'back\\\\slash'"],
      [
        "repr '\\n\\t\\r\\x00\\x1f\\x7f\\x85\\xa0\\xad'",
        () => '\n\t\r\x00\x1f\x7f\x85\xa0­',
        "'\\n\\t\\r\\x00\\x1f\\x7f\\x85\\xa0\\xad'",
      ],
      ["repr 'é日😀'", () => 'é日😀', "'é日😀'"],
      [
        "repr '\\u200b\\u2028\\ufeff\\ue000'",
        () => '\u200b\u2028\ufeff\ue000',
        "'\\u200b\\u2028\\ufeff\\ue000'",
      ],
      ["repr '\\U000e0001\\U0010ffff'", () => '\u{e0001}\u{10ffff}', "'\\U000e0001\\U0010ffff'"],
      ["repr '\\u0378\\U0001fae8'", () => '͸🫨', "'\\u0378\\U0001fae8'"],
      ['repr []', () => [], '[]'],
      ["repr [1, 'a', None]", () => [1, 'a', null], "[1, 'a', None]"],
      ['repr ()', () => new Tuple([]), '()'],
      ['repr (1,)', () => new Tuple([1]), '(1,)'],
      ['repr (1, 2)', () => new Tuple([1, 2]), '(1, 2)'],
      ['repr {}', () => dictOf([]), '{}'],
      [
        "repr {'a': [1], 2: {}}",
        () =>
          dictOf([
            ['a', [1]],
            [2, dictOf([])],
          ]),
        "{'a': [1], 2: {}}",
      ],
      [
        'repr {None: 1, True: 2, 1.5: 3, (1, 2): 4}',
        () =>
          dictOf([
            [null, 1],
            [true, 2],
            [new Float(1.5), 3],
            [new Tuple([1, 2]), 4],
          ]),
        '{None: 1, True: 2, 1.5: 3, (1, 2): 4}',
      ],
      ['repr range(0, 5)', () => new RangeObject(0, 5, 1), 'range(0, 5)'],
      ['repr range(1, 5, 2)', () => new RangeObject(1, 5, 2), 'range(1, 5, 2)'],
      ['repr range(0, -3, -1)', () => new RangeObject(0, -3, -1), 'range(0, -3, -1)'],
      [
        "repr dict_keys(['a'])",
        () => new DictView('keys', dictOf([['a', null]])),
        "dict_keys(['a'])",
      ],
      [
        "repr dict_items([('a', 1)])",
        () => new DictView('items', dictOf([['a', 1]])),
        "dict_items([('a', 1)])",
      ],
      [
        'repr dict_values([1])',
        () => new DictView('values', dictOf([['a', 1]])),
        'dict_values([1])',
      ],
      ['repr dict_keys([])', () => new DictView('keys', dictOf([])), 'dict_keys([])'],
      ["repr Markup('<b>')", () => new Markup('<b>'), "Markup('<b>')"],
      [
        'repr [Undefined, Markup("\'")]',
        () => [undefined, new Markup("'")],
        '[Undefined, Markup("\'")]',
      ],
      ["repr [['x']]", () => [['x']], "[['x']]"],
    ];
    checkCases(cases);
  });
});
