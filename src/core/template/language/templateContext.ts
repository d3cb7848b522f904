import type { DatasetFacts } from '../../dataset/datasetFacts.js';
import type { Span } from '../syntax/templateNode.js';

/** What completion and hover know besides the template itself. */
export interface TemplateContext {
  readonly facts?: DatasetFacts;
}

/** An entry of the completion list. */
export interface TemplateCompletion {
  readonly label: string;
  readonly kind:
    | 'column'
    | 'part'
    | 'loop-variable'
    | 'variable'
    | 'parameter'
    | 'argument'
    | 'macro'
    | 'global'
    | 'method'
    | 'filter'
    | 'test'
    | 'statement'
    | 'keyword';
  readonly insertText: string;
  /** `insertText` is in VS Code's snippet syntax. */
  readonly isSnippet: boolean;
  /** What it takes the place of, in the template. */
  readonly replace: Span;
  /** Short, beside the label: type and fill rate, or a signature. */
  readonly detail?: string;
  /** Plain text, one line each: samples, one-line documentation. */
  readonly documentation?: readonly string[];
  readonly sortText: string;
  /** What is typed in its place, where that is not the label: `.odd key` for `info.odd key`. */
  readonly filterText?: string;
}

/** What is shown for the thing under the pointer. All plain text: the caller escapes it. */
export interface TemplateHover {
  readonly span: Span;
  /** A signature or name, shown as code. */
  readonly code: string;
  /** Sentences below it. */
  readonly lines: readonly string[];
  /** Values from the dataset, each in one line, shown as code. */
  readonly samples: readonly string[];
}

export interface TemplateSignature {
  /** The whole signature, e.g. `truncate(length=255, killwords=False, end='...', leeway=None)`. */
  readonly label: string;
  readonly doc?: string;
  readonly parameters: readonly { readonly label: string }[];
  /** Index of the parameter at the cursor; -1 beyond the last. */
  readonly active: number;
}
