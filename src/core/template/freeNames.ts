import { GLOBAL_NAMES } from './globals.js';
import type { Expression, ListNode, TemplateNode } from './templateNode.js';

type Bound = ReadonlySet<string>;

const CONSTANTS = ['True', 'False', 'None', 'self', 'super'];

/** Names that a template reads and does not bind itself, in order of appearance. */
export function freeNames(tree: TemplateNode): string[] {
  const found = new Set<string>();
  visit(tree, new Set([...GLOBAL_NAMES, ...CONSTANTS]), found);
  return [...found];
}

/** Visits a node; a `Set` of bound names is changed by statements that bind for what follows. */
function visit(node: TemplateNode, bound: Set<string>, found: Set<string>): void {
  switch (node.typename) {
    case 'Symbol':
      if (!bound.has(node.value)) found.add(node.value);
      return;
    case 'Literal':
    case 'TemplateData':
    case 'Include':
    case 'Extends':
    case 'Import':
    case 'FromImport':
      return;
    case 'Root':
    case 'NodeList':
    case 'Output':
    case 'Group':
    case 'Array':
      visitAll(node.children, bound, found);
      return;
    case 'Dict':
    case 'KeywordArgs':
      for (const { key, value } of node.children) {
        if (node.typename === 'Dict') visit(key, bound, found);
        visit(value, bound, found);
      }
      return;
    case 'LookupVal':
      visitAll([node.target, node.val], bound, found);
      return;
    case 'FunCall':
      visit(node.name, bound, found);
      visitAll(node.args.children, bound, found);
      return;
    case 'Filter':
      visitAll(node.args.children, bound, found);
      return;
    case 'InlineIf':
      visitAll([node.body, node.cond, ...(node.else_ ? [node.else_] : [])], bound, found);
      return;
    case 'If':
      visitAll([node.cond, node.body, ...(node.else_ ? [node.else_] : [])], bound, found);
      return;
    case 'Is':
      visit(node.left, bound, found);
      if (node.right.typename === 'FunCall') visitAll(node.right.args.children, bound, found);
      return;
    case 'Not':
    case 'Neg':
    case 'Pos':
      visit(node.target, bound, found);
      return;
    case 'Compare':
      visitAll([node.expr, ...node.ops.map(({ expr }) => expr)], bound, found);
      return;
    case 'Capture':
      visit(node.body, new Set(bound), found);
      return;
    case 'Block':
      visit(node.body, new Set(bound), found);
      return;
    case 'For':
      visitFor(node, bound, found);
      return;
    case 'Set':
      if (node.value) visit(node.value, bound, found);
      if (node.body) visit(node.body, bound, found);
      for (const target of node.targets) {
        if (target.typename === 'Symbol') bound.add(target.value);
        else visit(target, bound, found);
      }
      return;
    case 'Macro':
      bound.add(node.name.value);
      visitMacro(node, bound, found);
      return;
    case 'Caller':
      visitMacro(node, bound, found);
      return;
    default:
      visitAll([node.left, node.right], bound, found);
  }
}

function visitAll(nodes: readonly TemplateNode[], bound: Set<string>, found: Set<string>): void {
  for (const node of nodes) visit(node, bound, found);
}

function visitFor(
  node: Extract<TemplateNode, { typename: 'For' }>,
  bound: Set<string>,
  found: Set<string>,
): void {
  const inner = new Set([...bound, 'loop', ...namesOf(node.name)]);
  const filter = node.arr.typename === 'InlineIf' && !node.arr.else_ ? node.arr : undefined;
  visit(filter?.body ?? node.arr, bound, found);
  if (filter) visit(filter.cond, inner, found);
  visit(node.body, inner, found);
  if (node.else_) visit(node.else_, new Set(bound), found);
}

function namesOf(target: Expression): string[] {
  if (target.typename === 'Symbol') return [target.value];
  return target.typename === 'Array' ? target.children.flatMap(namesOf) : [];
}

function visitMacro(
  node: { readonly args: ListNode; readonly body: ListNode },
  bound: Bound,
  found: Set<string>,
): void {
  const inner = new Set([...bound, 'varargs', 'kwargs', 'caller']);
  for (const parameter of node.args.children) {
    if (parameter.typename === 'Symbol') inner.add(parameter.value);
    if (parameter.typename !== 'KeywordArgs') continue;
    for (const { key, value } of parameter.children) {
      visit(value, inner, found);
      if (key.typename === 'Symbol') inner.add(key.value);
    }
  }
  visit(node.body, inner, found);
}
