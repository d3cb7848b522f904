import assert from 'node:assert/strict';
import { TemplateFailure } from '../../../../../src/core/template/render/templateFailure.js';
import { attributeOf } from '../../../../../src/core/template/values/lookUp.js';
import { TemplateObject } from '../../../../../src/core/template/values/pythonValue.js';
import type { Value } from '../../../../../src/core/template/values/pythonValue.js';
import { reprOf } from '../../../../../src/core/template/values/pythonText.js';

/** As Python writes the expression, what makes its value, and Python's `repr` of it or `fails`. */
export type ValueCase = readonly [name: string, make: () => Value, expected: string];

export function checkCases(cases: readonly ValueCase[]): void {
  for (const [name, make, expected] of cases) {
    it(name, () => assert.equal(printed(make), expected));
  }
}

/** `repr` of the value, or `fails` and, where it is not a plain fault, its kind. */
export function printed(make: () => Value): string {
  try {
    return reprOf(make());
  } catch (error) {
    assert.ok(error instanceof TemplateFailure, String(error));
    return error.kind === 'runtime' ? 'fails' : `fails: ${error.kind}`;
  }
}

/** `target.name(*args, **named)`; a type without such a method fails as Python does. */
export function called(
  target: Value,
  name: string,
  args: readonly Value[],
  named: Readonly<Record<string, Value>> = {},
): Value {
  const method = attributeOf(target, name);
  if (method instanceof TemplateObject && method.call) {
    return method.call({ args, named: new Map(Object.entries(named)) });
  }
  throw new TemplateFailure('runtime', `No method ${name}`);
}
