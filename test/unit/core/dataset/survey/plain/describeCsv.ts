import type { Readable } from 'node:stream';
import { columnNames } from '../../../../../../src/core/dataset/columnNames.js';
import {
  checkHeader,
  extraFields,
  strayQuote,
} from '../../../../../../src/core/dataset/text/csvProblems.js';
import { createPlainCheck } from './plainCheck.js';
import type { Findings } from '../../../../../../src/core/dataset/datasetCheck.js';
import type { PlainCheck } from './plainCheck.js';
import { sentence } from '../../../../../../src/core/dataset/faultSentence.js';
import { csvRecords } from './csvRecords.js';
import type { CsvRecord } from './csvRecords.js';
import { DatasetFault } from '../../../../../../src/files/dataset/datasetFault.js';

/** What one reading finds; a file that breaks off keeps what was found before. */
export async function describeCsv(
  bytes: Readable,
  delimiter: string,
): Promise<Findings & { readonly brokeOff: boolean }> {
  let check: PlainCheck | undefined;
  let columns: string[] = [];
  let brokeOff = false;
  try {
    for await (const record of csvRecords(bytes, delimiter)) {
      if (check) checkRecord(check, columns, record);
      else {
        columns = columnNames(record.fields);
        check = createPlainCheck(columns);
        checkHeader(check, columns, record);
      }
    }
  } catch (error) {
    if (!(error instanceof DatasetFault)) throw error;
    brokeOff = true;
    check ??= createPlainCheck();
    addBroken(check, error);
  }
  return { ...(check ?? createPlainCheck()).finish(), brokeOff };
}

/** The row after those counted can't be read. */
export function addBroken(check: PlainCheck, { line, message }: DatasetFault): void {
  check.add({
    severity: 'error',
    code: 'broken-line',
    line,
    row: check.rows + 1,
    message: sentence(message),
  });
}

function checkRecord(check: PlainCheck, columns: readonly string[], record: CsvRecord): void {
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
