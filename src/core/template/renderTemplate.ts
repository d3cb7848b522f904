import type { JsonObject } from '../json.js';
import { execute } from './execute.js';
import { freeNames } from './freeNames.js';
import { parseTemplate } from './parseTemplate.js';
import { rowValues } from './pythonValue.js';
import { TemplateFailure } from './render/templateFailure.js';

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
export function renderTemplate(source: string, row: TemplateRow): Rendered {
  try {
    return { ok: true, output: execute(parseTemplate(source), rowValues(row)) };
  } catch (error) {
    return { ok: false, error: templateError(error) };
  }
}

/** Columns (top-level names) that the template reads, in order of appearance; [] for a broken one. */
export function templateColumns(source: string): readonly string[] {
  try {
    return freeNames(parseTemplate(source));
  } catch {
    return [];
  }
}

function templateError(error: unknown): TemplateError {
  if (error instanceof TemplateFailure) {
    return { kind: error.kind, line: error.line ?? null, message: error.message };
  }
  return {
    kind: 'runtime',
    line: null,
    message: 'The template could not be rendered on this row.',
  };
}
