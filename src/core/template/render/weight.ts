import type { Expression, Statement } from '../syntax/templateNode.js';
import { partsOf, statementsIn } from './treeOrder.js';

/** Parts of expressions that together take about as long as one step of the budget. */
const PARTS_PER_STEP = 2;

/** What running statements once costs, in steps; inner loops and macros count their own turns. */
export function weightOf(body: readonly Statement[]): number {
  return 1 + Math.floor(partsIn(body) / PARTS_PER_STEP);
}

function partsIn(body: readonly Statement[]): number {
  let count = 0;
  for (const node of body) {
    count += 1;
    for (const part of expressionsOf(node)) count += sizeOf(part);
    if (node.kind !== 'for' && node.kind !== 'macro') count += partsIn(statementsIn(node));
  }
  return count;
}

function expressionsOf(node: Statement): readonly Expression[] {
  switch (node.kind) {
    case 'output':
      return node.parts.filter((part) => part.kind !== 'text');
    case 'if':
      return node.branches.map(({ condition }) => condition);
    case 'for':
      return [node.iterable];
    case 'set':
      return [node.value];
    case 'with':
      return node.bindings.map(({ value }) => value);
    case 'callBlock':
      return [node.call];
    case 'filterBlock':
      return [node.filter];
    case 'setBlock':
      return node.filter ? [node.filter] : [];
    default:
      return [];
  }
}

function sizeOf(node: Expression): number {
  let count = 1;
  for (const part of partsOf(node)) count += sizeOf(part);
  return count;
}
