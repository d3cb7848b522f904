import type { Target } from '../syntax/templateNode.js';
import { iteratorOf } from '../values/iterate.js';
import { TemplateObject, Tuple } from '../values/pythonValue.js';
import type { Value } from '../values/pythonValue.js';
import { typeNameOf } from '../values/typeNames.js';
import { compileRead, compileSlotStore } from './bindings.js';
import type { Store } from './bindings.js';
import type { Evaluate, Run } from './frame.js';
import type { Scope } from './scope.js';
import { fail } from './templateFailure.js';

export function compileTarget(target: Target, scope: Scope): Store {
  if (target.kind === 'name') return compileSlotStore(target.name, scope);
  if (target.kind === 'namespacePart') {
    const namespace = compileRead(target.namespace.name, scope);
    const { name } = target.part;
    return (frame, value) => {
      const object = namespace(frame);
      if (object instanceof TemplateObject) object.assign?.(name, value);
    };
  }
  const stores = target.items.map((item) => compileTarget(item, scope));
  return (frame, value) => {
    const values = unpacked(value, stores.length);
    stores.forEach((store, index) => store(frame, values[index]));
  };
}

/** What the target holds now: Jinja2's loop filters pass on what they unpacked. */
export function compileTargetValue(target: Target, scope: Scope): Evaluate {
  if (target.kind === 'name') return compileRead(target.name, scope);
  if (target.kind === 'namespacePart') return () => undefined;
  const items = target.items.map((item) => compileTargetValue(item, scope));
  return (frame) => new Tuple(items.map((item) => item(frame)));
}

/** Fails unless every `name.part` that is bound belongs to a namespace. */
export function compileNamespaceCheck(target: Target, scope: Scope): Run | null {
  const names = new Set(namespacesIn(target));
  if (names.size === 0) return null;
  const { line } = scope.compilation;
  const reads = [...names].map((name) => ({ name, read: compileRead(name, scope) }));
  return (frame) => {
    for (const { name, read } of reads) {
      const object = read(frame);
      if (object instanceof TemplateObject && object.assign) continue;
      frame.rendering.line = line;
      fail(`"${name}" is no namespace(), so no part of it can be set`);
    }
  };
}

function namespacesIn(target: Target): string[] {
  if (target.kind === 'namespacePart') return [target.namespace.name];
  return target.kind === 'tuple' ? target.items.flatMap(namespacesIn) : [];
}

function unpacked(value: Value, count: number): readonly Value[] {
  if (Array.isArray(value) && value.length === count) return value;
  if (value instanceof Tuple && value.items.length === count) return value.items;
  const items = iteratorOf(value);
  if (!items) return fail(`A value of type ${typeNameOf(value)} can't be unpacked into names`);
  const values: Value[] = [];
  while (values.length <= count) {
    const next = items.next();
    if (next.done === true) break;
    values.push(next.value);
  }
  if (values.length === count) return values;
  const found = values.length > count ? 'more' : `only ${values.length}`;
  return fail(`${count} names want as many values, but there are ${found}`);
}
