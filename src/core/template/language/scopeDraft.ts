import type { NamePlace, Span, Statement } from '../syntax/templateNode.js';
import type { TemplateVariable } from './templateVariable.js';

export interface ScopeDraft {
  readonly span: Span;
  readonly parent: ScopeDraft | undefined;
  readonly variables: Map<string, VariableDraft>;
  /** Bound whichever branches run, as far as the walk has come; at its end, in all. */
  readonly certain: Set<string>;
  /** The names of `certain` in the order in which they came. */
  readonly madeCertain: string[];
  /**
   * Of a `block`, which is a template of its own: those of the names it uses that the top level has
   * bound for certain where the block stands. undefined: names are looked up in `parent`.
   */
  readonly boundBefore: ReadonlySet<string> | undefined;
}

export interface VariableDraft extends TemplateVariable {
  readonly definitions: NamePlace[];
  readonly references: NamePlace[];
  /** The offset behind what binds it first; 0 where nothing is written. */
  boundFrom: number;
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

export function newScope(
  span: Span,
  parent: ScopeDraft | undefined,
  boundBefore: ReadonlySet<string> | undefined,
): ScopeDraft {
  return { span, parent, variables: new Map(), certain: new Set(), madeCertain: [], boundBefore };
}

export function placeOf({ name, start, end }: NamePlace): NamePlace {
  return { name, start, end };
}

/** From behind a block's first tag to its last one; without end where that one is missing. */
export function insideOf(node: Extract<Statement, { tags: unknown }>): Span {
  const opening = node.tags[0];
  const last = node.tags.at(-1);
  const start = opening?.end ?? node.start;
  const isClosed = last !== undefined && last.word?.name.startsWith('end') === true;
  return { start, end: isClosed ? last.start : Infinity };
}
