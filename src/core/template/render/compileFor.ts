import type { Expression, Statement, StatementOf, Target } from '../syntax/templateNode.js';
import { Markup } from '../values/pythonValue.js';
import type { Value } from '../values/pythonValue.js';
import { truthy } from '../values/truth.js';
import { compileInner, compilePart } from './compileParts.js';
import { compileEnter, compileLeave, compileSlotStore } from './bindings.js';
import type { Store } from './bindings.js';
import { captured } from './capture.js';
import { compileTarget, compileTargetValue } from './compileTarget.js';
import { Frame, MISSING } from './frame.js';
import type { Evaluate, Run } from './frame.js';
import { LoopContext, pullFrom, sizeOf } from './loopContext.js';
import type { LoopSource, Pull } from './loopContext.js';
import { FrameSlots, Names } from './names.js';
import { giveTarget, resolveBody, resolveExpression } from './resolveNames.js';
import { addFault, askingScope, beginLine, innerScope } from './scope.js';
import type { Scope } from './scope.js';
import { blocksIn, namesBound, readBeforeBound, statementsIn } from './treeOrder.js';
import { weightOf } from './weight.js';

/** How a loop runs once its items are known. */
interface LoopCode {
  readonly line: number;
  /** Steps of one turn. */
  readonly weight: number;
  readonly store: Store;
  /** undefined: the body does not look at `loop`. */
  readonly storeLoop: Store | undefined;
  readonly filter: Filter | undefined;
  readonly enter: Run;
  readonly body: Run;
  readonly leave: Run;
  /** null: no `else`. */
  readonly otherwise: Run | null;
}

type Filter = (frame: Frame, items: Value) => Pull;

export function compileFor(node: StatementOf<'for'>, scope: Scope): Run {
  const slots = node.isRecursive ? new FrameSlots(scope.names.slots) : scope.names.slots;
  const names = new Names(slots, scope.names);
  const usesLoop =
    node.isRecursive ||
    readBeforeBound(node.body, ['loop']).has('loop') ||
    blocksIn([node]).some(({ isScoped }) => isScoped);
  if (usesLoop) names.give('loop');
  giveTarget(names, node.target);
  resolveBody(names, node.body);
  const { flow } = scope.compilation;
  flow?.addTarget(node.target, flow.of(node.iterable, scope), names);
  const filter = node.filter ? compileLoopFilter(node, node.filter, scope) : undefined;
  if (node.isRecursive) beginLine(scope, node);
  checkLoopTargets(node, scope);
  const line = beginLine(scope, node);
  const inner = innerScope(scope, names);
  const store = compileTarget(node.target, inner);
  const iterable = node.isRecursive ? null : compilePart(node.iterable, scope);
  const code: LoopCode = {
    line,
    weight: weightOf(node.body),
    store,
    storeLoop: usesLoop ? compileSlotStore('loop', inner) : undefined,
    filter,
    enter: compileEnter(inner),
    body: compileInner(node.body, inner),
    leave: compileLeave(inner),
    otherwise: compileOtherwise(node.otherwise, scope, slots),
  };
  if (!iterable) return compileRecursive(node, scope, { code, slots });
  return (frame) => {
    frame.rendering.line = line;
    runLoop(frame, code, { items: iterable(frame), depth: 0 });
  };
}

function compileOtherwise(body: readonly Statement[], scope: Scope, slots: FrameSlots): Run | null {
  if (body.length === 0) return null;
  const names = new Names(slots, scope.names);
  resolveBody(names, body);
  const inner = innerScope(scope, names);
  const enter = compileEnter(inner);
  const run = compileInner(body, inner);
  const leave = compileLeave(inner);
  return (frame) => {
    enter(frame);
    run(frame);
    leave(frame);
  };
}

/** A recursive loop is a function of its items. */
function compileRecursive(
  node: StatementOf<'for'>,
  scope: Scope,
  { code, slots }: { readonly code: LoopCode; readonly slots: FrameSlots },
): Run {
  const { autoescape, isVolatile } = scope.compilation;
  const joinLine = scope.compilation.line;
  const line = beginLine(scope, node);
  const iterable = compilePart(node.iterable, scope);
  return (outer) => {
    const { rendering } = outer;
    const run = (items: Value, depth: number): void => {
      const frame = new Frame(rendering, slots.size, outer, outer.exported);
      runLoop(frame, code, { items, depth, recurse });
    };
    const recurse = (items: Value, depth: number): Value => {
      const from = rendering.line;
      rendering.line = code.line;
      rendering.budget.enter();
      const text = captured(outer, () => run(items, depth), joinLine);
      rendering.budget.leave();
      rendering.line = from;
      const isSafe = isVolatile ? rendering.autoescape : autoescape;
      return isSafe ? new Markup(text) : text;
    };
    rendering.line = line;
    run(iterable(outer), 0);
  };
}

interface Items {
  readonly items: Value;
  readonly depth: number;
  readonly recurse?: NonNullable<LoopSource['recurse']>;
}

function runLoop(frame: Frame, code: LoopCode, { items, depth, recurse }: Items): void {
  const { rendering } = frame;
  const { budget } = rendering;
  const { line, weight, store, storeLoop, filter, enter, body } = code;
  rendering.line = line;
  // A recursive loop has a frame of its own; its filter belongs to the one around it.
  const outer = recurse && frame.outer ? frame.outer : frame;
  const pull = filter ? filter(outer, items) : pullFrom(items);
  let next = pull;
  let isEmpty = true;
  let loop: LoopContext | undefined;
  if (storeLoop) {
    const size = filter ? () => undefined : sizeOf(items);
    loop = new LoopContext({ pull, size, depth, ...(recurse && { recurse }) });
    const { advance } = loop;
    next = advance.bind(loop);
  }
  for (let item = next(); item !== MISSING; item = next()) {
    budget.step(weight);
    store(frame, item);
    if (loop) storeLoop?.(frame, loop);
    enter(frame);
    body(frame);
    isEmpty = false;
    rendering.line = line;
  }
  code.leave(frame);
  if (isEmpty) code.otherwise?.(frame);
}

/** `for … if condition`: the items that pass, one by one as the loop asks for them. */
function compileLoopFilter(
  { target, iterable }: StatementOf<'for'>,
  condition: Expression,
  scope: Scope,
): Filter {
  const slots = new FrameSlots(scope.names.slots);
  const names = new Names(slots, scope.names);
  giveTarget(names, target);
  resolveExpression(names, condition);
  const inner = innerScope(scope, names);
  const line = beginLine(scope, condition);
  const enter = compileEnter(inner);
  const store = compileTarget(target, inner);
  const passes = compilePart(condition, askingScope(inner));
  const value: Evaluate = compileTargetValue(target, inner);
  const { flow } = scope.compilation;
  flow?.addAll(namesBound(target), flow.of(iterable, scope), names);
  return (outer, items) => {
    const { rendering } = outer;
    let frame: Frame | undefined;
    let pull: Pull | undefined;
    return () => {
      const from = rendering.line;
      rendering.line = line;
      if (!frame) {
        frame = new Frame(rendering, slots.size, outer, outer.exported);
        enter(frame);
      }
      pull ??= pullFrom(items);
      for (let item = pull(); item !== MISSING; item = pull()) {
        rendering.budget.step();
        store(frame, item);
        if (!truthy(passes(frame))) continue;
        rendering.line = from;
        return value(frame);
      }
      rendering.line = from;
      return MISSING;
    };
  };
}

/** Jinja2 refuses to bind `loop` inside a loop. */
function checkLoopTargets(node: StatementOf<'for'>, scope: Scope): void {
  const found = loopTarget([node]);
  if (!found) return;
  addFault(scope, found, {
    code: 'loop-assigned',
    message: '"loop" can\'t be set inside a loop; take another name.',
  });
}

function loopTarget(body: readonly Statement[]): Target | undefined {
  for (const node of body) {
    if (node.kind === 'for' || node.kind === 'set' || node.kind === 'setBlock') {
      const found = targetNamed(node.target, 'loop');
      if (found) return found;
    }
    const inside = loopTarget(statementsIn(node));
    if (inside) return inside;
  }
  return undefined;
}

function targetNamed(target: Target, name: string): Target | undefined {
  if (target.kind === 'name') return target.name === name ? target : undefined;
  if (target.kind !== 'tuple') return undefined;
  for (const item of target.items) {
    const found = targetNamed(item, name);
    if (found) return found;
  }
  return undefined;
}
