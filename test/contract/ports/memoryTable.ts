import { readFileSync } from 'node:fs';
import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import type { DatasetState, TextEncoding } from '../../../src/core/dataset/openDataset.js';
import type { ReadRow, RowMark } from '../../../src/core/dataset/rows/readRow.js';
import type { JsonObject } from '../../../src/core/json.js';

/** A dataset file, read and parsed as a whole. */
export interface MemoryTable extends Pick<
  DatasetState,
  'bytes' | 'format' | 'delimiter' | 'encoding' | 'columns' | 'blankLines'
> {
  readonly rows: readonly ReadRow[];
}

export function readMemoryTable(path: string): MemoryTable {
  const bytes = readFileSync(path);
  const { text, encoding } = decode(bytes);
  const rest = { bytes: bytes.length, encoding, blankLines: blankLines(text) };
  if (/\.(jsonl|ndjson)$/.test(path)) return { ...rest, ...jsonTable(text), format: 'jsonl' };
  return { ...rest, ...csvTable(text), format: 'csv' };
}

/** Of texts without line breaks in quotes. */
function blankLines(text: string): number {
  const lines = text.split(/\r\n|\n|\r/);
  return lines.slice(0, -1).filter((line) => /^[ \t]*$/.test(line)).length;
}

function decode(bytes: Buffer): { text: string; encoding: TextEncoding } {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : isUtf8(bytes) ? 'utf-8' : 'windows-1252';
  return { text: new TextDecoder(encoding).decode(bytes), encoding };
}

function jsonTable(text: string): Pick<MemoryTable, 'rows' | 'columns'> {
  const rows: ReadRow[] = [];
  for (const [index, source] of text.split('\n').entries()) {
    if (source.trim() !== '') rows.push(jsonRow(source, { row: rows.length + 1, line: index + 1 }));
  }
  const columns = new Set(rows.flatMap(({ values }) => Object.keys(values)));
  return { rows, columns: [...columns] };
}

function jsonRow(source: string, place: Pick<ReadRow, 'row' | 'line'>): ReadRow {
  try {
    const value: unknown = JSON.parse(source);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error();
    // An object of JSON.
    return { ...place, values: value as JsonObject, source, marks: [] };
  } catch {
    const broken = { message: `Line ${place.line} is no object of JSON.`, text: source };
    return { ...place, values: {}, broken, marks: ['broken'] };
  }
}

function csvTable(text: string): Pick<MemoryTable, 'rows' | 'columns' | 'delimiter'> {
  const delimiter = [';', '\t', '|'].find((each) => text.split('\n', 1)[0]?.includes(each)) ?? ',';
  const records = parse(text, {
    delimiter,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
  }) as unknown as { record: string[]; info: { lines: number } }[];
  const [header, ...found] = records;
  const columns = header?.record ?? [];
  let line = header?.info.lines ?? 0;
  const rows = found.map(({ record, info }, index): ReadRow => {
    const start = line + 1;
    line = info.lines;
    const extra = record.slice(columns.length);
    const values = Object.fromEntries(
      columns.slice(0, record.length).map((column, at) => [column, record[at] ?? '']),
    );
    const marks: RowMark[] = extra.some((field) => field !== '') ? ['extra-fields'] : [];
    if (record.length < columns.length) marks.push('missing-fields');
    return { row: index + 1, line: start, values, ...(extra.length > 0 && { extra }), marks };
  });
  return { rows, columns, delimiter };
}
