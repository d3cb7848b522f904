import type { JsonObject } from '../json.js';

/** The part of a dataset row that a template sees; `source` keeps what `JSON.parse` loses. */
export interface TemplateRow {
  readonly values: JsonObject;
  readonly source?: string;
}

export interface TemplateError {
  readonly kind: 'syntax' | 'runtime' | 'timeout';
  /** Line in the template, from 1; null where none is known. */
  readonly line: number | null;
  readonly message: string;
}

export type Rendered =
  | { readonly ok: true; readonly output: string }
  | { readonly ok: false; readonly error: TemplateError };

/** Renders a Jinja template on one row. Never throws: a fault is part of the answer. */
export function renderTemplate(_source: string, _row: TemplateRow): Rendered {
  throw new Error('to be written');
}
/** Columns (top-level names) that the template reads, in order of appearance; [] for a broken one. */
export function templateColumns(_source: string): readonly string[] {
  throw new Error('to be written');
}
