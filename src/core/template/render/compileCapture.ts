import type { Expression, Span, Statement, StatementOf } from '../syntax/templateNode.js';
import { Markup } from '../values/pythonValue.js';
import type { Value } from '../values/pythonValue.js';
import { textOf } from '../values/pythonText.js';
import { compileInner, inOrder } from './compileParts.js';
import { compileEnter, compileLeave } from './bindings.js';
import { captured } from './capture.js';
import type { Source } from './columnFlow.js';
import { compileFilter } from './compileBuiltin.js';
import { compileNamespaceCheck, compileTarget } from './compileTarget.js';
import { compileExport } from './exportNames.js';
import type { Frame, Run } from './frame.js';
import { Names } from './names.js';
import { resolveBody, resolveExpression } from './resolveNames.js';
import { beginLine, innerScope } from './scope.js';
import type { Compilation, Scope } from './scope.js';
import { originOf, tracedWrite } from './traceWriter.js';

/** A body whose text is collected; `sources` is what flows into it. */
export function compileCollected(
  body: readonly Statement[],
  scope: Scope,
): { readonly run: Run; readonly sources: readonly Source[] } {
  const { flow } = scope.compilation;
  let run: Run = () => undefined;
  const compile = (): void => {
    run = compileInner(body, scope);
  };
  if (!flow) compile();
  const sources = flow?.collect(compile) ?? [];
  return { run, sources };
}

export function compileSetBlock(node: StatementOf<'setBlock'>, scope: Scope): Run {
  const { flow } = scope.compilation;
  const names = new Names(scope.names.slots, scope.names);
  resolveBody(names, node.body);
  const inner: Scope = { ...innerScope(scope, names), checksExtends: false };
  const enter = compileEnter(inner);
  const { run, sources } = compileCollected(node.body, inner);
  const line = beginLine(scope, node);
  const check = compileNamespaceCheck(node.target, scope);
  const store = compileTarget(node.target, scope);
  const filter = node.filter ? compileTextFilter(node.filter, inner) : null;
  const added = flow?.of(node.filter, inner) ?? [];
  flow?.addTarget(node.target, [...sources, ...added], scope.names);
  const leave = compileLeave(inner);
  const assign: Run = (frame) => {
    const { rendering } = frame;
    enter(frame);
    const text = captured(frame, run, line);
    check?.(frame);
    rendering.line = line;
    const value = filter ? filter(frame, text) : text;
    store(frame, rendering.autoescape ? new Markup(textOf(value)) : value);
    leave(frame);
  };
  const exported = compileExport(node.target, scope);
  return exported ? inOrder([assign, exported]) : assign;
}

export function compileFilterBlock(node: StatementOf<'filterBlock'>, scope: Scope): Run {
  const { compilation } = scope;
  const names = new Names(scope.names.slots, scope.names);
  resolveBody(names, node.body);
  resolveExpression(names, node.filter);
  const inner = innerScope(scope, names);
  const enter = compileEnter(inner);
  const { run, sources } = compileCollected(node.body, inner);
  const line = beginLine(scope, node);
  const filter = compileTextFilter(node.filter, inner);
  const leave = compileLeave(inner);
  const filtered: Run = (frame) => {
    enter(frame);
    const text = captured(frame, run, line);
    frame.rendering.line = line;
    writeRaw(frame, filter(frame, text));
    leave(frame);
  };
  const all = [...sources, ...(compilation.flow?.of(node.filter, inner) ?? [])];
  return writes(filtered, { span: node.tags[0] ?? node, sources: all, compilation });
}

interface Written {
  readonly span: Span;
  readonly sources: readonly Source[];
  readonly compilation: Compilation;
}

/** A statement that writes one piece of text, traced where a trace is wanted. */
export function writes(run: Run, { span, sources, compilation }: Written): Run {
  if (!compilation.flow) return run;
  compilation.flow.wrote(sources);
  return tracedWrite(run, originOf(span, sources, compilation));
}

/** A result that Jinja2 passes on as it is: what is no text fails once the output is joined. */
export function writeRaw({ rendering }: Frame, value: Value): void {
  if (typeof value === 'string') rendering.write(value);
  else if (value instanceof Markup) rendering.write(value.text);
  else rendering.hasOther = true;
}

/** The filters of a `filter` or `set` block, the first of which takes the block's text. */
function compileTextFilter(
  filter: Expression,
  scope: Scope,
): (frame: Frame, text: string) => Value {
  const { autoescape, isVolatile } = scope.compilation;
  if (filter.kind !== 'filter') return (_, text) => text;
  const run = compileFilter(filter, scope, ({ rendering }) => rendering.blockText);
  return (frame, text) => {
    const { rendering } = frame;
    const isSafe = isVolatile ? rendering.autoescape : autoescape;
    rendering.blockText = isSafe ? new Markup(text) : text;
    return run(frame);
  };
}
