import type { StatementOf } from '../syntax/templateNode.js';
import { truthy } from '../values/truth.js';
import { compileInner, compilePart } from './compileParts.js';
import { compileEnter, compileLeave } from './bindings.js';
import { NO_CONSTANT, constantOf } from './constantOf.js';
import { compileDerived } from './exportNames.js';
import { Frame } from './frame.js';
import type { Exported, Run } from './frame.js';
import { Names } from './names.js';
import { resolveBody, resolveExpression } from './resolveNames.js';
import { addFault, beginLine, innerScope } from './scope.js';
import type { BlockCode, Scope } from './scope.js';
import { fail } from './templateFailure.js';

/** A block where it stands. */
export function compileBlock(node: StatementOf<'block'>, scope: Scope): Run | null {
  const { compilation } = scope;
  if (scope.isTopLevel && compilation.hasKnownExtends) return null;
  const { name } = node.name;
  const derive = node.isScoped ? compileDerived(scope) : null;
  const line = beginLine(scope, node);
  if (node.isRequired) {
    return ({ rendering }) => {
      rendering.line = line;
      fail(`The block "${name}" is required, and no other template fills it`);
    };
  }
  return (frame) => {
    const { rendering } = frame;
    rendering.line = line;
    const block = compilation.blocks.get(name);
    if (block) runBlock(block, frame, derive ? derive(frame) : frame.exported);
    rendering.line = line;
  };
}

export function runBlock(block: BlockCode, { rendering }: Frame, exported: Exported): void {
  rendering.line = block.node.line;
  rendering.budget.enter();
  block.run(new Frame(rendering, block.slots.size, null, exported));
  rendering.budget.leave();
}

export function compileAutoescape(node: StatementOf<'autoescape'>, scope: Scope): Run {
  const { compilation } = scope;
  const names = new Names(scope.names.slots, scope.names);
  resolveExpression(names, node.value);
  resolveBody(names, node.body);
  const inner = innerScope(scope, names);
  const enter = compileEnter(inner);
  const { autoescape, isVolatile, line } = compilation;
  const value = compilePart(node.value, inner);
  const constant = constantOf(node.value, inner);
  if (constant === NO_CONSTANT) compilation.isVolatile = true;
  else compilation.autoescape = truthy(constant);
  const body = compileInner(node.body, inner);
  compilation.autoescape = autoescape;
  compilation.isVolatile = isVolatile;
  const leave = compileLeave(inner);
  return (frame) => {
    const { rendering } = frame;
    const before = rendering.autoescape;
    enter(frame);
    rendering.line = line;
    rendering.autoescape = truthy(value(frame));
    body(frame);
    rendering.autoescape = before;
    leave(frame);
  };
}

/** Fails when it runs, as where no loader is set up; what it would bring in is still looked at. */
export function compileOtherTemplate(
  node: StatementOf<'otherTemplate'>,
  scope: Scope,
): Run | 'stop' {
  const { compilation } = scope;
  if (node.tag === 'extends') {
    if (!scope.isTopLevel) {
      const message = '"extends" must stand at the top level of a template.';
      addFault(scope, node, { code: 'extends-inside', message });
    }
    if (compilation.extendsCount > 0 && compilation.hasKnownExtends) return 'stop';
  }
  const line = beginLine(scope, node);
  const template = compilePart(node.template, scope);
  if (node.tag === 'extends') {
    if (scope.isRootLevel) compilation.hasKnownExtends = true;
    compilation.extendsCount += 1;
  }
  const mayBeNothing = node.tag === 'include' && node.ignoresMissing;
  return (frame) => {
    frame.rendering.line = line;
    const value = template(frame);
    const isNothing = value !== undefined && typeof value !== 'string' && !truthy(value);
    // An empty list of templates is no template missing.
    if (mayBeNothing && isNothing) return;
    fail(`A template of a spec stands alone: "${node.tag}" has no other template to use`);
  };
}
