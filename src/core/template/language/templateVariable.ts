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

export interface ScopeDraft {
  readonly span: Span;
  readonly parent: ScopeDraft | undefined;
  readonly variables: Map<string, VariableDraft>;
  /** Bound whichever branches run, as far as the walk has come; at its end, in all. */
  readonly certain: Set<string>;
  /**
   * Of a `block`, which is a template of its own: what the top level has bound for certain where the
   * block stands. undefined: names are looked up in `parent`.
   */
  readonly boundBefore: ReadonlySet<string> | undefined;
}

export interface VariableDraft extends TemplateVariable {
  readonly definitions: NamePlace[];
  readonly references: NamePlace[];
  /** Of a macro: what it binds its arguments to. */
  readonly parameters: VariableDraft[];
}

/** A use, and what its own scope has bound so far. */
export interface Use {
  readonly place: NamePlace;
  readonly scope: ScopeDraft;
  readonly bound: 'certainly' | 'perhaps' | 'not';
  /** Names of the arguments, where it is called. */
  readonly argumentNames: readonly NamePlace[];
}
