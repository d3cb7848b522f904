import { parseTemplate } from '../syntax/parseTemplate.js';
import type { TemplateFault } from '../syntax/templateNode.js';
import type { Rendered, TemplateError, TemplateRow } from '../renderTemplate.js';
import { compileTemplate } from './compileTemplate.js';
import type { Program, Variant } from './compileTemplate.js';
import { Frame } from './frame.js';
import { Rendering } from './rendering.js';
import { rowColumns } from './rowColumns.js';
import { TemplateFailure } from './templateFailure.js';
import { TraceWriter } from './traceWriter.js';
import type { RenderTrace } from './renderTrace.js';

const MOST_KEPT = 64;

/** Compiled templates by source, the one used last at the end. */
const kept: Readonly<Record<Variant, Map<string, Program>>> = {
  plain: new Map(),
  traced: new Map(),
};

export function programOf(source: string, variant: Variant): Program {
  const programs = kept[variant];
  const known = programs.get(source);
  if (known) {
    programs.delete(source);
    programs.set(source, known);
    return known;
  }
  const program = compiled(source, variant);
  programs.set(source, program);
  const [oldest] = programs.keys();
  if (programs.size > MOST_KEPT && oldest !== undefined) programs.delete(oldest);
  return program;
}

function compiled(source: string, variant: Variant): Program {
  const parsed = parseTemplate(source);
  try {
    return compileTemplate(parsed, variant);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = 'The template is nested too deeply.';
    const fault = { start: 0, end: source.length, line: 1, code: 'too-deep', message };
    return compileTemplate({ ...parsed, faults: [fault] }, variant);
  }
}

/** Runs a program on a row; into `trace` where one is wanted. Never throws. */
export function runProgram(program: Program, row: TemplateRow, trace?: TraceWriter): Rendered {
  const [fault] = program.faults;
  if (fault) return failed(syntaxError(fault));
  const rendering = new Rendering(program.columns, rowColumns(row));
  rendering.trace = trace;
  try {
    program.run(new Frame(rendering, program.slots.size, null, new Map()));
  } catch (error) {
    return failed(templateError(error, rendering.line));
  }
  if (!rendering.hasOther) return { ok: true, output: rendering.out };
  const message = 'A filter or call block gave something that is no text.';
  return failed({ kind: 'runtime', line: null, message });
}

export function traceProgram(
  program: Program,
  row: TemplateRow,
): { readonly rendered: Rendered; readonly trace: RenderTrace } {
  const writer = new TraceWriter();
  const rendered = runProgram(program, row, writer);
  return { rendered, trace: writer.trace() };
}

function failed(error: TemplateError): Rendered {
  return { ok: false, error };
}

function syntaxError({ line, message }: TemplateFault): TemplateError {
  return { kind: 'syntax', line, message };
}

function templateError(error: unknown, line: number): TemplateError {
  if (error instanceof TemplateFailure) {
    const message = /[.!?]$/.test(error.message) ? error.message : `${error.message}.`;
    return { kind: error.kind, line: error.line ?? line, message };
  }
  if (error instanceof RangeError) {
    return { kind: 'runtime', line, message: 'The template or a value is nested too deeply.' };
  }
  const message = 'The template could not be rendered on this row.';
  return { kind: 'runtime', line, message };
}
