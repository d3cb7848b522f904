import { numberText, plural, t } from '../../l10n/t.js';
import { MAX_FAILED_SHARE } from '../judging/accounting.js';
import type { EvalPlan } from '../runs/evalBackend.js';
import { responseProblems } from '../spec/problems/checkSpecRows.js';
import type { TemplateProblem } from '../template/language/templateProblem.js';
import { rowsText, type RowTotal } from '../template/language/rowTexts.js';
import type { PlanScan } from './planScan.js';

/** Something to know before a run. `error`: the run would be refused or fail. */
export interface PreflightProblem {
  readonly severity: 'error' | 'warning' | 'information';
  readonly code: string;
  /** One sentence. */
  readonly message: string;
  /** The first row that it is about, from 1, and how many there are. */
  readonly rows?: { readonly first: number; readonly count: number };
}

/** What the plan itself says: its notes, and what is refused as things stand. */
export function planProblems({ notes, refusals = [] }: EvalPlan): PreflightProblem[] {
  return notes.map((message) =>
    refusals.includes(message)
      ? { severity: 'error', code: 'refused', message }
      : { severity: 'information', code: 'note', message },
  );
}

/** What the rows show. */
export function rowProblems(plan: EvalPlan, scan: PlanScan): PreflightProblem[] {
  const isComplete = scan.looked === scan.rows;
  const total: RowTotal = { checked: scan.looked, ...(!isComplete && { of: scan.rows }) };
  const said = scan.check.problems({
    facts: scan.facts,
    ...(!isComplete && { of: scan.rows }),
  });
  return [
    ...failingProblem(scan, total),
    ...longProblems(scan, total),
    ...responseProblems(plan.spec, { facts: scan.facts, isComplete }, scan.rows).map(
      ({ message, code, row, count }): PreflightProblem => ({
        severity: 'warning',
        code,
        message,
        rows: { first: row, count },
      }),
    ),
    ...[...said].flatMap(([field, problems]) =>
      problems.map((problem) => templateProblem(field, problem)),
    ),
    ...repeatedProblem(scan, total),
  ];
}

function failingProblem({ failing, looked }: PlanScan, total: RowTotal): PreflightProblem[] {
  if (failing <= MAX_FAILED_SHARE * looked) return [];
  const share = Math.round((100 * failing) / looked);
  const message = t(
    'No request can be made for {0} of {1} rows ({2} %): above {3} % the whole run fails.',
    failing,
    total.checked,
    share,
    100 * MAX_FAILED_SHARE,
  );
  return [{ severity: 'error', code: 'too-many-failing', message }];
}

/** A row without its request is a failed row, the run goes on: a warning, whatever the template's own view. */
function templateProblem(field: string, problem: TemplateProblem): PreflightProblem {
  const { severity, code, line, row, count } = problem;
  return {
    severity: severity === 'error' ? 'warning' : severity,
    code,
    message: t('`{0}`, line {1}: {2}', field, line, problem.message),
    ...(row !== undefined && count !== undefined && { rows: { first: row, count } }),
  };
}

function longProblems({ tooLong, looked }: PlanScan, total: RowTotal): PreflightProblem[] {
  return [...tooLong].map(([field, { count, first, limit }]): PreflightProblem => {
    const rows = rowsText({ row: first, count: Math.min(count, looked) }, total);
    const message = t(
      '`{0}`: prompt and `max_tokens` together are more than the {1} tokens that the model takes in {2}.',
      field,
      grouped(limit),
      rows,
    );
    const isFatal = count > MAX_FAILED_SHARE * looked;
    return {
      severity: isFatal ? 'error' : 'warning',
      code: 'too-long',
      message,
      rows: { first, count },
    };
  });
}

function repeatedProblem({ repeated }: PlanScan, { of }: RowTotal): PreflightProblem[] {
  const { count, first, rows } = repeated;
  if (!first) return [];
  const [row, earlier] = first;
  const message =
    of === undefined
      ? plural(
          count,
          '{0} row repeats another one in every column that the spec uses (row {1} is row {2} again): each is asked and paid for.',
          '{0} rows repeat another one in every column that the spec uses (row {1} is row {2} again): each is asked and paid for.',
          row,
          earlier,
        )
      : plural(
          count,
          '{0} row of the first {1} repeats another one in every column that the spec uses (row {2} is row {3} again): each is asked and paid for.',
          '{0} rows of the first {1} repeat another one in every column that the spec uses (row {2} is row {3} again): each is asked and paid for.',
          grouped(rows),
          row,
          earlier,
        );
  return [{ severity: 'warning', code: 'repeated-rows', message, rows: { first: row, count } }];
}

function grouped(count: number): string {
  return numberText(count);
}
