import { readJsonText } from '../../core/dataset/text/jsonText.js';
import type { ReadRow, RowMark } from '../../core/dataset/rows/readRow.js';
import type { FileRecord } from '../scan/readRecords.js';
import { hasStrayQuote } from './hasStrayQuote.js';
import type { RowForm } from './parseRecords.js';
import { decoded, isSound } from './textEncoding.js';

const QUOTE = 34;
/** A line is looked through for repeated keys up to this length. */
const LONGEST_LOOKED_THROUGH = 1024 * 1024;

/** The rows with all that is odd about them; `records` are what they were read from. */
export function markRows(
  rows: readonly ReadRow[],
  records: readonly FileRecord[],
  form: RowForm,
): ReadRow[] {
  return rows.map((row, at) => {
    const record = records[at];
    return record ? { ...row, marks: [...row.marks, ...marksOf(row, record, form)] } : row;
  });
}

function* marksOf(
  { values, source, extra, broken }: ReadRow,
  { bytes, isCut }: FileRecord,
  form: RowForm,
): Generator<RowMark> {
  if (!isCut && !isSound(bytes, form.encoding)) yield 'bad-bytes';
  if (broken) return;
  if (source !== undefined) {
    if (hasRepeatedKey(source, Object.keys(values).length)) yield 'repeated-key';
    return;
  }
  // A delimiter at the end of every line is common and harms nobody.
  if (extra?.some((field) => field !== '')) yield 'extra-fields';
  if (!extra && Object.keys(values).length < form.columns.length) yield 'missing-fields';
  if (bytes.includes(QUOTE) && hasStrayQuote(decoded(bytes, form.encoding), form.delimiter ?? ','))
    yield 'stray-quote';
}

/** `keys`: how many different ones the line has. */
function hasRepeatedKey(source: string, keys: number): boolean {
  // Each member has a colon: where there are no more of them than keys, none is repeated.
  if (source.split(':').length - 1 === keys) return false;
  if (source.length > LONGEST_LOOKED_THROUGH) return false;
  const reading = readJsonText(source);
  if (!reading.ok || reading.node.kind !== 'object') return false;
  const { members } = reading.node;
  return new Set(members.map(({ key }) => key)).size < members.length;
}
