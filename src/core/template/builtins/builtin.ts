import type { RenderContext } from '../render/renderContext.js';
import type { Value } from '../values/pythonValue.js';

/** A parameter of a filter or test; without `otherwise` it must be given. */
export interface BuiltinParameter {
  readonly name: string;
  readonly otherwise?: Value;
  /** `*args` / `**kwargs` */
  readonly rest?: 'positional' | 'named';
  /** Given only by place; by place or by name where left out. */
  readonly by?: 'place';
}

/**
 * A filter or test of Jinja2. The first parameter is the filtered or tested value. `run` gets one
 * value per parameter, in their order, bound as Python binds arguments: a `rest` parameter gets a
 * `Tuple` or a `Dict`.
 */
export interface Builtin {
  readonly name: string;
  readonly parameters: readonly BuiltinParameter[];
  readonly run: (bound: readonly Value[], context: RenderContext) => Value;
}

export function needed(name: string): BuiltinParameter {
  return { name };
}

export function optional(name: string, otherwise: Value): BuiltinParameter {
  return { name, otherwise };
}

/** A parameter of a function that Python has in C: its name is no part of the call. */
export function byPlace(name: string): BuiltinParameter {
  return { name, by: 'place' };
}
