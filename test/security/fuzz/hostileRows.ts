import type { JsonObject } from '../../../src/core/json.js';
import type { TemplateRow } from '../../../src/core/template/renderTemplate.js';
import { SNARE_NAME, touch } from '../hostSnares.js';

/** Columns, parts, arguments and variables whose names mean something to JavaScript or Python. */
export const HOST_NAMES: readonly string[] = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', 'then'],
  ...['__defineGetter__', '__lookupGetter__', 'toJSON', 'length', 'name', 'call', 'apply', 'bind'],
  ...['arguments', 'caller', 'callee', 'process', 'globalThis', 'require', 'eval', 'Function'],
  ...['__class__', '__init__', '__globals__', '__dict__', '__mro__', 'self', 'loop', SNARE_NAME],
];

/** Its value is a getter: whoever reads a column that no template names, snaps it. */
const UNASKED = 'a column that no template can name';

const LONG = 10_000;
/** Columns that a template need not name, with names of the host. */
const OTHERS = 4;

/** JSON texts of values that are long, deep, or named like parts of the host. */
const VALUES: readonly string[] = [
  JSON.stringify('<&\'"{{ x }}'.repeat(LONG / 10)),
  JSON.stringify(HOST_NAMES),
  `{${HOST_NAMES.map((name) => `"${name}": {"${name}": ["${name}"]}`).join(', ')}}`,
  JSON.stringify(Array.from({ length: LONG }, (_, index) => index % 7)),
  JSON.stringify('{0.__class__}{0.constructor}%(constructor)s{x.__proto__}%s%d'),
  `${'[1.0, '.repeat(LONG)}0${']'.repeat(LONG)}`,
  `${'{"constructor":'.repeat(LONG)}{}${'}'.repeat(LONG)}`,
  ...['null', 'true', '""', '0', '-0', '1.0', '-1e308', '9'.repeat(4000), '1e400', '0.1e-320'],
  JSON.stringify('\ud800\udfff\u0000\u2028\ud83d'),
  JSON.stringify([[1, 'a'], { a: null }, [], '', [[]], { '': '' }]),
];

/**
 * A row that has every column in question, with a value that hurts; which one follows from the number.
 * Without its text where the number is even: then it has a column that nobody may read.
 */
export function hostileRow(asked: readonly string[], number: number): TemplateRow {
  const others = Array.from(
    { length: OTHERS },
    (_, index) => HOST_NAMES[(number + index) % HOST_NAMES.length] ?? 'x',
  );
  const columns = [...new Set([...asked, ...others])];
  const members = columns.map((column, index) => {
    const value = VALUES[(number + index * 7) % VALUES.length] ?? 'null';
    return `${JSON.stringify(column)}: ${value}`;
  });
  const source = `{${members.join(', ')}}`;
  // JSON with braces around it.
  const values = JSON.parse(source) as JsonObject;
  if (number % 2 === 1) return { values, source };
  Object.defineProperty(values, UNASKED, { enumerable: true, get: () => touch(UNASKED) });
  return { values };
}
