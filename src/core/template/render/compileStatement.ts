import type { Statement, StatementOf } from '../syntax/templateNode.js';
import { truthy } from '../values/truth.js';
import { compileEnter, compileLeave } from './bindings.js';
import { compileAutoescape, compileBlock, compileOtherTemplate } from './compileBlock.js';
import { compileFilterBlock, compileSetBlock } from './compileCapture.js';
import { compileFor } from './compileFor.js';
import { compileCallBlock, compileMacro } from './compileMacro.js';
import { compileOutput } from './compileOutput.js';
import { compilePart, inOrder } from './compileParts.js';
import { compileExport } from './exportNames.js';
import { compileNamespaceCheck, compileTarget } from './compileTarget.js';
import type { Run } from './frame.js';
import { Names } from './names.js';
import { giveTarget, resolveBody } from './resolveNames.js';
import { askingScope, beginLine, innerScope, softScope } from './scope.js';
import type { Scope } from './scope.js';

export function compileBody(body: readonly Statement[], scope: Scope): Run {
  const steps: Run[] = [];
  for (const node of body) {
    const step = compileStatement(node, scope);
    if (step === 'stop') break;
    if (step) steps.push(step);
  }
  return inOrder(steps);
}

function compileStatement(node: Statement, scope: Scope): Run | null | 'stop' {
  switch (node.kind) {
    case 'output':
      return compileOutput(node, scope);
    case 'if':
      return compileIf(node, scope);
    case 'for':
      return compileFor(node, scope);
    case 'set':
      return compileSet(node, scope);
    case 'setBlock':
      return compileSetBlock(node, scope);
    case 'with':
      return compileWith(node, scope);
    case 'macro':
      return compileMacro(node, scope);
    case 'callBlock':
      return compileCallBlock(node, scope);
    case 'filterBlock':
      return compileFilterBlock(node, scope);
    case 'block':
      return compileBlock(node, scope);
    case 'autoescape':
      return compileAutoescape(node, scope);
    case 'otherTemplate':
      return compileOtherTemplate(node, scope);
  }
}

function compileIf(node: StatementOf<'if'>, scope: Scope): Run {
  const soft = softScope(scope);
  const branches = node.branches.map((branch, index) => ({
    line: beginLine(scope, index === 0 ? node : branch),
    condition: compilePart(branch.condition, askingScope(soft)),
    run: compileBody(branch.body, soft),
  }));
  const otherwise = compileBody(node.otherwise, soft);
  return (frame) => {
    for (const { line, condition, run } of branches) {
      frame.rendering.line = line;
      if (!truthy(condition(frame))) continue;
      run(frame);
      return;
    }
    otherwise(frame);
  };
}

function compileSet(node: StatementOf<'set'>, scope: Scope): Run {
  const check = compileNamespaceCheck(node.target, scope);
  const line = beginLine(scope, node);
  const store = compileTarget(node.target, scope);
  const value = compilePart(node.value, scope);
  const { flow } = scope.compilation;
  flow?.addTarget(node.target, flow.of(node.value, scope), scope.names);
  const assign: Run = (frame) => {
    frame.rendering.line = line;
    store(frame, value(frame));
  };
  const steps = [check, assign, compileExport(node.target, scope)];
  return inOrder(steps.filter((step) => step !== null));
}

function compileWith(node: StatementOf<'with'>, scope: Scope): Run {
  const names = new Names(scope.names.slots, scope.names);
  for (const { target } of node.bindings) giveTarget(names, target);
  resolveBody(names, node.body);
  const inner = innerScope(scope, names);
  const steps: Run[] = [compileEnter(inner)];
  const { line } = scope.compilation;
  const { flow } = scope.compilation;
  for (const { target, value } of node.bindings) {
    const store = compileTarget(target, inner);
    const evaluate = compilePart(value, scope);
    flow?.addTarget(target, flow.of(value, scope), names);
    steps.push((frame) => {
      frame.rendering.line = line;
      store(frame, evaluate(frame));
    });
  }
  steps.push(compileBody(node.body, inner), compileLeave(inner));
  return inOrder(steps);
}
