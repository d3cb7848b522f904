import type { Budget } from './render/budget.js';
import { checkText } from './render/budget.js';
import { FILTERS } from './filters.js';
import { methodOf } from './methods.js';
import { arithmetic, compared, contains, negated } from './operators.js';
import { testName } from './parseTemplate.js';
import { textOf } from './pythonText.js';
import { Callable, Tuple, isNumber, kindOf, Float, toNumber, truthy } from './pythonValue.js';
import type { Arguments, Value } from './pythonValue.js';
import { innerScope, lookUp } from './scope.js';
import type { Scope } from './scope.js';
import { itemOf } from './sequences.js';
import { fail } from './render/templateFailure.js';
import type { CallerNode, Expression, ListNode, PairNode, TemplateNode } from './templateNode.js';
import { TESTS } from './valueTests.js';

/** What the parts of one rendering share. */
export interface Rendering {
  readonly budget: Budget;
  /** Line of the statement at work, from 1. */
  line: number;
  /** Renders statements to text. */
  readonly capture: (body: TemplateNode, scope: Scope) => string;
  readonly caller: (node: CallerNode, scope: Scope) => Callable;
}

const CONSTANTS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['True', true],
  ['False', false],
  ['None', null],
]);

export function evaluate(node: Expression, scope: Scope, rendering: Rendering): Value {
  rendering.budget.step();
  const get = (part: Expression) => evaluate(part, scope, rendering);
  switch (node.typename) {
    case 'Literal':
      return literal(node.value);
    case 'Symbol':
      return CONSTANTS.has(node.value) ? CONSTANTS.get(node.value) : lookUp(scope, node.value);
    case 'Group': {
      const [only] = node.children;
      return only && node.children.length === 1 ? get(only) : new Tuple(node.children.map(get));
    }
    case 'Array':
      return node.children.map(get);
    case 'Dict':
    case 'KeywordArgs':
      return new Map(node.children.map(({ key, value }) => [dictKey(key, get), get(value)]));
    case 'LookupVal':
      return lookUpPart(get(node.target), get(node.val), node.target);
    case 'FunCall':
      return call(node, scope, rendering);
    case 'Filter':
      return filtered(node, scope, rendering);
    case 'InlineIf':
      if (truthy(get(node.cond))) return get(node.body);
      return node.else_ ? get(node.else_) : undefined;
    case 'Or': {
      const left = get(node.left);
      return truthy(left) ? left : get(node.right);
    }
    case 'And': {
      const left = get(node.left);
      return truthy(left) ? get(node.right) : left;
    }
    case 'Not':
      return !truthy(get(node.target));
    case 'Neg':
      return negated(defined(get(node.target), node.target));
    case 'Pos':
      return negated(negated(defined(get(node.target), node.target)));
    case 'In': {
      const container = get(node.right);
      rendering.budget.step(workOf(container));
      return contains(container, get(node.left));
    }
    case 'Is':
      return tested(node.right, get(node.left), get);
    case 'Concat': {
      const left = textOf(get(node.left));
      const right = textOf(get(node.right));
      checkText(left.length + right.length);
      return left + right;
    }
    case 'Compare':
      return comparison(node, get);
    case 'Capture':
      return rendering.capture(node.body, innerScope(scope));
    case 'Caller':
      return rendering.caller(node, scope);
    case 'Add':
    case 'Sub':
    case 'Mul':
    case 'Div':
    case 'FloorDiv':
    case 'Mod':
    case 'Pow': {
      const left = defined(get(node.left), node.left);
      const right = defined(get(node.right), node.right);
      rendering.budget.step(workOf(left) + workOf(right));
      return arithmetic(node.typename, left, right);
    }
  }
}

function literal(value: null | boolean | number | string | RegExp): Value {
  if (value instanceof RegExp) return undefined;
  return typeof value === 'number' && !Number.isSafeInteger(value) ? new Float(value) : value;
}

function dictKey(key: Expression, get: (node: Expression) => Value): Value {
  const value = get(key);
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (isNumber(value)) return toNumber(value);
  return fail(`A value of kind ${kindOf(value)} can't be a key`);
}

/** How people would write the expression. */
function nameOf(node: Expression): string {
  if (node.typename === 'Symbol') return node.value;
  if (node.typename === 'LookupVal') {
    const part = node.val.typename === 'Literal' ? String(node.val.value) : '…';
    return `${nameOf(node.target)}.${part}`;
  }
  if (node.typename === 'FunCall') return `${nameOf(node.name)}()`;
  return '(…)';
}

function defined(value: Value, node: Expression): Value {
  return value === undefined ? fail(`"${nameOf(node)}" is undefined`) : value;
}

function lookUpPart(target: Value, key: Value, node: Expression): Value {
  if (target === undefined) {
    return fail(`"${nameOf(node)}" is undefined, so it has no "${textOf(key)}"`);
  }
  const item = itemOf(target, key);
  return item === undefined && typeof key === 'string' ? methodOf(target, key) : item;
}

function call(
  node: Extract<Expression, { typename: 'FunCall' }>,
  scope: Scope,
  rendering: Rendering,
): Value {
  const callee = calleeOf(node.name, scope, rendering);
  if (!(callee instanceof Callable)) {
    const what = callee === undefined ? 'is undefined' : 'is no function';
    return fail(`"${nameOf(node.name)}" ${what}, so it can't be called`);
  }
  return counted(callee.call(argumentsOf(node.args, scope, rendering)), rendering);
}

/** `row.items()` is the method even where the dict has a key `items`, as in Jinja. */
function calleeOf(node: Expression, scope: Scope, rendering: Rendering): Value {
  if (node.typename !== 'LookupVal') return evaluate(node, scope, rendering);
  const target = evaluate(node.target, scope, rendering);
  const key = evaluate(node.val, scope, rendering);
  rendering.budget.step(workOf(target));
  const method = typeof key === 'string' ? methodOf(target, key) : undefined;
  return method ?? lookUpPart(target, key, node.target);
}

export function argumentsOf(list: ListNode, scope: Scope, rendering: Rendering): Arguments {
  const args: Value[] = [];
  const named = new Map<string, Value>();
  for (const node of list.children) {
    if (node.typename !== 'KeywordArgs') args.push(evaluate(node, scope, rendering));
    else
      for (const pair of node.children)
        named.set(pairName(pair), evaluate(pair.value, scope, rendering));
  }
  return { args, named };
}

export function pairName(pair: PairNode): string {
  return pair.key.typename === 'Symbol' ? pair.key.value : fail('A named argument wants a name');
}

function filtered(
  node: Extract<Expression, { typename: 'Filter' }>,
  scope: Scope,
  rendering: Rendering,
): Value {
  const filter = FILTERS.get(node.name.value);
  if (!filter) return fail(`There is no filter "${node.name.value}"`);
  const { args, named } = argumentsOf(node.args, scope, rendering);
  const [value, ...rest] = args;
  rendering.budget.step(workOf(value));
  return counted(filter(value, { args: rest, named }), rendering);
}

/** A value that was just made: its size is work. */
function counted(value: Value, rendering: Rendering): Value {
  rendering.budget.step(workOf(value));
  return value;
}

/** Work that going through the value takes, in steps. */
function workOf(value: Value): number {
  if (typeof value === 'string') return Math.ceil(value.length / 100);
  if (value instanceof Map) return value.size;
  return Array.isArray(value) ? value.length : 1;
}

function tested(right: Expression, value: Value, get: (node: Expression) => Value): boolean {
  const test = TESTS.get(testName(right) ?? '');
  if (!test) return fail(`There is no test "${testName(right) ?? ''}"`);
  return test(value, right.typename === 'FunCall' ? right.args.children.map(get) : []);
}

function comparison(
  node: Extract<Expression, { typename: 'Compare' }>,
  get: (node: Expression) => Value,
): boolean {
  let left = get(node.expr);
  for (const { type, expr } of node.ops) {
    const right = get(expr);
    if (!compared(type, left, right)) return false;
    left = right;
  }
  return true;
}
