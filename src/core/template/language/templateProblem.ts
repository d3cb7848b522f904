import type { Span } from '../syntax/templateNode.js';

/** A change of the template that mends a problem. */
export interface TemplateFix {
  /** What a person reads, e.g. "Write `question`". */
  readonly title: string;
  readonly edits: readonly { readonly span: Span; readonly text: string }[];
}

/** Something that a template's text or its rows show. */
export interface TemplateProblem {
  /** Kebab-case, stable: those of `TemplateFault`, `unknown-column`, `missing-column`, … */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'information';
  /** One sentence: what, on how many rows, how to mend it. */
  readonly message: string;
  readonly span: Span;
  /** As Jinja2 says it for a fault or an error, else of the span's start; from 1. */
  readonly line: number;
  /** The first row that shows it, from 1; absent where no row is needed to see it. */
  readonly row?: number;
  /** Rows that show it, of `total` rows looked at. */
  readonly count?: number;
  readonly total?: number;
  readonly fix?: TemplateFix;
}

/** Line of an offset, from 1, as Jinja2 counts lines. */
export function lineAt(source: string, offset: number): number {
  let line = 1;
  for (const match of source.matchAll(/\r\n|\n|\r/g)) {
    if (match.index + match[0].length > offset) break;
    line += 1;
  }
  return line;
}
