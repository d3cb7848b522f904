import type { NamePlace, Span } from '../syntax/templateNode.js';

/** `loop` and the like are bound without being written: they have no definitions. */
export type VariableKind =
  'loop-variable' | 'set' | 'with' | 'macro' | 'parameter' | 'import' | 'special';

/** A name that the template itself binds, in one scope. */
export interface TemplateVariable {
  readonly name: string;
  readonly kind: VariableKind;
  /** Every place that binds it, the first one first. */
  readonly definitions: readonly NamePlace[];
  /** Uses; of a macro's parameter also where a call gives it by name. */
  readonly references: readonly NamePlace[];
  /** Where it can be used. */
  readonly scope: Span;
  /** A block that `call` gives has it, so that `caller(name=…)` may give it too. */
  readonly isOfCaller: boolean;
}

/** A name that the template takes from the row. */
export interface TemplateColumn {
  readonly name: string;
  readonly references: readonly NamePlace[];
}
