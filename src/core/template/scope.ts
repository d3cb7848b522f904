import type { Value } from './pythonValue.js';

/** Names visible at a place of the template; `set` writes into the innermost. */
export interface Scope {
  readonly names: Map<string, Value>;
  readonly parent?: Scope;
}

export function innerScope(parent: Scope, names: Map<string, Value> = new Map()): Scope {
  return { names, parent };
}

export function lookUp(scope: Scope, name: string): Value {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    if (at.names.has(name)) return at.names.get(name);
  }
  return undefined;
}
