import type {
  Expression,
  Parameter,
  Statement,
  StatementOf,
  Target,
} from '../syntax/templateNode.js';
import type { Names } from './names.js';
import { namesBound, partsOf } from './treeOrder.js';

/** Goes through what belongs to a scope itself and stops where an inner scope begins. */
export function resolveBody(names: Names, body: readonly Statement[]): void {
  for (const node of body) resolveStatement(names, node);
}

export function resolveExpression(names: Names, node: Expression | null): void {
  if (!node) return;
  if (node.kind === 'name') names.read(node.name);
  for (const part of partsOf(node)) resolveExpression(names, part);
}

/** The scope of a macro or call block. */
export function resolveMacro(
  names: Names,
  { parameters, body }: { parameters: readonly Parameter[]; body: readonly Statement[] },
): void {
  for (const { name } of parameters) names.give(name);
  for (const { otherwise } of parameters) resolveExpression(names, otherwise);
  resolveBody(names, body);
}

export function giveTarget(names: Names, target: Target): void {
  for (const name of namesBound(target)) names.give(name);
}

function resolveStatement(names: Names, node: Statement): void {
  switch (node.kind) {
    case 'output':
      for (const part of node.parts) if (part.kind !== 'text') resolveExpression(names, part);
      return;
    case 'if':
      resolveIf(names, node);
      return;
    case 'for':
      resolveExpression(names, node.iterable);
      return;
    case 'set':
      resolveExpression(names, node.value);
      bindTarget(names, node.target);
      return;
    case 'setBlock':
      bindTarget(names, node.target);
      return;
    case 'with':
      for (const { value } of node.bindings) resolveExpression(names, value);
      return;
    case 'macro':
      names.bind(node.name.name);
      return;
    case 'callBlock':
      resolveExpression(names, node.call);
      return;
    case 'filterBlock':
      resolveExpression(names, node.filter);
      return;
    case 'otherTemplate':
      resolveExpression(names, node.template);
      for (const { name } of node.names) names.bind(name);
      return;
    case 'block':
    case 'autoescape':
  }
}

function bindTarget(names: Names, target: Target): void {
  if (target.kind === 'name') names.bind(target.name);
  else if (target.kind === 'namespacePart') names.read(target.namespace.name);
  else for (const item of target.items) bindTarget(names, item);
}

function resolveIf(names: Names, node: StatementOf<'if'>): void {
  const [first, ...others] = node.branches;
  if (!first) return;
  resolveExpression(names, first.condition);
  const then = names.branch();
  resolveBody(then, first.body);
  // All `elif` count as one branch, each with a branch of its own inside.
  const between = names.branch();
  for (const { condition, body } of others) {
    resolveExpression(between, condition);
    const inner = between.branch();
    resolveBody(inner, body);
    between.joinBranches([inner]);
  }
  const otherwise = names.branch();
  resolveBody(otherwise, node.otherwise);
  names.joinBranches([then, between, otherwise]);
}
