import type { Expression } from '../syntax/templateNode.js';
import type { Value } from '../values/pythonValue.js';
import { compilePart } from './compileParts.js';
import { Frame } from './frame.js';
import { Rendering } from './rendering.js';
import type { Scope } from './scope.js';

export const NO_CONSTANT: unique symbol = Symbol('no constant');

/**
 * What an expression comes to without any row, as Jinja2 computes it while it compiles: a printed
 * constant notes no line for failures. One that fails here is left to fail when it is reached.
 */
export function constantOf(node: Expression, scope: Scope): Value | typeof NO_CONSTANT {
  if (!mayBeConstant(node)) return NO_CONSTANT;
  const evaluate = compilePart(node, { ...scope, isConstant: true });
  const rendering = new Rendering([], { column: () => undefined });
  rendering.autoescape = scope.compilation.autoescape;
  try {
    return evaluate(new Frame(rendering, 0, null, new Map()));
  } catch {
    return NO_CONSTANT;
  }
}

/** Whether what is computed first needs no row. */
function mayBeConstant(node: Expression): boolean {
  switch (node.kind) {
    case 'name':
    case 'call':
    case 'missing':
      return false;
    case 'attribute':
    case 'item':
    case 'test':
      return mayBeConstant(node.target);
    case 'filter':
      return node.target !== null && mayBeConstant(node.target);
    case 'binary':
      return mayBeConstant(node.left);
    case 'compare':
      return mayBeConstant(node.first);
    case 'conditional':
      return mayBeConstant(node.condition);
    case 'unary':
      return mayBeConstant(node.operand);
    case 'tuple':
    case 'list':
    case 'concat':
      return node.items.every(mayBeConstant);
    default:
      return true;
  }
}
