import type { Expression, ExpressionOf } from '../syntax/templateNode.js';
import { dictOf } from '../values/dictKeys.js';
import { lengthOf } from '../values/iterate.js';
import { attributeOf, itemOf } from '../values/lookUp.js';
import { markupConcatenated } from '../values/markup.js';
import { concatenated } from '../values/operators.js';
import { floatText } from '../values/pythonText.js';
import { Dict, Float, Markup, Tuple } from '../values/pythonValue.js';
import type { Value } from '../values/pythonValue.js';
import { sliceOf } from '../values/slices.js';
import type { SliceBounds } from '../values/slices.js';
import { isInt } from '../values/typeNames.js';
import { truthy } from '../values/truth.js';
import { checkText } from './budget.js';
import { compileRead } from './bindings.js';
import { compileCall } from './compileCall.js';
import { compileFilter, compileTest } from './compileBuiltin.js';
import { compileBinary, compileCompare, compileUnary } from './compileOperator.js';
import { compileAll, evaluateAll } from './compileParts.js';
import { NO_CONSTANT, constantOf } from './constantOf.js';
import { MISSING } from './frame.js';
import type { Evaluate } from './frame.js';
import { addFault, askingScope, noteRead, softScope, written } from './scope.js';
import type { Scope } from './scope.js';
import { fail } from './templateFailure.js';
import { notConstant } from './notConstant.js';
import { tracedUse } from './traceWriter.js';

export function compileExpression(node: Expression, scope: Scope): Evaluate {
  const folded = scope.isConstant ? undefined : foldedOf(node, scope);
  return folded ?? compileNode(node, scope);
}

/** Jinja2 computes what needs no row while it compiles; that decides a few odd cases. */
function foldedOf(node: Expression, scope: Scope): Evaluate | undefined {
  switch (node.kind) {
    case 'name':
    case 'constant':
    case 'tuple':
    case 'list':
    case 'dict':
    case 'slice':
    case 'missing':
    case 'call':
      return undefined;
    default: {
      if (scope.compilation.isVolatile) return undefined;
      const value = constantOf(node, scope);
      return value !== NO_CONSTANT && isScalar(value) ? kept(value) : undefined;
    }
  }
}

/** A constant in the code. Python writes it there as it prints it, and `inf` is no number there. */
function kept(value: Value): Evaluate {
  if (!(value instanceof Float) || Number.isFinite(value.value)) return () => value;
  const name = floatText(value.value);
  return () => fail(`The constant ${name} can only be printed in Jinja2, not computed with`);
}

/** Short and never changed, so that one value serves all renderings. */
function isScalar(value: Value): boolean {
  if (typeof value === 'string') return value.length < 1000;
  if (value instanceof Markup) return value.text.length < 1000;
  return (
    value === null || (value !== undefined && typeof value !== 'object') || value instanceof Float
  );
}

function compileNode(node: Expression, scope: Scope): Evaluate {
  switch (node.kind) {
    case 'constant': {
      const { value } = node;
      return scope.isConstant ? () => value : kept(value);
    }
    case 'name':
      return compileName(node, scope);
    case 'tuple': {
      const items = compileAll(node.items, scope);
      return (frame) => new Tuple(evaluateAll(items, frame));
    }
    case 'list': {
      const items = compileAll(node.items, scope);
      return (frame) => evaluateAll(items, frame);
    }
    case 'dict':
      return compileDict(node, scope);
    case 'concat':
      return compileConcat(node, scope);
    case 'unary':
      return compileUnary(node, scope);
    case 'binary':
      return compileBinary(node, scope);
    case 'compare':
      return compileCompare(node, scope);
    case 'attribute':
      return compileAttribute(node, scope);
    case 'item':
      return compileItem(node, scope);
    case 'call':
      return compileCall(node, scope);
    case 'filter':
      return compileFilter(node, scope);
    case 'test':
      return compileTest(node, scope);
    case 'conditional':
      return compileConditional(node, scope);
    case 'slice': {
      const parts = sliceParts(node, scope);
      return (frame) => new Tuple(evaluateAll(parts, frame));
    }
    case 'missing':
      return () => undefined;
  }
}

function compileName(node: ExpressionOf<'name'>, scope: Scope): Evaluate {
  if (scope.isConstant) return notConstant;
  const owner = scope.names.owner(node.name);
  if (!owner) {
    // Jinja2 looks for names of a set block's filter only inside the block and around it.
    const message = `"${node.name}" is known neither in the set block nor around it.`;
    addFault(scope, node, { code: 'unknown-name', message });
  }
  if (owner?.loadOf(node.name).kind === 'column' && !scope.exported?.has(node.name)) {
    noteRead(scope.compilation, node.name, node.start);
  }
  const read = compileRead(node.name, scope);
  const plain: Evaluate = (frame) => {
    const value = read(frame);
    return value === MISSING ? undefined : value;
  };
  return tracedUse(plain, node, scope);
}

function compileAttribute(node: ExpressionOf<'attribute'>, scope: Scope): Evaluate {
  const target = compileExpression(node.target, scope);
  const { name } = node.attribute;
  const whole = written(scope, node.target);
  const plain: Evaluate = (frame) => {
    const value = target(frame);
    if (value === undefined) {
      return fail(`"${whole()}" is undefined, so it has no "${name}"`);
    }
    return attributeOf(value, name);
  };
  return tracedUse(plain, node, scope);
}

function compileItem(node: ExpressionOf<'item'>, scope: Scope): Evaluate {
  const target = compileExpression(node.target, scope);
  const whole = written(scope, node.target);
  if (node.index.kind === 'slice') {
    const parts = sliceParts(node.index, scope);
    const slice = scope.isConstant ? constantSlice : sliceOf;
    return (frame) => {
      const value = target(frame);
      if (value === undefined) return fail(`"${whole()}" is undefined, so it can't be sliced`);
      const [from, to, step] = evaluateAll(parts, frame);
      return slice(value, { from, to, step });
    };
  }
  if (node.index.kind === 'tuple' && !scope.isConstant) refuseSlicesIn(node.index.items, scope);
  const index = compileExpression(node.index, scope);
  const key = written(scope, node.index);
  const plain: Evaluate = (frame) => {
    const value = target(frame);
    const at = index(frame);
    if (value === undefined) return fail(`"${whole()}" is undefined, so it has no item ${key()}`);
    return itemOf(value, at);
  };
  return tracedUse(plain, node, scope);
}

/** Jinja2 parses a slice beside other indices and makes no Python of it. */
function refuseSlicesIn(items: readonly Expression[], scope: Scope): void {
  const slice = items.find(({ kind }) => kind === 'slice');
  if (!slice) return;
  const message = 'A slice must be the only index; leave out the other ones.';
  addFault(scope, slice, { code: 'syntax', message });
}

/** Of a constant Jinja2 takes a slice as it takes an item: what has none gives undefined. */
function constantSlice(value: Value, bounds: SliceBounds): Value {
  const { step } = bounds;
  try {
    return sliceOf(value, bounds);
  } catch (error) {
    if (lengthOf(value) !== undefined && isInt(step) && Number(step) === 0) throw error;
    return undefined;
  }
}

function sliceParts(node: ExpressionOf<'slice'>, scope: Scope): Evaluate[] {
  return [node.from, node.to, node.step].map((part): Evaluate =>
    part ? compileExpression(part, scope) : () => null,
  );
}

function compileDict(node: ExpressionOf<'dict'>, scope: Scope): Evaluate {
  const pairs = node.pairs.map(({ key, value }): [Evaluate, Evaluate] => [
    compileExpression(key, scope),
    compileExpression(value, scope),
  ]);
  if (pairs.length === 0) return () => new Dict();
  return (frame) => dictOf(pairs.map(([key, value]): [Value, Value] => [key(frame), value(frame)]));
}

function compileConcat(
  node: Expression & { readonly items: readonly Expression[] },
  scope: Scope,
): Evaluate {
  const items = compileAll(node.items, scope);
  const { autoescape, isVolatile } = scope.compilation;
  if (isVolatile) {
    // Jinja2 asks here whether the stretch is volatile, which is never so while it runs.
    return (frame) => concatenated(evaluateAll(items, frame));
  }
  if (scope.isConstant) return (frame) => concatenated(evaluateAll(items, frame));
  if (autoescape) return (frame) => markupConcatenated(evaluateAll(items, frame));
  const [first, second] = items;
  if (first && second && items.length === 2) {
    return (frame) => {
      const left = first(frame);
      const right = second(frame);
      if (typeof left !== 'string' || typeof right !== 'string') return concatenated([left, right]);
      checkText(left.length + right.length);
      return left + right;
    };
  }
  return (frame) => concatenated(evaluateAll(items, frame));
}

function compileConditional(node: ExpressionOf<'conditional'>, scope: Scope): Evaluate {
  const soft = softScope(scope);
  const then = compileExpression(node.then, soft);
  const condition = compileExpression(node.condition, askingScope(soft));
  if (!node.otherwise && scope.isConstant) {
    return (frame) => (truthy(condition(frame)) ? then(frame) : notConstant(frame));
  }
  if (!node.otherwise) return (frame) => (truthy(condition(frame)) ? then(frame) : undefined);
  const otherwise = compileExpression(node.otherwise, soft);
  return (frame) => (truthy(condition(frame)) ? then(frame) : otherwise(frame));
}
