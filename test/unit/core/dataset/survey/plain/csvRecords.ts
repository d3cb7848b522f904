import type { Duplex, Readable, Writable } from 'node:stream';
import { DatasetFault, openQuote } from '../../../../../../src/files/dataset/datasetFault.js';
import { hasStrayQuote } from '../../../../../../src/files/dataset/hasStrayQuote.js';

export interface CsvRecord {
  readonly fields: readonly string[];
  /** Line where the record begins, from 1. */
  readonly line: number;
  /** A field has a quote that RFC 4180 does not allow there; it is kept as a character. */
  readonly strayQuote: boolean;
}

const LONGEST_RECORD = 64 * 1024 * 1024;

interface RawRecord {
  readonly record: readonly string[];
  readonly raw: string;
}

/**
 * The records of a CSV file (RFC 4180), the header first; empty lines are skipped, any line ending
 * is understood. `firstLine`: where the bytes begin in their file. Throws `DatasetFault` for a quote that is never closed.
 */
export async function* csvRecords(
  bytes: Readable,
  delimiter: string,
  firstLine = 1,
): AsyncGenerator<CsvRecord, void, undefined> {
  const { parse } = await import('csv-parse');
  // Records are taken as they are found: a parser that fails drops what waits in its stream.
  const found: RawRecord[] = [];
  const parser = parse({
    delimiter,
    bom: true,
    raw: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: LONGEST_RECORD,
    on_record(item: unknown) {
      // With the option `raw` an item is a record beside its text.
      found.push(item as RawRecord);
      return null;
    },
  });
  // Faults come by the callbacks of `write` and `end`.
  parser.on('error', () => undefined);
  let line = firstLine;
  function* taken(): Generator<CsvRecord, void, undefined> {
    for (const { record, raw } of found.splice(0)) {
      const start = line + leadingBreaks(raw);
      line += lineBreaks(raw);
      yield { fields: record, line: start, strayQuote: hasStrayQuote(raw, delimiter) };
    }
  }
  try {
    for await (const chunk of bytes) {
      // The stream has no encoding set, so its chunks are buffers.
      const fault = await written(parser, chunk as Buffer);
      yield* taken();
      if (fault) throw faultOf(fault, line);
    }
    const fault = await ended(parser);
    yield* taken();
    if (fault) throw faultOf(fault, line);
  } finally {
    bytes.destroy();
    parser.destroy();
  }
}

function written(parser: Writable, chunk: Buffer): Promise<Error | undefined> {
  return new Promise((resolve) => {
    parser.write(chunk, (error) => resolve(error ?? undefined));
  });
}

function ended(parser: Duplex): Promise<Error | undefined> {
  return new Promise((resolve) => {
    parser.once('error', resolve);
    parser.end((error?: Error | null) => resolve(error ?? undefined));
  });
}

function faultOf(error: unknown, line: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'CSV_QUOTE_NOT_CLOSED') {
    return openQuote(line);
  }
  if (code === 'CSV_MAX_RECORD_SIZE') {
    return new DatasetFault(
      line,
      `line ${line} begins a row of more than 64 MB: expected a closing quote or a line break before`,
    );
  }
  return error;
}

function lineBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  for (let at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) {
    if (text[at + 1] !== '\n') count += 1;
  }
  return count;
}

/** The parser gives the empty lines before a record with its text. */
function leadingBreaks(text: string): number {
  const first = text[0];
  if (first !== '\n' && first !== '\r') return 0;
  return lineBreaks(/^[\r\n]+/.exec(text)?.[0] ?? '');
}
