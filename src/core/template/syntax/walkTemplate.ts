import type { Arguments, Expression, Statement, TextNode } from './templateNode.js';

export type TemplateNode = Statement | Expression | TextNode;

/** The parts of a node in the order of the source. Targets and parameter names are no nodes. */
export function childrenOf(node: TemplateNode): readonly TemplateNode[] {
  switch (node.kind) {
    case 'text':
    case 'constant':
    case 'name':
    case 'missing':
      return [];
    case 'output':
      return node.parts;
    case 'if':
      return [
        ...node.branches.flatMap(({ condition, body }) => [condition, ...body]),
        ...node.otherwise,
      ];
    case 'for':
      return [node.iterable, ...present(node.filter), ...node.body, ...node.otherwise];
    case 'set':
      return [node.value];
    case 'setBlock':
      return [...present(node.filter), ...node.body];
    case 'with':
      return [...node.bindings.map(({ value }) => value), ...node.body];
    case 'macro':
      return [...defaultsOf(node.parameters), ...node.body];
    case 'callBlock':
      return [...defaultsOf(node.parameters), node.call, ...node.body];
    case 'filterBlock':
      return [node.filter, ...node.body];
    case 'block':
      return node.body;
    case 'autoescape':
      return [node.value, ...node.body];
    case 'otherTemplate':
      return [node.template];
    default:
      return partsOf(node);
  }
}

/** The expressions right inside one, as they stand in the template. */
export function partsOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'constant':
    case 'name':
    case 'missing':
      return [];
    case 'tuple':
    case 'list':
    case 'concat':
      return node.items;
    case 'dict':
      return node.pairs.flatMap(({ key, value }) => [key, value]);
    case 'unary':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'compare':
      return [node.first, ...node.rest.map(({ right }) => right)];
    case 'attribute':
      return [node.target];
    case 'item':
      return [node.target, node.index];
    case 'slice':
      return [...present(node.from), ...present(node.to), ...present(node.step)];
    case 'call':
      return [node.callee, ...valuesOf(node.given)];
    case 'filter':
      return [...present(node.target), ...valuesOf(node.given)];
    case 'test':
      return [node.target, ...valuesOf(node.given)];
    case 'conditional':
      return [node.then, node.condition, ...present(node.otherwise)];
  }
}

function valuesOf({ positional, named, spreadPositional, spreadNamed }: Arguments): Expression[] {
  const values = [...positional, ...named.map(({ value }) => value)];
  return [...values, ...present(spreadPositional), ...present(spreadNamed)];
}

function defaultsOf(
  parameters: readonly { readonly otherwise: Expression | null }[],
): readonly Expression[] {
  return parameters.flatMap(({ otherwise }) => present(otherwise));
}

function present(node: Expression | null | undefined): readonly Expression[] {
  return node == null ? [] : [node];
}

/** Every node before its parts, in the order of the source. */
export function visitTemplate(
  nodes: readonly TemplateNode[],
  visit: (node: TemplateNode) => void,
): void {
  for (const node of nodes) {
    visit(node);
    visitTemplate(childrenOf(node), visit);
  }
}
