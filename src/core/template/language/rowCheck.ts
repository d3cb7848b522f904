import type { DatasetFacts } from '../../dataset/datasetFacts.js';
import type { DatasetRow } from '../../dataset/dataset.js';
import type { TemplateError } from '../renderTemplate.js';
import type { UndefinedUse } from '../render/renderTrace.js';
import { lineAt, type TemplateProblem } from './templateProblem.js';
import { rowsText, type RowTotal } from './rowTexts.js';
import { traceRow } from './traceRow.js';

export interface CheckedTemplate {
  /** The caller's name for it, e.g. `judge.system_template` or a path. */
  readonly id: string;
  readonly source: string;
}

export interface RowCheck {
  /** Renders every template on the row. */
  add(row: DatasetRow): void;
  /**
   * What the rows so far show, by the template's id.
   * @param known `of`: rows of the dataset where not all were added; null where nobody knows.
   */
  problems(known: {
    readonly facts: DatasetFacts;
    readonly of?: number | null;
  }): Map<string, TemplateProblem[]>;
}

/** Rows on which a template may take too long before it is not rendered any more. */
const MOST_TIMEOUTS = 3;

/**
 * What rows show of templates: values that are missing where the template prints them, rows on which
 * it fails or renders nothing. What the text alone shows is `templateProblems`.
 */
export function createRowCheck(templates: readonly CheckedTemplate[]): RowCheck {
  const checks = templates.map((template) => ({ ...template, tally: createTally() }));
  return {
    add(row) {
      for (const { source, tally } of checks) addRow(tally, source, row);
    },
    problems: (known) =>
      new Map(checks.map(({ id, source, tally }) => [id, problemsOf(source, tally, known)])),
  };
}

interface Count {
  row: number;
  count: number;
}

interface Tally {
  rows: number;
  timeouts: number;
  readonly empty: Count;
  readonly errors: Map<string, Count & { readonly error: TemplateError }>;
  readonly uses: Map<string, Count & { readonly use: UndefinedUse }>;
}

function createTally(): Tally {
  return { rows: 0, timeouts: 0, empty: { row: 0, count: 0 }, errors: new Map(), uses: new Map() };
}

function addRow(tally: Tally, source: string, row: DatasetRow): void {
  if (tally.timeouts >= MOST_TIMEOUTS) return;
  tally.rows += 1;
  const { rendered, trace } = traceRow(source, row);
  for (const use of trace.undefinedUses) {
    if (!use.isPrinted) continue;
    const key = `${use.template.start} ${use.template.end} ${use.name}`;
    const known = tally.uses.get(key);
    if (known) known.count += 1;
    else tally.uses.set(key, { use, row: row.row, count: 1 });
  }
  if (!rendered.ok) {
    if (rendered.error.kind === 'timeout') tally.timeouts += 1;
    const key = `${rendered.error.kind} ${rendered.error.line}`;
    const known = tally.errors.get(key);
    if (known) known.count += 1;
    else tally.errors.set(key, { error: rendered.error, row: row.row, count: 1 });
  } else if (rendered.output.trim() === '') {
    tally.empty.count += 1;
    if (tally.empty.count === 1) tally.empty.row = row.row;
  }
}

function problemsOf(
  source: string,
  tally: Tally,
  { of }: { readonly facts: DatasetFacts; readonly of?: number | null },
): TemplateProblem[] {
  const total: RowTotal = { checked: tally.rows, ...(of !== undefined && { of }) };
  const problems: TemplateProblem[] = [];
  for (const { error, row, count } of tally.errors.values()) {
    if (error.kind === 'syntax') continue;
    const span = lineSpan(source, error.line ?? 1);
    problems.push({
      code: error.kind === 'timeout' ? 'template-timeout' : 'template-error',
      severity: 'error',
      message: `The template fails on ${rowsText({ row, count }, total)}: ${error.message}`,
      span,
      line: error.line ?? 1,
      row,
      count,
      total: tally.rows,
    });
  }
  for (const { use, row, count } of tally.uses.values()) {
    problems.push({
      code: use.kind === 'name' ? 'missing-column' : 'undefined-part',
      severity: 'warning',
      message: `\`${use.name}\` is missing in ${rowsText({ row, count }, total)}.`,
      span: use.template,
      line: lineAt(source, use.template.start),
      row,
      count,
      total: tally.rows,
    });
  }
  if (tally.empty.count > 0) {
    const { row, count } = tally.empty;
    problems.push({
      code: 'renders-empty',
      severity: 'warning',
      message: `The template renders nothing but blanks on ${rowsText({ row, count }, total)}.`,
      span: lineSpan(source, 1),
      line: 1,
      row,
      count,
      total: tally.rows,
    });
  }
  return problems.sort((a, b) => a.span.start - b.span.start);
}

function lineSpan(source: string, line: number): { start: number; end: number } {
  const lines = [...source.matchAll(/[^\r\n]*(?:\r\n|\n|\r|$)/g)];
  const found = lines[line - 1] ?? lines[0];
  if (!found) return { start: 0, end: 0 };
  const text = found[0].trimEnd();
  const indent = text.length - text.trimStart().length;
  return { start: found.index + indent, end: found.index + text.length };
}
