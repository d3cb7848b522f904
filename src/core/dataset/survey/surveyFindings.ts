import { t } from '../../../l10n/t.js';
import { columnNames } from '../columnNames.js';
import { checkHeader, extraFields, strayQuote } from '../text/csvProblems.js';
import type { CsvHeader } from '../text/csvProblems.js';
import type { DatasetProblem } from '../dataset.js';
import { createDatasetCheck } from '../datasetCheck.js';
import type { DatasetCheck, Findings } from '../datasetCheck.js';
import { sentence } from '../faultSentence.js';
import type { TextEncoding } from '../openDataset.js';
import type { ColumnPart, SurveyPart } from './surveyPart.js';

/**
 * What `DatasetInfo` says of a file whose rows were all looked at. `header`: of CSV; where only the
 * columns are known, these will do, but nothing is found wrong with their names then.
 */
export function surveyFindings(
  part: SurveyPart,
  header?: CsvHeader,
  encoding: TextEncoding = 'utf-8',
): Findings {
  const columns = header && columnNames(header.fields);
  const check = createDatasetCheck(columns);
  if (encoding !== 'utf-8') check.add(foreign(encoding));
  if (header && columns) checkHeader(check, columns, header);
  addFaults(check, part);
  check.surveyed(part.rows, part.columns.map(seenColumn));
  if (columns) addUneven(check, part, columns.length);
  return check.finish();
}

const NAMES: Readonly<Record<Exclude<TextEncoding, 'utf-8'>, string>> = {
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Windows-1252 (Latin-1)',
};

function foreign(encoding: keyof typeof NAMES): DatasetProblem {
  return {
    severity: 'warning',
    code: 'encoding',
    line: 1,
    message: t(
      'The file is {0}: it is read here, but the evaluation service wants UTF-8; a converted or saved copy is UTF-8.',
      NAMES[encoding],
    ),
  };
}

function seenColumn({ name, types, firstMissing }: ColumnPart) {
  const count = Object.values(types).reduce((sum, rows) => sum + rows, 0);
  return { name, count, missing: firstMissing };
}

function addFaults(check: DatasetCheck, { faults, marks }: SurveyPart): void {
  for (const { row, line, message } of faults) {
    const place = { line, row, message: sentence(message) };
    check.add({ severity: 'error', code: 'broken-line', ...place });
  }
  const broken = marks.kinds.broken?.count ?? 0;
  if (broken > faults.length) check.untold(broken - faults.length);
}

/** Rows with too many fields or with odd quotes, in the order in which the first of each stand. */
function addUneven(check: DatasetCheck, { uneven, marks }: SurveyPart, columns: number): void {
  const found = uneven
    .filter(({ fields }) => fields > columns)
    .map(({ fields, count, first }) => ({
      kind: `extra ${fields}`,
      problem: extraFields(fields, columns, first),
      count,
    }));
  const stray = marks.kinds['stray-quote'];
  if (stray) found.push({ kind: 'quote', problem: strayQuote(stray.first), count: stray.count });
  found.sort((left, right) => left.problem.row - right.problem.row);
  for (const { kind, problem, count } of found) check.repeated(kind, problem, count);
}
