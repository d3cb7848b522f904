import type { RenderContext } from '../render/renderContext.js';
import type { Value } from '../values/pythonValue.js';

/** A parameter of a filter or test; without `otherwise` it must be given. */
export interface BuiltinParameter {
  readonly name: string;
  readonly otherwise?: Value;
  /** `*args` / `**kwargs` */
  readonly rest?: 'positional' | 'named';
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
  /** Undefined values pass through `run` where true (`default`, `defined`); else as Jinja2 has it. */
}
