import { createBudget } from './render/budget.js';
import { evaluate, pairName } from './evaluate.js';
import type { Rendering } from './evaluate.js';
import { globalNames } from './globals.js';
import { loopParts } from './loopParts.js';
import { textOf } from './pythonText.js';
import { Callable, Record, Tuple, kindOf, truthy } from './pythonValue.js';
import type { Arguments, Value } from './pythonValue.js';
import { innerScope } from './scope.js';
import type { Scope } from './scope.js';
import { iterate } from './sequences.js';
import { TemplateFailure, fail } from './render/templateFailure.js';
import type { Expression, ForNode, ListNode, TemplateNode } from './templateNode.js';

/** Renders a parsed template. Throws `TemplateFailure` with a line. */
export function execute(tree: TemplateNode, columns: Map<string, Value>): string {
  const rendering: Rendering = {
    budget: createBudget(),
    line: 1,
    capture(body, scope) {
      const parts: string[] = [];
      run(body, scope, { rendering, parts });
      return parts.join('');
    },
    caller: (node, scope) =>
      macro({ name: 'caller', args: node.args, body: node.body }, scope, rendering),
  };
  const parts: string[] = [];
  try {
    run(tree, innerScope({ names: globalNames() }, columns), { rendering, parts });
  } catch (error) {
    throw failureAt(error, rendering.line);
  }
  return parts.join('');
}

function failureAt(error: unknown, line: number): unknown {
  if (error instanceof TemplateFailure) {
    const message = /[.!?]$/.test(error.message) ? error.message : `${error.message}.`;
    return new TemplateFailure(error.kind, message, error.line ?? line);
  }
  if (error instanceof RangeError) {
    return new TemplateFailure('runtime', 'The template or a value is nested too deeply.', line);
  }
  return error;
}

interface Output {
  readonly rendering: Rendering;
  readonly parts: string[];
}

function run(node: TemplateNode, scope: Scope, output: Output): void {
  const { rendering } = output;
  rendering.budget.step();
  switch (node.typename) {
    case 'Root':
    case 'NodeList':
      for (const child of node.children) run(child, scope, output);
      return;
    case 'Output':
      for (const child of node.children) run(child, scope, output);
      return;
    case 'TemplateData':
      write(node.value, output);
      return;
    case 'If':
      at(node.lineno, rendering);
      if (truthy(evaluate(node.cond, scope, rendering))) run(node.body, scope, output);
      else if (node.else_) run(node.else_, scope, output);
      return;
    case 'For':
      loop(node, scope, output);
      return;
    case 'Set':
      at(node.lineno, rendering);
      assignAll(node, scope, rendering);
      return;
    case 'Macro':
      scope.names.set(
        node.name.value,
        macro({ name: node.name.value, args: node.args, body: node.body }, scope, rendering),
      );
      return;
    case 'Block':
      run(node.body, innerScope(scope), output);
      return;
    case 'Include':
    case 'Extends':
    case 'Import':
    case 'FromImport':
      at(node.lineno, rendering);
      return fail('A template of a spec stands alone and can use no other template');
    default:
      at(node.lineno, rendering);
      write(textOf(evaluate(node, scope, rendering)), output);
  }
}

function at(lineno: number, rendering: Rendering): void {
  rendering.line = lineno + 1;
}

function write(text: string, { rendering, parts }: Output): void {
  rendering.budget.write(text.length);
  parts.push(text);
}

function assignAll(
  node: Extract<TemplateNode, { typename: 'Set' }>,
  scope: Scope,
  rendering: Rendering,
): void {
  const source = node.value ?? node.body;
  const value = source ? evaluate(source, scope, rendering) : undefined;
  for (const target of node.targets) assign(target, value, { scope, rendering });
}

function assign(
  target: Expression,
  value: Value,
  { scope, rendering }: { readonly scope: Scope; readonly rendering: Rendering },
): void {
  if (target.typename === 'Symbol') {
    scope.names.set(target.value, value);
    return;
  }
  if (target.typename !== 'LookupVal') return fail('Only a name can be set');
  const record = evaluate(target.target, scope, rendering);
  if (!(record instanceof Record)) return fail('Only a part of a namespace can be set');
  record.parts.set(textOf(evaluate(target.val, scope, rendering)), value);
}

function loop(node: ForNode, scope: Scope, output: Output): void {
  const { rendering } = output;
  at(node.lineno, rendering);
  // The parser reads `for x in items if test` as an inline if without else.
  const filter = node.arr.typename === 'InlineIf' && !node.arr.else_ ? node.arr : undefined;
  const given = iterate(evaluate(filter?.body ?? node.arr, scope, rendering));
  rendering.budget.step(given.length);
  const items = filter
    ? given.filter((item) =>
        truthy(evaluate(filter.cond, innerScope(scope, bindings(node.name, item)), rendering)),
      )
    : given;
  if (items.length === 0) {
    if (node.else_) run(node.else_, scope, output);
    return;
  }
  const parts = loopParts(items);
  for (const [index, item] of items.entries()) {
    const inner = innerScope(scope, bindings(node.name, item));
    inner.names.set('loop', parts(index));
    run(node.body, inner, output);
  }
}

function bindings(name: Expression, item: Value): Map<string, Value> {
  if (name.typename === 'Symbol') return new Map([[name.value, item]]);
  if (name.typename !== 'Array') return fail('A loop wants names to bind');
  if (!Array.isArray(item) && !(item instanceof Tuple) && typeof item !== 'string') {
    return fail(`A value of kind ${kindOf(item)} can't be unpacked`);
  }
  const values = iterate(item);
  if (values.length !== name.children.length) {
    return fail(`${values.length} values can't be unpacked into ${name.children.length} names`);
  }
  return new Map(
    name.children.map((child, index) => [
      child.typename === 'Symbol' ? child.value : fail('A loop wants names to bind'),
      values[index],
    ]),
  );
}

interface Parameter {
  readonly name: string;
  readonly otherwise: Expression | undefined;
}

interface MacroParts {
  readonly name: string;
  readonly args: ListNode;
  readonly body: TemplateNode;
}

function macro({ name, args, body }: MacroParts, scope: Scope, rendering: Rendering): Callable {
  const parameters = args.children.flatMap((node): Parameter[] => {
    if (node.typename === 'KeywordArgs') {
      return node.children.map((pair) => ({ name: pairName(pair), otherwise: pair.value }));
    }
    return node.typename === 'Symbol' ? [{ name: node.value, otherwise: undefined }] : [];
  });
  return new Callable(name, (given) => {
    const from = rendering.line;
    rendering.budget.enter();
    const inner = innerScope(scope);
    parameters.forEach((parameter, index) => {
      inner.names.set(parameter.name, bound(parameter, index, given));
      if (!isGiven(parameter.name, index, given) && parameter.otherwise) {
        inner.names.set(parameter.name, evaluate(parameter.otherwise, inner, rendering));
      }
    });
    bindExtras(inner, parameters.length, given);
    const text = rendering.capture(body, inner);
    rendering.budget.leave();
    rendering.line = from;
    return text;
  });
}

function isGiven(name: string, index: number, given: Arguments): boolean {
  return index < given.args.length || given.named.has(name);
}

function bound(parameter: Parameter, index: number, given: Arguments): Value {
  return index < given.args.length ? given.args[index] : given.named.get(parameter.name);
}

function bindExtras(inner: Scope, count: number, given: Arguments): void {
  inner.names.set('varargs', new Tuple(given.args.slice(count)));
  const rest = [...given.named].filter(([name]) => !inner.names.has(name) && name !== 'caller');
  inner.names.set('kwargs', new Map<Value, Value>(rest));
  const caller = given.named.get('caller');
  if (caller) inner.names.set('caller', caller);
}
