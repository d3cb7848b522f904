import { sentence } from '../../core/dataset/faultSentence.js';
import { readJsonText } from '../../core/dataset/text/jsonText.js';
import type { ReadRow } from '../../core/dataset/rows/readRow.js';
import { t } from '../../l10n/t.js';
import type { FileRecord } from '../scan/readRecords.js';
import { csvValues } from './csvValues.js';
import { DatasetFault, openQuote } from './datasetFault.js';
import type { DatasetForm } from './datasetForm.js';
import { parseJsonLine } from './parseJsonLine.js';
import { plainFields } from './plainFields.js';
import { decoded } from './textEncoding.js';

export interface RowForm extends DatasetForm {
  /** Of CSV, in order. */
  readonly columns: readonly string[];
}

/** Of what stands in place of a row, this much is shown. */
const SHOWN_BROKEN = 64 * 1024;

/**
 * The rows that records are, one each, also those that no run could use; these are marked as broken,
 * and no row as anything else.
 */
export async function parseRecords(
  records: readonly FileRecord[],
  form: RowForm,
): Promise<ReadRow[]> {
  if (form.delimiter === undefined) return records.map((record) => jsonRow(record, form));
  const fields = await csvFields(records, form);
  return records.map((record, at) => csvRow(record, fields[at], form));
}

/** The columns of a row in the order of its line: JavaScript moves keys such as "10" to the front. */
export function rowColumns({ values, source }: ReadRow): readonly string[] {
  const keys = Object.keys(values);
  if (source === undefined || !keys.some((key) => /^\d+$/.test(key))) return keys;
  const reading = readJsonText(source);
  if (!reading.ok || reading.node.kind !== 'object') return keys;
  return [...new Set(reading.node.members.map(({ key }) => key))];
}

/** The fields of each record; undefined for one that can't be read. */
export async function csvFields(
  records: readonly FileRecord[],
  { encoding, delimiter = ',' }: DatasetForm,
): Promise<(readonly string[] | undefined)[]> {
  const texts = records.map(({ bytes, isCut }) => (isCut ? undefined : decoded(bytes, encoding)));
  const fields = texts.map((text) =>
    text === undefined ? undefined : plainFields(withoutLineEnd(text), delimiter),
  );
  const rest = texts.some((text, at) => text !== undefined && !fields[at]);
  if (!rest) return fields;
  const { parse } = await import('csv-parse/sync');
  const options = {
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n', '\r'],
  };
  return fields.map((found, at) => {
    const text = texts[at];
    if (found || text === undefined) return found;
    try {
      return parse(text, options)[0];
    } catch {
      return undefined;
    }
  });
}

function csvRow(
  record: FileRecord,
  fields: readonly string[] | undefined,
  { columns, ...form }: RowForm,
): ReadRow {
  // The header is record 0, so that the first row is record 1.
  const row = record.record;
  if (!fields) {
    return brokenRow(record, row, { form, fault: cutFault(record) ?? openQuote(record.line) });
  }
  const extra = fields.slice(columns.length);
  const values = csvValues(columns, fields);
  return { row, line: record.line, values, ...(extra.length > 0 && { extra }), marks: [] };
}

function jsonRow(record: FileRecord, form: DatasetForm): ReadRow {
  const row = record.record + 1;
  const fault = cutFault(record);
  if (fault) return brokenRow(record, row, { form, fault });
  try {
    const source = withoutBreaks(decoded(record.bytes, form.encoding));
    const values = parseJsonLine(source, record.line);
    return { row, line: record.line, values, source, marks: [] };
  } catch (error) {
    if (!(error instanceof DatasetFault)) throw error;
    return brokenRow(record, row, { form, fault: error });
  }
}

/** Why a record that is longer than what is read is no row; undefined for any other. */
export function cutFault({ line, isCut }: FileRecord): DatasetFault | undefined {
  if (!isCut) return undefined;
  return new DatasetFault(
    line,
    t(
      'line {0} begins a row of more than 64 MB: expected a line break, or a closing quote, before',
      line,
    ),
  );
}

function brokenRow(
  { line, bytes }: FileRecord,
  row: number,
  { form, fault }: { readonly form: DatasetForm; readonly fault: DatasetFault },
): ReadRow {
  const broken = { message: sentence(fault.message), text: brokenText(bytes, form) };
  return { row, line, values: {}, broken, marks: ['broken'] };
}

/** What is shown of a record that can't be read: its beginning. */
export function brokenText(
  bytes: Uint8Array,
  { encoding, delimiter }: Pick<DatasetForm, 'encoding' | 'delimiter'>,
): string {
  const text = decoded(bytes.subarray(0, SHOWN_BROKEN), encoding);
  return delimiter === undefined ? withoutBreaks(text) : withoutLineEnd(text);
}

/** A record of CSV without its end and the blank lines behind it. */
function withoutLineEnd(text: string): string {
  // A pattern would try each line break of a long run within a field in turn.
  let end = text.length;
  while (text[end - 1] === '\n' || text[end - 1] === '\r') end -= 1;
  return text.slice(0, end);
}

/** A line without its end and the blank lines behind it. */
function withoutBreaks(text: string): string {
  return text.replace(/[\r\n][\s\S]*$/, '');
}
