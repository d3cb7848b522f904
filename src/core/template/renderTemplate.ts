import type { JsonObject } from '../json.js';
import { GLOBALS } from './builtins/builtinTable.js';
import { programOf, runProgram, traceProgram } from './render/program.js';
import type { RenderTrace } from './render/renderTrace.js';
import type { TemplateFault } from './syntax/templateNode.js';

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
  return runProgram(programOf(source, 'plain'), row);
}

/** Renders and tells which part of the template and which columns each piece of the output is of. */
export function traceTemplate(
  source: string,
  row: TemplateRow,
): { readonly rendered: Rendered; readonly trace: RenderTrace } {
  return traceProgram(programOf(source, 'traced'), row);
}

/** Columns (top-level names) that the template reads, in order of appearance; [] for a broken one. */
export function templateColumns(source: string): readonly string[] {
  const { faults, reads } = programOf(source, 'plain');
  return faults.length > 0 ? [] : reads.filter((name) => !GLOBALS.has(name));
}

/** What keeps a template from being rendered; the first is what Jinja2 raises. */
export function templateFaults(source: string): readonly TemplateFault[] {
  return programOf(source, 'plain').faults;
}
