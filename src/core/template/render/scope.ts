import type { Place, StatementOf, TemplateFault } from '../syntax/templateNode.js';
import type { Run } from './frame.js';
import type { ColumnFlow } from './columnFlow.js';
import type { Compilers } from './compileParts.js';
import type { FrameSlots, Names } from './names.js';

/** A `{% block %}`, compiled once and run wherever it stands or is called. */
export interface BlockCode {
  readonly node: StatementOf<'block'>;
  readonly slots: FrameSlots;
  run: Run;
}

/** What the compilation of one template shares. */
export interface Compilation {
  readonly source: string;
  readonly compilers: Compilers;
  /** null: the template is compiled without a trace. */
  readonly flow: ColumnFlow | null;
  readonly faults: TemplateFault[];
  /** Names looked up in the row, by place. */
  readonly columns: string[];
  /** Where each name that no tag binds is first read. */
  readonly reads: Map<string, number>;
  readonly blocks: Map<string, BlockCode>;
  /** Names that may be exported at the top level, or bound where a scoped block stands. */
  exportedNames: Pick<ReadonlySet<string>, 'has'>;
  /**
   * The line that Python's traceback would name for code generated now: Jinja2 notes a line only
   * where a statement or printed expression begins on another one than the last noted.
   */
  line: number;
  /** What is known of autoescape: in a volatile stretch, nothing. */
  autoescape: boolean;
  isVolatile: boolean;
  /** `extends` tags so far, and whether one stands outside any `if`. */
  extendsCount: number;
  hasKnownExtends: boolean;
}

/** Where in the template code is compiled. */
export interface Scope {
  readonly compilation: Compilation;
  readonly names: Names;
  /** At the top level, also inside an `if` there: what is bound is exported. */
  readonly isTopLevel: boolean;
  readonly isRootLevel: boolean;
  /** Inside an `if` or inline if: an unknown filter or test fails when it is reached. */
  readonly isSoft: boolean;
  /** Names that the template exports, where this is inside a block; null outside. */
  readonly exported: ReadonlySet<string> | null;
  /** Output is left out once an `extends` ran. */
  readonly checksExtends: boolean;
  /** A condition, a default, a test for being defined: nothing is wrong if it is undefined. */
  readonly isAsking: boolean;
  /** What needs a rendering throws instead. */
  readonly isConstant: boolean;
}

export function innerScope(scope: Scope, names: Names): Scope {
  return { ...scope, names, isTopLevel: false, isRootLevel: false, isSoft: false };
}

export function softScope(scope: Scope): Scope {
  return { ...scope, isRootLevel: false, isSoft: true };
}

export function askingScope(scope: Scope): Scope {
  return scope.isAsking ? scope : { ...scope, isAsking: true };
}

/** Notes that a statement or printed expression begins; returns its line for a failure. */
export function beginLine({ compilation }: Scope, { line }: Place): number {
  compilation.line = line;
  return line;
}

export function columnPlace({ columns }: Compilation, name: string): number {
  const place = columns.indexOf(name);
  return place !== -1 ? place : columns.push(name) - 1;
}

/** Notes that a name is read which only a column or global can provide. */
export function noteRead({ reads }: Compilation, name: string, start: number): void {
  reads.set(name, Math.min(start, reads.get(name) ?? start));
}

export function addFault(
  { compilation }: Scope,
  place: Place,
  { code, message }: { readonly code: string; readonly message: string },
): void {
  const { start, end, line } = place;
  compilation.faults.push({ start, end, line, code, message });
}

/** An expression as it stands in the template, on one line; made when a message wants it. */
export function written({ compilation }: Scope, { start, end }: Place): () => string {
  const { source } = compilation;
  return () => {
    const text = source.slice(start, end).replace(/\s+/g, ' ').trim();
    return text.length > 60 ? `${text.slice(0, 59)}…` : text;
  };
}
