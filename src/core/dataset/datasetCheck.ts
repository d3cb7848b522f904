import { plural, t } from '../../l10n/t.js';
import { shownName } from '../fileName.js';
import { RESERVED_COLUMNS } from './columnNames.js';
import type { DatasetProblem } from './dataset.js';
import type { RowPlace } from './survey/surveyPart.js';

const MOST_PROBLEMS = 100;
const MOST_KINDS = 1000;
/** Beyond this many columns, missing fields are not looked for any more. */
const MOST_TRACKED = 1000;

export interface DatasetCheck {
  /** What all rows together are known to have. */
  surveyed(rows: number, columns: readonly SurveyedColumn[]): void;
  add(problem: DatasetProblem): void;
  /** Counts problems of which nothing is said. */
  untold(count: number): void;
  /** A fault that many rows may share: said once per `kind`, with a count and its first place. */
  repeated(kind: string, problem: RepeatedProblem, count?: number): void;
  finish(): Findings;
}

interface SurveyedColumn {
  readonly name: string;
  /** Rows that have it, and the first that lacks it. */
  readonly count: number;
  readonly missing: RowPlace | undefined;
}

export interface RepeatedProblem {
  readonly severity: DatasetProblem['severity'];
  readonly code: string;
  readonly line: number;
  readonly row: number;
  /** The sentence for one row, or for `count` rows; without the closing place and full stop. */
  readonly say: (count: number) => string;
}

export interface Findings {
  readonly columns: string[];
  readonly rows: number;
  readonly problems: DatasetProblem[];
  readonly problemCount: number;
}

/** Collects in one pass what `DatasetInfo` says of a file; memory does not grow with its rows. */
export function createDatasetCheck(header: readonly string[] = []): DatasetCheck {
  const present = new Map<string, { count: number; missing?: RowPlace | undefined }>();
  for (const column of header) present.set(column, { count: 0 });
  const problems: DatasetProblem[] = [];
  const kinds = new Map<string, { count: number; problem: RepeatedProblem }>();
  let problemCount = 0;
  let rows = 0;

  function add(problem: DatasetProblem): void {
    problemCount += 1;
    if (problems.length < MOST_PROBLEMS) problems.push(problem);
  }

  return {
    surveyed(count, columns) {
      rows += count;
      for (const { name, ...seen } of columns) present.set(name, seen);
    },
    add,
    untold: (count) => void (problemCount += count),
    repeated(kind, problem, count = 1) {
      const known = kinds.get(kind);
      if (known) known.count += count;
      else if (kinds.size < MOST_KINDS) kinds.set(kind, { count, problem });
      else problemCount += count;
    },
    finish() {
      for (const { count, problem } of kinds.values()) {
        const { say, ...place } = problem;
        add({ ...place, message: `${say(count)}${where(problem.line, count)}.` });
      }
      let tracked = 0;
      for (const [column, { count, missing }] of present) {
        tracked += 1;
        if (RESERVED_COLUMNS.has(column)) add(reserved(column));
        if (!missing || tracked > MOST_TRACKED) continue;
        const lacking = rows - count;
        add({
          severity: 'warning',
          code: 'unequal-fields',
          ...missing,
          message: plural(
            lacking,
            '{1} of {2} rows lacks "{3}" (line {4}); the evaluation service wants the same fields in every row.',
            '{1} of {2} rows lack "{3}" (first: line {4}); the evaluation service wants the same fields in every row.',
            lacking,
            rows,
            shownName(column),
            missing.line,
          ),
        });
      }
      if (rows === 0 && !problems.some(({ severity }) => severity === 'error')) {
        add({
          severity: 'error',
          code: 'empty',
          line: 1,
          message: t('The dataset has no rows; add at least one.'),
        });
      }
      const byLine = problems.sort((left, right) => left.line - right.line);
      return { columns: [...present.keys()], rows, problems: byLine, problemCount };
    },
  };
}

function where(line: number, count: number): string {
  return count === 1 ? t(' (line {0})', line) : t(' (first: line {0})', line);
}

function reserved(column: string): DatasetProblem {
  return {
    severity: 'warning',
    code: 'reserved-column',
    line: 1,
    message: t(
      'The column "{0}" has the name of a result column and is overwritten in the results; rename it.',
      shownName(column),
    ),
  };
}
