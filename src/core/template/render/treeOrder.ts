import type { Expression, Statement, StatementOf, Target } from '../syntax/templateNode.js';
import { partsOf as writtenParts } from '../syntax/walkTemplate.js';

/** Parts of an expression in the order in which Jinja2 goes through them. */
export function partsOf(node: Expression): readonly Expression[] {
  if (node.kind !== 'conditional') return writtenParts(node);
  return [node.condition, node.then, ...(node.otherwise ? [node.otherwise] : [])];
}

export function statementsIn(node: Statement): readonly Statement[] {
  switch (node.kind) {
    case 'if':
      return [...node.branches.flatMap(({ body }) => body), ...node.otherwise];
    case 'for':
      return [...node.body, ...node.otherwise];
    case 'output':
    case 'set':
    case 'otherTemplate':
      return [];
    default:
      return node.body;
  }
}

/** Blocks in and below statements, each before those inside it. */
export function blocksIn(body: readonly Statement[]): StatementOf<'block'>[] {
  return body.flatMap((node) => [
    ...(node.kind === 'block' ? [node] : []),
    ...blocksIn(statementsIn(node)),
  ]);
}

/** Names that a target binds; a part of a namespace binds none. */
export function namesBound(target: Target): string[] {
  if (target.kind === 'name') return [target.name];
  return target.kind === 'tuple' ? target.items.flatMap(namesBound) : [];
}

/**
 * Which of `names` statements read before they bind them themselves, in source order; blocks are
 * left out, they stand alone.
 */
export function readBeforeBound(
  body: readonly Statement[],
  names: readonly string[],
): ReadonlySet<string> {
  const open = new Set(names);
  const found = new Set<string>();
  const read = (node: Expression | null): void => {
    if (!node) return;
    if (node.kind === 'name' && open.has(node.name)) found.add(node.name);
    for (const part of partsOf(node)) read(part);
  };
  const bind = (bound: readonly string[]): void => {
    for (const name of bound) open.delete(name);
  };
  const all = (nodes: readonly Statement[]): void => {
    for (const node of nodes) visit(node);
  };
  const visit = (node: Statement): void => {
    switch (node.kind) {
      case 'output':
        for (const part of node.parts) if (part.kind !== 'text') read(part);
        return;
      case 'if':
        node.branches.forEach(({ condition, body: branch }) => {
          read(condition);
          all(branch);
        });
        all(node.otherwise);
        return;
      case 'for':
        bind(namesBound(node.target));
        read(node.iterable);
        all(node.body);
        all(node.otherwise);
        read(node.filter);
        return;
      case 'set':
        bind(namesBound(node.target));
        read(node.value);
        return;
      case 'setBlock':
        bind(namesBound(node.target));
        read(node.filter);
        all(node.body);
        return;
      case 'with':
        for (const { target } of node.bindings) bind(namesBound(target));
        for (const { value } of node.bindings) read(value);
        all(node.body);
        return;
      case 'macro':
      case 'callBlock':
        if (node.kind === 'callBlock') read(node.call);
        bind(node.parameters.map(({ name }) => name));
        for (const { otherwise } of node.parameters) read(otherwise);
        all(node.body);
        return;
      case 'filterBlock':
        all(node.body);
        read(node.filter);
        return;
      case 'autoescape':
        read(node.value);
        all(node.body);
        return;
      case 'otherTemplate':
        read(node.template);
        return;
      case 'block':
    }
  };
  all(body);
  return found;
}
