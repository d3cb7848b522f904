import { shownName } from '../fileName.js';
import type { DatasetCheck, RepeatedProblem } from './datasetCheck.js';
import type { RowPlace } from './survey/surveyPart.js';

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
        message: `Column ${index + 1} has no name in line ${header.line} and is called "${name}"; name it.`,
      });
    } else if (field !== name) {
      check.add({
        severity: 'error',
        code: 'duplicate-column',
        line: header.line,
        message: `The column "${shownName(field)}" is there twice (columns ${header.fields.indexOf(field) + 1} and ${index + 1}); rename one of them.`,
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
      `${count === 1 ? 'A row has' : `${count} rows have`} ${fields} fields where the header has ${columns}; quote a field that holds the delimiter`,
  };
}

export function strayQuote(place: RowPlace): RepeatedProblem {
  return {
    severity: 'warning',
    code: 'stray-quote',
    ...place,
    say: (count) =>
      `${count === 1 ? 'A row has' : `${count} rows have`} a quote that is not doubled inside a quoted field, taken as it stands; write "" for a quote`,
  };
}
