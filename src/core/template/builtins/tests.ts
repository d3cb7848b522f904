import { compared, contains, equal } from '../values/compare.js';
import { hashOf } from '../values/dictKeys.js';
import { iteratorOf } from '../values/iterate.js';
import { binary } from '../values/operators.js';
import { Dict, Float, Markup, TemplateObject, Tuple } from '../values/pythonValue.js';
import type { Value } from '../values/pythonValue.js';
import { textOf } from '../values/pythonText.js';
import { RangeObject } from '../values/rangeObject.js';
import { isInt, isNumeric, strOf } from '../values/typeNames.js';
import { byPlace, needed } from './builtin.js';
import type { Builtin } from './builtin.js';
import { callMethod } from './softText.js';

function onValue(name: string, run: (value: Value) => Value): Builtin {
  return { name, parameters: [needed('value')], run: ([value]) => run(value) };
}

function comparison(
  operator: '==' | '!=' | '<' | '<=' | '>' | '>=',
  ...names: string[]
): Builtin[] {
  return names.map((name) => ({
    name,
    parameters: [byPlace('a'), byPlace('b')],
    run: ([left, right]) => compared(operator, left, right),
  }));
}

function isRemainder(value: Value, divisor: Value, rest: number): boolean {
  return equal(binary('%', value, divisor), rest);
}

function isSequence(value: Value): boolean {
  if (strOf(value) !== undefined || value === undefined || Array.isArray(value)) return true;
  return value instanceof Tuple || value instanceof Dict || value instanceof RangeObject;
}

/** An undefined value has Python's `__call__`, though calling it fails. */
function isCallable(value: Value): boolean {
  return value === undefined || (value instanceof TemplateObject && value.call !== undefined);
}

/**
 * Python's `is`. Two undefined values are two objects; texts and ints with the same value are taken
 * for the same object.
 */
function isSame(value: Value, other: Value): boolean {
  return value !== undefined && value === other;
}

/** `iter(value)` without looking at any item. */
function isIterable(value: Value): boolean {
  if (value instanceof TemplateObject) return value.iterate !== undefined;
  return iteratorOf(value) !== undefined;
}

function isInteger(value: Value): boolean {
  return isInt(value) && typeof value !== 'boolean';
}

/** The tests of Jinja2; `knows` tells which filters and tests there are. */
export function testsOver(knows: {
  filter(name: string): boolean;
  test(name: string): boolean;
}): readonly Builtin[] {
  const named = (name: 'filter' | 'test'): Builtin =>
    onValue(name, (value) => {
      // What Python can't hash fails here, as it does there.
      hashOf(value);
      const text = strOf(value);
      return text !== undefined && knows[name](text);
    });
  return [
    named('filter'),
    named('test'),
    onValue('boolean', (value) => typeof value === 'boolean'),
    onValue('callable', isCallable),
    onValue('defined', (value) => value !== undefined),
    {
      name: 'divisibleby',
      parameters: [needed('value'), needed('num')],
      run: ([value, divisor]) => isRemainder(value, divisor, 0),
    },
    onValue('escaped', (value) => value instanceof Markup),
    onValue('even', (value) => isRemainder(value, 2, 0)),
    onValue('false', (value) => value === false),
    onValue('float', (value) => value instanceof Float),
    {
      name: 'in',
      parameters: [needed('value'), needed('seq')],
      run: ([value, container]) => contains(container, value),
    },
    onValue('integer', isInteger),
    onValue('iterable', isIterable),
    onValue('lower', (value) => callMethod(textOf(value), 'islower')),
    onValue('mapping', (value) => value instanceof Dict),
    onValue('none', (value) => value === null),
    onValue('number', isNumeric),
    onValue('odd', (value) => isRemainder(value, 2, 1)),
    {
      name: 'sameas',
      parameters: [needed('value'), needed('other')],
      run: ([value, other]) => isSame(value, other),
    },
    onValue('sequence', isSequence),
    onValue('string', (value) => strOf(value) !== undefined),
    onValue('true', (value) => value === true),
    onValue('undefined', (value) => value === undefined),
    onValue('upper', (value) => callMethod(textOf(value), 'isupper')),
    ...comparison('==', '==', 'eq', 'equalto'),
    ...comparison('!=', '!=', 'ne'),
    ...comparison('<', '<', 'lt', 'lessthan'),
    ...comparison('<=', '<=', 'le'),
    ...comparison('>', '>', 'gt', 'greaterthan'),
    ...comparison('>=', '>=', 'ge'),
  ];
}
