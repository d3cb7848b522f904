import type { Span } from '../syntax/templateNode.js';

/** A stretch of the output that one text or expression of the template wrote. */
export interface OutputPiece {
  /** In the output, half-open, UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** The text or expression in the template that wrote it; of a macro's or block's text, its use. */
  readonly template: Span;
  /** Columns that flow into it, through loops, `set`, `with`, filters and macros too; [] for text. */
  readonly columns: readonly string[];
}

/** A name or part that was not there when the template asked for it. */
export interface UndefinedUse {
  readonly kind: 'name' | 'part';
  /** As written: `question`, `item.text`. */
  readonly name: string;
  readonly template: Span;
  /**
   * False where the template asks on purpose: `x is defined`, `x | default(…)`, a condition. These
   * are no fault.
   */
  readonly isPrinted: boolean;
}

export interface RenderTrace {
  /** In the order of the output, without gaps; as far as it came where the rendering failed. */
  readonly pieces: readonly OutputPiece[];
  readonly undefinedUses: readonly UndefinedUse[];
}
