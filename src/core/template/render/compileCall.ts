import type { Arguments, ExpressionOf } from '../syntax/templateNode.js';
import { iterate } from '../values/iterate.js';
import { Dict, TemplateObject } from '../values/pythonValue.js';
import type { Given, Value } from '../values/pythonValue.js';
import { typeNameOf } from '../values/typeNames.js';
import { compileAll, compilePart, evaluateAll } from './compileParts.js';
import { countWork } from './budget.js';
import type { Evaluate, Frame } from './frame.js';
import { notConstant } from './notConstant.js';
import { written } from './scope.js';
import type { Scope } from './scope.js';
import { fail } from './templateFailure.js';

const NONE: ReadonlyMap<string, Value> = new Map();

/** `caller`: what a call block passes on by that name. */
export function compileCall(node: ExpressionOf<'call'>, scope: Scope, caller?: Evaluate): Evaluate {
  if (scope.isConstant) return notConstant;
  const callee = compilePart(node.callee, scope);
  const give = compileGiven(node.given, scope, caller);
  const whole = written(scope, node.callee);
  return (frame) => {
    const called = callee(frame);
    const given = give(frame);
    if (called instanceof TemplateObject && called.call) {
      frame.rendering.budget.step();
      return called.call(given);
    }
    if (called === undefined) return fail(`"${whole()}" is undefined, so it can't be called`);
    return fail(`"${whole()}" is of type ${typeNameOf(called)}, so it can't be called`);
  };
}

/** Evaluates arguments in Python's order. */
export function compileGiven(
  given: Arguments,
  scope: Scope,
  caller?: Evaluate,
): (frame: Frame) => Given {
  const positional = compileAll(given.positional, scope);
  const named: (readonly [string, Evaluate])[] = given.named.map(({ name, value }) => [
    name,
    compilePart(value, scope),
  ]);
  if (caller) named.push(['caller', caller]);
  const more = given.spreadPositional ? compilePart(given.spreadPositional, scope) : null;
  const others = given.spreadNamed ? compilePart(given.spreadNamed, scope) : null;
  if (named.length === 0 && !more && !others) {
    return (frame) => ({ args: evaluateAll(positional, frame), named: NONE });
  }
  return (frame) => {
    const args = evaluateAll(positional, frame);
    if (more) spread(args, more(frame));
    const pairs = new Map<string, Value>();
    for (const [name, value] of named) pairs.set(name, value(frame));
    if (others) addNamed(pairs, others(frame));
    return { args, named: pairs };
  };
}

function spread(args: Value[], value: Value): void {
  const items = iterate(value);
  for (let next = items.next(); next.done !== true; next = items.next()) {
    countWork(16);
    args.push(next.value);
  }
}

function addNamed(pairs: Map<string, Value>, value: Value): void {
  if (!(value instanceof Dict)) {
    return fail(`Named arguments come from a dict, not from ${typeNameOf(value)}`);
  }
  for (const { key, value: item } of value.entries.values()) {
    if (typeof key !== 'string') return fail('Names of arguments must be text');
    if (pairs.has(key)) return fail(`The argument "${key}" is given twice`);
    pairs.set(key, item);
  }
}
