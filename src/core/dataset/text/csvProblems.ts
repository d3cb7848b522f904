import { t } from '../../../l10n/t.js';
import { shownName } from '../../fileName.js';
import type { DatasetCheck, RepeatedProblem } from '../datasetCheck.js';
import type { RowPlace } from '../survey/surveyPart.js';

/** The header of a CSV file as it stands there. */
export interface CsvHeader {
  readonly fields: readonly string[];
  /** Of the file, from 1. */
  readonly line: number;
}

/** Adds what is wrong with the names; `columns` are what `columnNames` makes of them. */
export function checkHeader(
  check: Pick<DatasetCheck, 'add'>,
  columns: readonly string[],
  header: CsvHeader,
): void {
  header.fields.forEach((field, index) => {
    const name = columns[index] ?? '';
    if (field === '') {
      check.add({
        severity: 'warning',
        code: 'unnamed-column',
        line: header.line,
        message: t(
          'Column {0} has no name in line {1} and is called "{2}"; name it.',
          index + 1,
          header.line,
          name,
        ),
      });
    } else if (field !== name) {
      check.add({
        severity: 'error',
        code: 'duplicate-column',
        line: header.line,
        message: t(
          'The column "{0}" is there twice (columns {1} and {2}); rename one of them.',
          shownName(field),
          header.fields.indexOf(field) + 1,
          index + 1,
        ),
      });
    }
  });
}

/** Rows have `fields` fields, more than the header names. */
export function extraFields(fields: number, columns: number, place: RowPlace): RepeatedProblem {
  return {
    severity: 'error',
    code: 'unequal-fields',
    ...place,
    say: (count) =>
      count === 1
        ? t(
            'A row has {0} fields where the header has {1}; quote a field that holds the delimiter',
            fields,
            columns,
          )
        : t(
            '{0} rows have {1} fields where the header has {2}; quote a field that holds the delimiter',
            count,
            fields,
            columns,
          ),
  };
}

export function strayQuote(place: RowPlace): RepeatedProblem {
  return {
    severity: 'warning',
    code: 'stray-quote',
    ...place,
    say: (count) =>
      count === 1
        ? t(
            'A row has a quote that is not doubled inside a quoted field, taken as it stands; write "" for a quote',
          )
        : t(
            '{0} rows have a quote that is not doubled inside a quoted field, taken as it stands; write "" for a quote',
            count,
          ),
  };
}
