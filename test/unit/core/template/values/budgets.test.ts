import assert from 'node:assert/strict';
import { createBudget } from '../../../../../src/core/template/render/budget.js';
import { compared, equal } from '../../../../../src/core/template/values/compare.js';
import { dictOf } from '../../../../../src/core/template/values/dictKeys.js';
import { formatted } from '../../../../../src/core/template/values/formatSpec.js';
import { listOf } from '../../../../../src/core/template/values/iterate.js';
import { itemOf } from '../../../../../src/core/template/values/lookUp.js';
import { binary, concatenated } from '../../../../../src/core/template/values/operators.js';
import { Float, Tuple } from '../../../../../src/core/template/values/pythonValue.js';
import type { Value } from '../../../../../src/core/template/values/pythonValue.js';
import { reprOf } from '../../../../../src/core/template/values/pythonText.js';
import { RangeObject } from '../../../../../src/core/template/values/rangeObject.js';
import { called, checkCases, printed } from './valueCases.js';
import type { ValueCase } from './valueCases.js';

const BILLION = 1_000_000_000;

describe('budgets of values', () => {
  beforeEach(() => {
    createBudget();
  });

  describe('what would be too large is not made', () => {
    const cases: readonly ValueCase[] = [
      ["'x' * 10**9", () => binary('*', 'x', BILLION), 'fails: timeout'],
      ['[1] * 10**9', () => binary('*', [1], BILLION), 'fails: timeout'],
      ['(1,) * 10**9', () => binary('*', new Tuple([1]), BILLION), 'fails: timeout'],
      ['10 ** 10**8', () => binary('**', 10, 100_000_000), 'fails: timeout'],
      ['10 ** 10**30', () => binary('**', 10, 10n ** 30n), 'fails: timeout'],
      ["'%1000000000d' % 1", () => binary('%', '%1000000000d', 1), 'fails: timeout'],
      ["'%.1000000000f' % 1", () => binary('%', '%.1000000000f', 1), 'fails: timeout'],
      ["'%*d' % (10**9, 1)", () => binary('%', '%*d', new Tuple([BILLION, 1])), 'fails: timeout'],
      ["format(1, '1000000000')", () => formatted(1, '1000000000'), 'fails: timeout'],
      [
        "format(1.5, '.1000000000f')",
        () => formatted(new Float(1.5), '.1000000000f'),
        'fails: timeout',
      ],
      ["'{:>{}}'", () => called('{:>{}}', 'format', ['a', BILLION]), 'fails: timeout'],
      ['center', () => called('x', 'center', [BILLION]), 'fails: timeout'],
      ['ljust', () => called('x', 'ljust', [BILLION]), 'fails: timeout'],
      ['rjust', () => called('x', 'rjust', [BILLION]), 'fails: timeout'],
      ['zfill', () => called('x', 'zfill', [BILLION]), 'fails: timeout'],
      ['expandtabs', () => called('\t', 'expandtabs', [BILLION]), 'fails: timeout'],
      [
        'replace',
        () => called('a'.repeat(100_000), 'replace', ['a', 'b'.repeat(1000)]),
        'fails: timeout',
      ],
      [
        'join',
        () => called('x'.repeat(100_000), 'join', [binary('*', ['a'], 1000)]),
        'fails: timeout',
      ],
      ['to_bytes', () => called(1, 'to_bytes', [BILLION, 'big']), 'fails: timeout'],
      ['list(range(10**9))', () => listOf(new RangeObject(0, BILLION, 1)), 'fails: timeout'],
    ];
    checkCases(cases);
  });

  it('writes ints of 4300 digits and refuses longer ones', () => {
    assert.equal(reprOf(10n ** 4299n).length, 4300);
    assert.equal(
      printed(() => 10n ** 4300n),
      'fails',
    );
    assert.equal(
      printed(() => binary('//', 10n ** 5000n, 10n ** 4999n)),
      '10',
    );
  });

  it('stops lists of lists that double with each level', () => {
    let doubled: Value[] = ['x'];
    let other: Value[] = ['x'];
    for (let level = 0; level < 40; level += 1) {
      doubled = [doubled, doubled];
      other = [other, other];
    }
    assert.equal(
      printed(() => doubled),
      'fails: timeout',
    );
    assert.equal(
      printed(() => equal(doubled, other)),
      'fails: timeout',
    );
    assert.equal(
      printed(() => compared('<', doubled, other)),
      'fails: timeout',
    );
  });

  it('stops tuples as keys that double with each level', () => {
    let doubled = new Tuple(['x']);
    for (let level = 0; level < 40; level += 1) doubled = new Tuple([doubled, doubled]);
    assert.equal(
      printed(() => dictOf([[doubled, 1]])),
      'fails: timeout',
    );
  });

  it('fails on values nested too deeply', () => {
    let list: Value[] = [];
    let other: Value[] = [];
    let tuple = new Tuple([]);
    for (let level = 0; level < 100_000; level += 1) {
      list = [list];
      other = [other];
      tuple = new Tuple([tuple]);
    }
    assert.equal(
      printed(() => list),
      'fails',
    );
    assert.equal(
      printed(() => equal(list, other)),
      'fails',
    );
    assert.equal(
      printed(() => compared('<', list, other)),
      'fails',
    );
    assert.equal(
      printed(() => dictOf([[tuple, 1]])),
      'fails',
    );
  });

  it('writes containers inside themselves as Python does', () => {
    const list: Value[] = [1];
    list.push(list);
    const dict = dictOf([['a', list]]);
    list.push(dict);
    assert.equal(reprOf(list), "[1, [...], {'a': [...]}]");
    assert.equal(reprOf(dict), "{'a': [1, [...], {...}]}");
  });

  it('finds every character of a long text without going through it each time', () => {
    const texts = ['a'.repeat(500_000), '😀'.repeat(250_000)];
    for (const text of texts) {
      for (let index = 0; index < 20_000; index += 1) itemOf(text, index);
      assert.equal(itemOf(text, -1), Array.from(text).at(-1));
    }
  });

  it('searches repeating texts in time that grows with the text alone', () => {
    const text = 'a'.repeat(1_000_000);
    const part = `b${'a'.repeat(100_000)}`;
    assert.equal(called(text, 'find', [part]), -1);
    assert.equal(called(text, 'rfind', [`${'a'.repeat(100_000)}b`]), -1);
    assert.equal(called(`${text}${part}`, 'find', [part]), 1_000_000);
    assert.equal(called(`${part}${text}`, 'rfind', [part]), 0);
  });

  it('charges what an operator goes through to the rendering', () => {
    const text = 'x'.repeat(1_000_000);
    assert.equal(
      printed(() => {
        for (;;) called(text, 'upper', []);
      }),
      'fails: timeout',
    );
    createBudget();
    assert.equal(
      printed(() => {
        for (;;) concatenated([text, 'y']);
      }),
      'fails: timeout',
    );
  });
});
