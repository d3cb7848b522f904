import { Callable, Float, Tuple, isNumber, kindOf, toNumber } from './pythonValue.js';
import type { Value } from './pythonValue.js';
import { compared, contains } from './operators.js';
import { fail } from './render/templateFailure.js';

type ValueTest = (value: Value, args: readonly Value[]) => boolean;

function comparing(op: string): ValueTest {
  return (value, args) => compared(op, value, args[0]);
}

function whole(value: Value): bigint {
  if (isNumber(value) && !(value instanceof Float)) return BigInt(value);
  return fail(`This test wants an int, not ${kindOf(value)}`);
}

/** Jinja's tests (`x is defined`), by name. */
export const TESTS: ReadonlyMap<string, ValueTest> = new Map<string, ValueTest>([
  ['defined', (value) => value !== undefined],
  ['undefined', (value) => value === undefined],
  ['none', (value) => value === null],
  ['true', (value) => value === true],
  ['false', (value) => value === false],
  ['boolean', (value) => typeof value === 'boolean'],
  ['string', (value) => typeof value === 'string'],
  ['number', isNumber],
  ['integer', (value) => typeof value === 'number' || typeof value === 'bigint'],
  ['float', (value) => value instanceof Float],
  ['mapping', (value) => value instanceof Map],
  ['sequence', isSequence],
  ['iterable', (value) => value === undefined || isSequence(value)],
  ['callable', (value) => value instanceof Callable],
  ['sameas', (value, args) => value === args[0]],
  ['even', (value) => whole(value) % 2n === 0n],
  ['odd', (value) => whole(value) % 2n !== 0n],
  ['divisibleby', (value, args) => divides(value, args[0])],
  ['upper', (value) => isCased(value, (text) => text.toUpperCase())],
  ['lower', (value) => isCased(value, (text) => text.toLowerCase())],
  ['in', (value, args) => contains(args[0], value)],
  ['escaped', () => false],
  ['eq', comparing('==')],
  ['equalto', comparing('==')],
  ['ne', comparing('!=')],
  ['lt', comparing('<')],
  ['lessthan', comparing('<')],
  ['le', comparing('<=')],
  ['gt', comparing('>')],
  ['greaterthan', comparing('>')],
  ['ge', comparing('>=')],
]);

function isSequence(value: Value): boolean {
  return (
    typeof value === 'string' ||
    Array.isArray(value) ||
    value instanceof Tuple ||
    value instanceof Map
  );
}

function divides(value: Value, by: Value): boolean {
  if (isNumber(by) && toNumber(by) === 0) return fail('Division by zero');
  return whole(value) % whole(by) === 0n;
}

function isCased(value: Value, cased: (text: string) => string): boolean {
  if (typeof value !== 'string') return false;
  return cased(value) === value && value.toLowerCase() !== value.toUpperCase();
}
