import type { Builtin } from '../builtins/builtin.js';
import { FILTERS, TESTS } from '../builtins/builtinTable.js';
import type { Arguments, ExpressionOf, NamePlace } from '../syntax/templateNode.js';
import { bindArguments } from '../values/bindArguments.js';
import type { Value } from '../values/pythonValue.js';
import { compilePart, evaluateAll } from './compileParts.js';
import { compileGiven } from './compileCall.js';
import type { Evaluate, Frame } from './frame.js';
import { notConstant } from './notConstant.js';
import { addFault, askingScope, written } from './scope.js';
import type { Scope } from './scope.js';
import { TemplateFailure, fail } from './templateFailure.js';

/** Filters and tests that ask whether there is a value at all. */
const ASKING: ReadonlySet<string> = new Set(['default', 'd', 'defined', 'undefined', 'none']);

/** Filters that look at more than their arguments; Jinja2 never runs these while it compiles. */
const NEVER_CONSTANT: ReadonlySet<string> = new Set([
  'map',
  'select',
  'reject',
  'selectattr',
  'rejectattr',
  'random',
]);

function isNeverConstant(name: string, { compilation }: Scope): boolean {
  return compilation.isVolatile || NEVER_CONSTANT.has(name);
}

/** `text`: what the first filter of a block takes. */
export function compileFilter(
  node: ExpressionOf<'filter'>,
  scope: Scope,
  text?: Evaluate,
): Evaluate {
  const { name } = node.filter;
  const builtin = FILTERS.get(name);
  if (scope.isConstant && (!builtin || isNeverConstant(name, scope))) return notConstant;
  if (!builtin) checkKnown(node, 'filter', scope);
  const target = compileTarget(node, scope, text);
  const whole = node.target ? written(scope, node.target) : null;
  if (!builtin) return unknown(`There is no filter "${name}"`, target);
  const bind = compileBinding(builtin, target, { given: node.given, scope });
  return applied(builtin, bind, (value) =>
    value === undefined && whole ? `"${whole()}" is undefined` : undefined,
  );
}

export function compileTest(node: ExpressionOf<'test'>, scope: Scope): Evaluate {
  const { name } = node.test;
  const builtin = TESTS.get(name);
  if (scope.isConstant && (!builtin || scope.compilation.isVolatile)) return notConstant;
  if (!builtin) checkKnown(node, 'test', scope);
  const target = compilePart(node.target, ASKING.has(name) ? askingScope(scope) : scope);
  if (!builtin) return unknown(`There is no test "${name}"`, target);
  const bind = compileBinding(builtin, target, { given: node.given, scope });
  const whole = written(scope, node.target);
  return applied(builtin, bind, (value) =>
    value === undefined ? `"${whole()}" is undefined` : undefined,
  );
}

function compileTarget(node: ExpressionOf<'filter'>, scope: Scope, text?: Evaluate): Evaluate {
  if (node.target?.kind === 'filter' && text) return compileFilter(node.target, scope, text);
  if (!node.target) return text ?? (() => '');
  return compilePart(node.target, ASKING.has(node.filter.name) ? askingScope(scope) : scope);
}

function checkKnown(
  node: ExpressionOf<'filter'> | ExpressionOf<'test'>,
  kind: 'filter' | 'test',
  scope: Scope,
): void {
  if (scope.isSoft) return;
  const named: NamePlace = node.kind === 'filter' ? node.filter : node.test;
  addFault(
    scope,
    { start: named.start, end: named.end, line: node.line },
    {
      code: `unknown-${kind}`,
      message: `Jinja has no ${kind} "${named.name}".`,
    },
  );
}

function unknown(message: string, target: Evaluate): Evaluate {
  return (frame) => {
    target(frame);
    return fail(message);
  };
}

type Bind = (frame: Frame) => readonly Value[];

function applied(
  builtin: Builtin,
  bind: Bind,
  reason: (value: Value) => string | undefined,
): Evaluate {
  return (frame) => {
    const { rendering } = frame;
    const bound = bind(frame);
    rendering.budget.step();
    try {
      return builtin.run(bound, rendering);
    } catch (error) {
      const why = reason(bound[0]);
      if (!(error instanceof TemplateFailure) || error.kind !== 'runtime' || !why) throw error;
      throw new TemplateFailure('runtime', `${why}, so "${builtin.name}" can't be applied`);
    }
  };
}

interface Use {
  readonly given: Arguments;
  readonly scope: Scope;
}

/** Binds arguments while compiling where their number and names are known. */
function compileBinding(builtin: Builtin, target: Evaluate, { given, scope }: Use): Bind {
  const parts = plannedParts(builtin, target, { given, scope });
  if (parts) {
    const [first] = parts;
    if (first && parts.length === 1) return (frame) => [first(frame)];
    return (frame) => evaluateAll(parts, frame);
  }
  const give = compileGiven(given, scope);
  const callee = `"${builtin.name}"`;
  return (frame) => {
    const value = target(frame);
    const { args, named } = give(frame);
    return bindArguments(callee, builtin.parameters, { args: [value, ...args], named });
  };
}

function plannedParts(
  { parameters }: Builtin,
  target: Evaluate,
  { given, scope }: Use,
): Evaluate[] | undefined {
  if (given.spreadPositional || given.spreadNamed) return undefined;
  if (parameters.some(({ rest }) => rest)) return undefined;
  if (given.positional.length >= parameters.length) return undefined;
  const names = given.named.map(({ name }) => name);
  const open = parameters
    .slice(given.positional.length + 1)
    .filter(({ by }) => by !== 'place')
    .map(({ name }) => name);
  if (names.some((name, index) => !open.includes(name) || names.indexOf(name) !== index)) {
    return undefined;
  }
  const parts: Evaluate[] = [target];
  for (const [index, parameter] of parameters.entries()) {
    if (index === 0) continue;
    const positional = given.positional[index - 1];
    const named = given.named.find(({ name }) => name === parameter.name);
    const argument = positional ?? named?.value;
    if (argument) parts.push(compilePart(argument, scope));
    else if ('otherwise' in parameter) {
      const { otherwise } = parameter;
      parts.push(() => otherwise);
    } else return undefined;
  }
  return parts;
}
