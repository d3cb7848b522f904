import type { Readable } from 'node:stream';
import { columnNames } from '../../core/dataset/columnNames.js';
import { checkHeader, extraFields, strayQuote } from '../../core/dataset/csvProblems.js';
import type { DatasetRow, RowRange } from '../../core/dataset/dataset.js';
import { createDatasetCheck } from '../../core/dataset/datasetCheck.js';
import type { DatasetCheck, Findings } from '../../core/dataset/datasetCheck.js';
import { sentence } from '../../core/dataset/faultSentence.js';
import type { JsonObject } from '../../core/json.js';
import { csvRecords } from './csvRecords.js';
import type { CsvRecord } from './csvRecords.js';
import { DatasetFault } from './datasetFault.js';

/** The rows of a CSV file within `range`. A row with too few fields lacks the last columns. */
export async function* csvRows(
  bytes: Readable,
  delimiter: string,
  range: RowRange,
): AsyncGenerator<DatasetRow, void, undefined> {
  let columns: string[] | undefined;
  let row = 0;
  if (range.to < 1) return;
  for await (const { fields } of csvRecords(bytes, delimiter)) {
    if (!columns) {
      columns = columnNames(fields);
      continue;
    }
    row += 1;
    if (row >= range.from) yield { row, values: csvValues(columns, fields) };
    if (row >= range.to) return;
  }
}

export function csvValues(columns: readonly string[], fields: readonly string[]): JsonObject {
  const values: Record<string, string> = {};
  for (let index = 0; index < columns.length && index < fields.length; index += 1) {
    const column = columns[index] ?? '';
    const value = fields[index] ?? '';
    if (column === '__proto__') {
      // Plain assignment would set the prototype.
      Object.defineProperty(values, column, {
        value,
        enumerable: true,
        writable: true,
        configurable: true,
      });
    } else values[column] = value;
  }
  return values;
}

/** What one reading finds; a file that breaks off keeps what was found before. */
export async function describeCsv(
  bytes: Readable,
  delimiter: string,
): Promise<Findings & { readonly brokeOff: boolean }> {
  let check: DatasetCheck | undefined;
  let columns: string[] = [];
  let brokeOff = false;
  try {
    for await (const record of csvRecords(bytes, delimiter)) {
      if (check) checkRecord(check, columns, record);
      else {
        columns = columnNames(record.fields);
        check = createDatasetCheck(columns);
        checkHeader(check, columns, record);
      }
    }
  } catch (error) {
    if (!(error instanceof DatasetFault)) throw error;
    brokeOff = true;
    check ??= createDatasetCheck();
    addBroken(check, error);
  }
  return { ...(check ?? createDatasetCheck()).finish(), brokeOff };
}

/** The row after those counted can't be read. */
export function addBroken(check: DatasetCheck, { line, message }: DatasetFault): void {
  check.add({
    severity: 'error',
    code: 'broken-line',
    line,
    row: check.rows + 1,
    message: sentence(message),
  });
}

function checkRecord(check: DatasetCheck, columns: readonly string[], record: CsvRecord): void {
  const { fields, line } = record;
  const row = check.rows + 1;
  const keys = fields.length < columns.length ? columns.slice(0, fields.length) : columns;
  check.row(keys, { row, line });
  if (
    fields.length > columns.length &&
    fields.slice(columns.length).some((field) => field !== '')
  ) {
    const extra = extraFields(fields.length, columns.length, { line, row });
    check.repeated(`extra ${fields.length}`, extra);
  }
  if (record.strayQuote) check.repeated('quote', strayQuote({ line, row }));
}
