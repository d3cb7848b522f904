import type { ParsedTemplate } from '../syntax/templateNode.js';
import { childrenOf, type TemplateNode } from '../syntax/walkTemplate.js';

/**
 * How a template uses a name: `deliberate` asks whether it is there (`is defined`, `default`),
 * `condition` decides by it, `value` needs it.
 */
export type Asking = 'deliberate' | 'condition' | 'value';

/** How each name of a template is used, by the offset it starts at. */
export function askedNames({ body }: ParsedTemplate): ReadonlyMap<number, Asking> {
  const found = new Map<number, Asking>();
  for (const statement of body) visit(statement, 'value', found);
  return found;
}

function visit(node: TemplateNode, asking: Asking, found: Map<number, Asking>): void {
  if (node.kind === 'name') found.set(node.start, asking);
  for (const child of childrenOf(node)) visit(child, askingOf(node, child, asking), found);
}

function askingOf(node: TemplateNode, child: TemplateNode, outer: Asking): Asking {
  switch (node.kind) {
    case 'if':
      return node.branches.some(({ condition }) => condition === child) ? 'condition' : 'value';
    case 'for':
      return node.filter === child ? 'condition' : 'value';
    case 'conditional':
      return node.condition === child ? 'condition' : outer;
    case 'binary':
      return node.operator === 'or' && node.left === child ? weaker(outer) : outer;
    case 'test':
      return isAbsenceTest(node.test.name) && node.target === child ? 'deliberate' : outer;
    case 'filter':
      return isDefault(node.filter.name) && node.target === child ? 'deliberate' : outer;
    case 'attribute':
    case 'item':
    case 'unary':
    case 'compare':
    case 'concat':
      return outer;
    default:
      // What a call or a filter gets, it works with.
      return outer === 'condition' ? 'condition' : 'value';
  }
}

function weaker(asking: Asking): Asking {
  return asking === 'value' ? 'condition' : asking;
}

function isAbsenceTest(name: string): boolean {
  return name === 'defined' || name === 'undefined';
}

function isDefault(name: string): boolean {
  return name === 'default' || name === 'd';
}
