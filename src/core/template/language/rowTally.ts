import type { DatasetRow } from '../../dataset/dataset.js';
import { isJsonObject, type Json } from '../../json.js';
import type { OutputPiece, RenderTrace, UndefinedUse } from '../render/renderTrace.js';
import { traceTemplate, type TemplateError } from '../renderTemplate.js';
import type { Expression, Span } from '../syntax/templateNode.js';
import { parseTemplate } from '../syntax/parseTemplate.js';
import { visitTemplate } from '../syntax/walkTemplate.js';
import { lineAt } from './templateProblem.js';
import { templateScopes } from './templateScopes.js';

/** Rows that show the same thing. */
export interface Count {
  /** The first of them. */
  readonly row: number;
  count: number;
  /** The last of them, so that each is counted once. */
  last: number;
}

export interface UseCount extends Count {
  readonly use: UndefinedUse;
  readonly line: number;
}

interface ErrorCount extends Count {
  readonly error: TemplateError;
  /** What was asked for in vain on the error's line, where something was. */
  readonly span: Span | undefined;
}

interface NoneCount extends Count {
  readonly span: Span;
}

/** What rows have shown of one template so far; its size follows the template, not the rows. */
export interface RowTally {
  readonly source: string;
  rows: number;
  empty: Count | undefined;
  readonly errors: Map<string, ErrorCount>;
  readonly uses: Map<string, UseCount>;
  readonly nones: Map<number, NoneCount>;
  /** Rows on which it took too long. */
  timeouts: number;
  /** Paths into the row that the template prints as they are, by the offset they start at. */
  readonly printed: ReadonlyMap<number, readonly string[]>;
}

/** Rows on which a template may take too long before it is not rendered any more. */
const MOST_TIMEOUTS = 3;
/** Errors that differ by line. */
const MOST_ERRORS = 50;

export function createRowTally(source: string): RowTally {
  return {
    source,
    rows: 0,
    empty: undefined,
    errors: new Map(),
    uses: new Map(),
    nones: new Map(),
    timeouts: 0,
    printed: printedPaths(source),
  };
}

/** False once the template took too long too often: it is not tried any more. */
export function isTried(tally: RowTally): boolean {
  return tally.timeouts < MOST_TIMEOUTS;
}

/** Renders the template on a row and notes what it shows. */
export function tallyRow(tally: RowTally, row: DatasetRow): void {
  if (!isTried(tally)) return;
  tally.rows += 1;
  const { rendered, trace } = traceTemplate(tally.source, row);
  const uses = trace.undefinedUses.filter(({ isPrinted }) => isPrinted);
  if (!rendered.ok) {
    const { error } = rendered;
    if (error.kind === 'timeout') tally.timeouts += 1;
    tallyUses(tally, uses, { row: row.row, failedLine: error.line });
    tallyError(tally, error, { row: row.row, uses });
    return;
  }
  tallyUses(tally, uses, { row: row.row, failedLine: null });
  if (rendered.output.trim() === '') {
    tally.empty ??= { row: row.row, count: 0, last: 0 };
    tally.empty.count += 1;
  }
  if (tally.printed.size > 0) tallyNones(tally, row, { output: rendered.output, trace });
}

function tallyUses(
  tally: RowTally,
  uses: readonly UndefinedUse[],
  at: { readonly row: number; readonly failedLine: number | null },
): void {
  for (const use of uses) {
    const key = `${use.template.start} ${use.template.end}`;
    let known = tally.uses.get(key);
    if (!known) {
      const line = lineAt(tally.source, use.template.start);
      // The error of this row says it.
      if (line === at.failedLine) continue;
      tally.uses.set(key, (known = { use, line, row: at.row, count: 0, last: 0 }));
    }
    if (known.last === at.row || known.line === at.failedLine) continue;
    known.count += 1;
    known.last = at.row;
  }
}

function tallyError(
  tally: RowTally,
  error: TemplateError,
  at: { readonly row: number; readonly uses: readonly UndefinedUse[] },
): void {
  const key = `${error.kind} ${error.line ?? ''}`;
  const known = tally.errors.get(key);
  if (known) {
    known.count += 1;
    return;
  }
  if (tally.errors.size >= MOST_ERRORS) return;
  const last = at.uses.at(-1);
  const isThere = last && lineAt(tally.source, last.template.start) === error.line;
  const span = isThere ? last.template : undefined;
  tally.errors.set(key, { error, span, row: at.row, count: 1, last: at.row });
}

function tallyNones(
  tally: RowTally,
  row: DatasetRow,
  { output, trace }: { readonly output: string; readonly trace: RenderTrace },
): void {
  const isNull = [...tally.printed].filter(([, path]) => valueAt(row.values, path) === null);
  for (const [start] of isNull) {
    const piece = trace.pieces.find(({ template }) => template.start === start);
    if (!piece || !isNone(piece, output)) continue;
    const known = tally.nones.get(start);
    if (known) known.count += 1;
    else {
      const span = piece.template;
      tally.nones.set(start, { span, row: row.row, count: 1, last: row.row });
    }
  }
}

function isNone({ start, end }: OutputPiece, output: string): boolean {
  return output.slice(start, end) === 'None';
}

function valueAt(value: Json, path: readonly string[]): Json | undefined {
  let found: Json | undefined = value;
  for (const step of path) {
    found = isJsonObject(found) && Object.hasOwn(found, step) ? found[step] : undefined;
  }
  return found;
}

/** Columns and fixed parts of columns that are printed without a filter or operator. */
function printedPaths(source: string): Map<number, readonly string[]> {
  const parsed = parseTemplate(source);
  const columns = new Set(
    templateScopes(parsed).columns.flatMap(({ references }) =>
      references.map(({ start }) => start),
    ),
  );
  const found = new Map<number, readonly string[]>();
  visitTemplate(parsed.body, (node) => {
    if (node.kind !== 'output') return;
    for (const part of node.parts) {
      const path = part.kind === 'text' ? undefined : pathOf(part);
      if (path && columns.has(part.start)) found.set(part.start, path);
    }
  });
  return found;
}

function pathOf(expression: Expression): readonly string[] | undefined {
  if (expression.kind === 'name') return [expression.name];
  if (expression.kind !== 'attribute') return undefined;
  const target = pathOf(expression.target);
  return target && [...target, expression.attribute.name];
}
