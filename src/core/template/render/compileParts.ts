import type { Expression, Statement } from '../syntax/templateNode.js';
import type { Value } from '../values/pythonValue.js';
import type { Evaluate, Frame, Run } from './frame.js';
import type { Scope } from './scope.js';

/** What compiles an expression or a body of any kind: part of each compilation. */
export interface Compilers {
  expression(node: Expression, scope: Scope): Evaluate;
  body(body: readonly Statement[], scope: Scope): Run;
}

/** Compiles an expression that stands inside another node. */
export function compilePart(node: Expression, scope: Scope): Evaluate {
  return scope.compilation.compilers.expression(node, scope);
}

/** Compiles the statements that stand inside another one. */
export function compileInner(body: readonly Statement[], scope: Scope): Run {
  return scope.compilation.compilers.body(body, scope);
}

export function compileAll(nodes: readonly Expression[], scope: Scope): Evaluate[] {
  return nodes.map((node) => compilePart(node, scope));
}

export function evaluateAll(parts: readonly Evaluate[], frame: Frame): Value[] {
  const values: Value[] = [];
  for (const part of parts) values.push(part(frame));
  return values;
}

export function inOrder(steps: readonly Run[]): Run {
  const [first, second, third] = steps;
  if (!first) return () => undefined;
  if (!second) return first;
  if (!third) {
    return (frame) => {
      first(frame);
      second(frame);
    };
  }
  return (frame) => {
    for (const step of steps) step(frame);
  };
}
