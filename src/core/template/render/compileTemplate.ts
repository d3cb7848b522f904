import type { ParsedTemplate, StatementOf, TemplateFault } from '../syntax/templateNode.js';
import { compileEnter, compileSlotStore } from './bindings.js';
import { ColumnFlow } from './columnFlow.js';
import { compileExpression } from './compileExpression.js';
import { compileBody } from './compileStatement.js';
import type { Run } from './frame.js';
import { FrameSlots, Names } from './names.js';
import { resolveBody } from './resolveNames.js';
import { addFault, beginLine } from './scope.js';
import type { BlockCode, Compilation, Scope } from './scope.js';
import { TemplateReference } from './templateReference.js';
import { blocksIn, readBeforeBound } from './treeOrder.js';

/** A template made ready to run; it holds nothing of a row. */
export interface Program {
  /** What keeps it from running, in the order in which Jinja2 finds it. */
  readonly faults: readonly TemplateFault[];
  /** Names that it looks up in the row, by place. */
  readonly columns: readonly string[];
  /** Those of them that an expression reads, by place in the template. */
  readonly reads: readonly string[];
  readonly slots: FrameSlots;
  readonly run: Run;
}

export type Variant = 'plain' | 'traced';

export function compileTemplate(parsed: ParsedTemplate, variant: Variant): Program {
  const slots = new FrameSlots();
  const compilation: Compilation = {
    source: parsed.source,
    compilers: { expression: compileExpression, body: compileBody },
    flow: variant === 'traced' ? new ColumnFlow() : null,
    faults: [...parsed.faults],
    columns: [],
    reads: new Map(),
    blocks: new Map(),
    exportedNames: new Set(),
    line: 1,
    autoescape: false,
    isVolatile: false,
    extendsCount: 0,
    hasKnownExtends: false,
  };
  const { faults, columns } = compilation;
  if (faults.length > 0) return { faults, columns, reads: [], slots, run: () => undefined };
  const run = compileRoot(parsed, compilation, slots);
  const reads = [...compilation.reads].sort(([, left], [, right]) => left - right);
  return { faults, columns, reads: reads.map(([name]) => name), slots, run };
}

function compileRoot(parsed: ParsedTemplate, compilation: Compilation, slots: FrameSlots): Run {
  const { body } = parsed;
  const names = new Names(slots);
  const hasSelf = readBeforeBound(body, ['self']).has('self');
  if (hasSelf) names.give('self');
  resolveBody(names, body);
  const scope: Scope = {
    compilation,
    names,
    isTopLevel: true,
    isRootLevel: true,
    isSoft: false,
    exported: null,
    checksExtends: parsed.tags.some(({ word }) => word?.name === 'extends'),
    isAsking: false,
    isConstant: false,
  };
  registerBlocks(blocksIn(body), scope);
  const enter = compileEnter(scope);
  const start = hasSelf ? compileSelf(scope) : enter;
  const run = compileBody(body, scope);
  for (const block of compilation.blocks.values()) compileBlockCode(block, scope);
  return (frame) => {
    enter(frame);
    if (start !== enter) start(frame);
    run(frame);
  };
}

function compileSelf(scope: Scope): Run {
  const store = compileSlotStore('self', scope);
  const { blocks } = scope.compilation;
  return (frame) => store(frame, new TemplateReference(frame, blocks));
}

function registerBlocks(nodes: readonly StatementOf<'block'>[], scope: Scope): void {
  const { compilation, names } = scope;
  for (const node of nodes) {
    const { name } = node.name;
    if (compilation.blocks.has(name)) {
      const message = `The block "${name}" is defined twice.`;
      addFault(scope, { ...node.name, line: node.line }, { code: 'block-twice', message });
      continue;
    }
    const code: BlockCode = { node, slots: new FrameSlots(), run: () => undefined };
    compilation.blocks.set(name, code);
  }
  if (nodes.length === 0) return;
  const isScoped = nodes.some((node) => node.isScoped);
  // A scoped block sees whatever is bound around it, by any name.
  compilation.exportedNames = isScoped ? { has: () => true } : names.bound;
}

/** A block is compiled on its own: it sees the row and what is exported, not where it stands. */
function compileBlockCode(block: BlockCode, root: Scope): void {
  const { node, slots } = block;
  beginLine(root, node);
  const names = new Names(slots);
  const used = readBeforeBound(node.body, ['self', 'super']);
  for (const name of used) names.give(name);
  resolveBody(names, node.body);
  const scope: Scope = {
    ...root,
    names,
    isTopLevel: false,
    isRootLevel: false,
    exported: root.names.bound,
    checksExtends: false,
  };
  const enter = compileEnter(scope);
  const self = used.has('self') ? compileSelf(scope) : null;
  const parent = used.has('super') ? compileSlotStore('super', scope) : null;
  const body = compileBody(node.body, scope);
  const { line } = node;
  block.run = (frame) => {
    frame.rendering.line = line;
    self?.(frame);
    parent?.(frame, undefined);
    enter(frame);
    body(frame);
  };
}
