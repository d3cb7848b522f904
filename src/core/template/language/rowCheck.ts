import { t } from '../../../l10n/t.js';
import type { DatasetFacts } from '../../dataset/datasetFacts.js';
import type { DatasetRow } from '../../dataset/dataset.js';
import { parseTemplate } from '../syntax/parseTemplate.js';
import type { Span } from '../syntax/templateNode.js';
import { askedPart, type AskedPart } from './partNames.js';
import {
  createRowTally,
  isTried,
  tallyRow,
  type Count,
  type RowTally,
  type UseCount,
} from './rowTally.js';
import { rowsText, type RowTotal } from './rowTexts.js';
import { scopeAt } from './scopeAt.js';
import { lineAt, type TemplateFix, type TemplateProblem } from './templateProblem.js';
import { templateScopes } from './templateScopes.js';

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
   * @param known `facts` of the same rows; `of`: rows of the dataset where not all were added, null
   * where nobody knows
   */
  problems(known: KnownRows): Map<string, TemplateProblem[]>;
}

interface KnownRows {
  readonly facts: DatasetFacts;
  readonly of?: number | null;
}

/**
 * What rows show of templates: values that are missing where the template prints them, rows on which
 * it fails or renders nothing. What the text alone shows is `templateProblems`.
 */
export function createRowCheck(templates: readonly CheckedTemplate[]): RowCheck {
  const checks = templates.map(({ id, source }) => ({ id, tally: createRowTally(source) }));
  return {
    add(row) {
      for (const { tally } of checks) tallyRow(tally, row);
    },
    problems: (known) => new Map(checks.map(({ id, tally }) => [id, problemsOf(tally, known)])),
  };
}

function problemsOf(tally: RowTally, { facts, of }: KnownRows): TemplateProblem[] {
  const all = isTried(tally) ? of : (of ?? facts.rows);
  const total: RowTotal = { checked: tally.rows, ...(all !== undefined && { of: all }) };
  const report: Report = (count, { span, ...said }) => {
    const { source, rows } = tally;
    const line = lineAt(source, span.start);
    return { line, span, row: count.row, count: count.count, total: rows, ...said };
  };
  const problems = [
    ...errorProblems(tally, { total, report }),
    ...[...tally.uses.values()].flatMap((use) => useProblem(tally, use, { facts, total, report })),
    ...[...tally.nones.values()].map(({ span, ...count }) => {
      const name = tally.source.slice(span.start, span.end);
      const message = t(
        '`{0}` is null in {1}; there the text is the word None.',
        name,
        rowsText(count, total),
      );
      return report(count, { code: 'prints-none', severity: 'warning', message, span });
    }),
    ...emptyProblem(tally, { total, report }),
  ];
  return problems.sort((a, b) => a.span.start - b.span.start);
}

type Report = (
  count: Count,
  said: Pick<TemplateProblem, 'code' | 'severity' | 'message' | 'span' | 'fix'> & {
    readonly line?: number;
  },
) => TemplateProblem;

interface Told {
  readonly total: RowTotal;
  readonly report: Report;
}

function errorProblems({ source, errors }: RowTally, { total, report }: Told): TemplateProblem[] {
  return [...errors.values()]
    .filter(({ error }) => error.kind !== 'syntax')
    .map(({ error, span, ...count }) => {
      const rows = rowsText(count, total);
      const isLong = error.kind === 'timeout';
      return report(count, {
        code: isLong ? 'template-timeout' : 'template-error',
        severity: 'error',
        message: t('Rendering fails on {0}: {1}', rows, error.message),
        span: span ?? spanOfLine(source, error.line ?? 1),
        ...(error.line !== null && { line: error.line }),
      });
    });
}

function useProblem(
  { source }: RowTally,
  { use, line, ...count }: UseCount,
  { facts, total, report }: Told & { readonly facts: DatasetFacts },
): TemplateProblem[] {
  if (count.count === 0) return [];
  const span = use.template;
  const rows = rowsText(count, total);
  if (use.kind === 'part') {
    // The first item has none before it, the last none behind it: that is their meaning.
    if (/^loop\.(?:previtem|nextitem)$/.test(use.name)) return [];
    const { why, hint, fix } = partHint(askedPart(source, span, facts), span);
    const message = t('`{0}` is undefined in {1}{2}.{3}', use.name, rows, why, hint);
    const said = { code: 'undefined-part', severity: 'warning', message, span, line } as const;
    return [report(count, { ...said, ...(fix && { fix }) })];
  }
  const parsed = parseTemplate(source);
  const isColumn = templateScopes(parsed).columns.some(({ references }) =>
    references.some(({ start }) => start === span.start),
  );
  if (isColumn) {
    // Of a name that no row has, the text alone tells: `templateProblems` does.
    if (!facts.columns.some(({ name }) => name === use.name)) return [];
    const message = t('`{0}` is missing in {1}; there it is undefined.', use.name, rows);
    return [report(count, { code: 'missing-column', severity: 'warning', message, span, line })];
  }
  // A name that was set to something undefined: that is told where it was set.
  const binding = scopeAt(parsed.body, span.start, source).get(use.name);
  if (binding && binding.kind !== 'parameter') return [];
  const message = t(
    '`{0}` is undefined in {1}: no argument is given for it there.',
    use.name,
    rows,
  );
  return [report(count, { code: 'undefined-name', severity: 'warning', message, span, line })];
}

/** What is known of the part that is not there, and how to mend it. */
function partHint(
  asked: AskedPart | undefined,
  span: Span,
): { readonly why: string; readonly hint: string; readonly fix?: TemplateFix } {
  const plain = asked?.plainTarget;
  const why = plain ? t(': `{0}` is {1}', plain.text, plain.kind) : '';
  if (!asked) return { why, hint: '' };
  if (plain && asked.name === 'length') {
    const text = `${plain.text} | length`;
    const fix = { title: t('Write `{0}`', text), edits: [{ span, text }] };
    return { why, hint: t(' Write `{0}`.', text), fix };
  }
  const { meant, place } = asked;
  if (meant === undefined) return { why, hint: '' };
  const fix = { title: t('Write `{0}`', meant), edits: [{ span: place, text: meant }] };
  return { why, hint: t(' Did you mean `{0}`?', meant), fix };
}

function emptyProblem({ source, empty }: RowTally, { total, report }: Told): TemplateProblem[] {
  // A template without any text is meant to say nothing.
  if (!empty || source.trim() === '') return [];
  const message = t('The template renders nothing but blanks on {0}.', rowsText(empty, total));
  const start = source.search(/\S/);
  const end = start + (/^[^\r\n]*/.exec(source.slice(start))?.[0].trimEnd().length ?? 0);
  const span = { start, end };
  return [report(empty, { code: 'renders-empty', severity: 'warning', message, span })];
}

/** The one tag of a line, else its text without the white space around it. */
function spanOfLine(source: string, line: number): Span {
  const found = [...source.matchAll(/[^\r\n]*(?:\r\n|\n|\r|$)/g)][line - 1];
  if (!found) return { start: 0, end: 0 };
  const text = found[0].trimEnd();
  const start = found.index + text.length - text.trimStart().length;
  const end = found.index + text.length;
  const tags = parseTemplate(source).tags.filter((tag) => tag.start >= start && tag.start < end);
  const [only, other] = tags;
  return only && !other ? { start: only.start, end: only.end } : { start, end };
}
