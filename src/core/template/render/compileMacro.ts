import type { Parameter, StatementOf } from '../syntax/templateNode.js';
import { compilePart, inOrder } from './compileParts.js';
import { compileEnter, compileSlotStore } from './bindings.js';
import { compileCall } from './compileCall.js';
import { compileCollected, writeRaw, writes } from './compileCapture.js';
import { compileExportNames } from './exportNames.js';
import type { Run } from './frame.js';
import { Macro } from './macro.js';
import type { MacroCode } from './macro.js';
import type { Source } from './columnFlow.js';
import { FrameSlots, Names } from './names.js';
import { resolveMacro } from './resolveNames.js';
import { addFault, beginLine, innerScope } from './scope.js';
import type { Scope } from './scope.js';
import { readBeforeBound } from './treeOrder.js';
import { weightOf } from './weight.js';

type Definition = StatementOf<'macro'> | StatementOf<'callBlock'>;

const SPECIAL = ['caller', 'kwargs', 'varargs'];

export function compileMacro(node: StatementOf<'macro'>, scope: Scope): Run {
  const { code, sources } = compileDefinition(node, scope);
  const { name } = node.name;
  const store = compileSlotStore(name, scope);
  scope.compilation.flow?.addAll([name], sources, scope.names);
  const define: Run = (frame) => store(frame, new Macro(code, frame));
  const exported = compileExportNames([name], scope);
  return exported ? inOrder([define, exported]) : define;
}

export function compileCallBlock(node: StatementOf<'callBlock'>, scope: Scope): Run {
  const { compilation } = scope;
  const { code, sources } = compileDefinition(node, scope);
  const line = beginLine(scope, node);
  if (node.call.kind !== 'call') return () => undefined;
  const call = compileCall(node.call, scope, (frame) => new Macro(code, frame));
  const run: Run = (frame) => {
    frame.rendering.line = line;
    writeRaw(frame, call(frame));
  };
  const all = [...sources, ...(compilation.flow?.of(node.call, scope) ?? [])];
  return writes(run, { span: node.tags[0] ?? node, sources: all, compilation });
}

function compileDefinition(
  node: Definition,
  scope: Scope,
): { readonly code: MacroCode; readonly sources: readonly Source[] } {
  const slots = new FrameSlots(scope.names.slots);
  const names = new Names(slots, scope.names);
  resolveMacro(names, node);
  const used = readBeforeBound(node.body, SPECIAL);
  const declared = (name: string): boolean =>
    node.parameters.some((parameter) => parameter.name === name);
  const implied = (name: string): number | null => {
    if (!used.has(name) || declared(name)) return null;
    names.give(name);
    return names.bindingOf(name).place;
  };
  if (used.has('caller')) checkCaller(node, scope);
  const places = {
    callerPlace: implied('caller'),
    namedPlace: implied('kwargs'),
    positionalPlace: implied('varargs'),
  };
  const inner = { ...innerScope(scope, names), checksExtends: false };
  const line = beginLine(scope, node);
  const enter = compileEnter(inner);
  const parameters = compileParameters(node.parameters, inner);
  checkTwice(node, scope);
  const { run, sources } = compileCollected(node.body, inner);
  const code: MacroCode = {
    name: node.kind === 'macro' ? node.name.name : null,
    slots,
    parameters,
    ...places,
    usesCaller: used.has('caller'),
    weight: weightOf(node.body),
    line,
    joinLine: scope.compilation.line,
    enter,
    body: run,
  };
  return { code, sources };
}

function compileParameters(
  parameters: readonly Parameter[],
  scope: Scope,
): MacroCode['parameters'] {
  return parameters.map(({ name, otherwise }) => ({
    name,
    place: scope.names.bindingOf(name).place,
    otherwise: otherwise ? compilePart(otherwise, scope) : null,
  }));
}

function checkCaller(node: Definition, scope: Scope): void {
  const parameter = node.parameters.find(({ name }) => name === 'caller');
  if (!parameter || parameter.otherwise) return;
  const message = 'The parameter "caller" must have a default, or be left out.';
  addFault(scope, node, { code: 'caller-parameter', message });
}

function checkTwice(node: Definition, scope: Scope): void {
  const twice = node.parameters.find(({ name }, index) =>
    node.parameters.slice(0, index).some((other) => other.name === name),
  );
  if (!twice) return;
  const message = `The parameter "${twice.name}" is there twice.`;
  addFault(scope, { ...twice, line: node.line }, { code: 'syntax', message });
}
