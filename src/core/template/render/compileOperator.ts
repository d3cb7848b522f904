import type { CompareOperator, Expression, ExpressionOf } from '../syntax/templateNode.js';
import { compared, contains, equal } from '../values/compare.js';
import { binary, negated, positive } from '../values/operators.js';
import { Markup } from '../values/pythonValue.js';
import type { Value } from '../values/pythonValue.js';
import { truthy } from '../values/truth.js';
import { compilePart } from './compileParts.js';
import type { Evaluate } from './frame.js';
import { askingScope, written } from './scope.js';
import type { Scope } from './scope.js';
import { fail } from './templateFailure.js';

export function compileUnary(node: ExpressionOf<'unary'>, scope: Scope): Evaluate {
  const operand = compilePart(node.operand, scope);
  if (node.operator === 'not') return (frame) => !truthy(operand(frame));
  const whole = written(scope, node.operand);
  const apply = node.operator === '-' ? negated : positive;
  return (frame) => {
    const value = operand(frame);
    return value === undefined ? fail(`"${whole()}" is undefined`) : apply(value);
  };
}

export function compileBinary(node: ExpressionOf<'binary'>, scope: Scope): Evaluate {
  const { operator } = node;
  if (operator === 'and' || operator === 'or') {
    const left = compilePart(node.left, askingScope(scope));
    const right = compilePart(node.right, scope);
    if (operator === 'and') {
      return (frame) => {
        const value = left(frame);
        return truthy(value) ? right(frame) : value;
      };
    }
    return (frame) => {
      const value = left(frame);
      return truthy(value) ? value : right(frame);
    };
  }
  const left = compilePart(node.left, scope);
  const right = compilePart(node.right, scope);
  const leftText = written(scope, node.left);
  const rightText = written(scope, node.right);
  return (frame) => {
    const first = left(frame);
    const second = right(frame);
    if (first === undefined) return fail(`"${leftText()}" is undefined`);
    // `'%s' % undefined` prints nothing.
    if (second === undefined && !(operator === '%' && isText(first))) {
      return fail(`"${rightText()}" is undefined`);
    }
    return binary(operator, first, second);
  };
}

function isText(value: Value): boolean {
  return typeof value === 'string' || value instanceof Markup;
}

type Comparison = (left: Value, right: Value) => boolean;

const COMPARISONS: Readonly<Record<CompareOperator, Comparison>> = {
  '==': equal,
  '!=': (left, right) => !equal(left, right),
  '<': (left, right) => compared('<', left, right),
  '<=': (left, right) => compared('<=', left, right),
  '>': (left, right) => compared('>', left, right),
  '>=': (left, right) => compared('>=', left, right),
  in: (left, right) => contains(right, left),
  'not in': (left, right) => !contains(right, left),
};

function comparison(
  operator: CompareOperator,
  left: () => string,
  right: () => string,
): Comparison {
  const compare = COMPARISONS[operator];
  if (operator === '==' || operator === '!=' || operator === 'in' || operator === 'not in') {
    return compare;
  }
  return (first, second) => {
    if (first === undefined) return fail(`"${left()}" is undefined`);
    if (second === undefined) return fail(`"${right()}" is undefined`);
    return compare(first, second);
  };
}

export function compileCompare(node: ExpressionOf<'compare'>, scope: Scope): Evaluate {
  const first = compilePart(node.first, scope);
  let before: Expression = node.first;
  const rest = node.rest.map(({ operator, right }) => {
    const compare = comparison(operator, written(scope, before), written(scope, right));
    before = right;
    return { compare, right: compilePart(right, scope) };
  });
  const [only] = rest;
  if (only && rest.length === 1) {
    const { compare, right } = only;
    return (frame) => compare(first(frame), right(frame));
  }
  return (frame) => {
    let left = first(frame);
    for (const { compare, right } of rest) {
      const value = right(frame);
      if (!compare(left, value)) return false;
      left = value;
    }
    return true;
  };
}
