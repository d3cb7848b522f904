import type { RowMark } from '../../src/core/dataset/rows/readRow.js';
import type { TextEncoding } from '../../src/core/dataset/openDataset.js';
import type { Json } from '../../src/core/json.js';

/** A dataset file that is hard to read, and what must be read from it. */
export interface NastyFile {
  readonly name: string;
  readonly ending: 'csv' | 'tsv' | 'jsonl' | 'ndjson';
  /** Made when it is needed: some are large. */
  readonly bytes: () => Buffer;
  readonly columns: readonly string[];
  /** The values of each row; null for one that can't be read. A missing column is left out. */
  readonly rows: readonly (Readonly<Record<string, Json>> | null)[];
  /** Line of each row, where that isn't one a row from the second (CSV) or first line on. */
  readonly lines?: readonly number[];
  /** By row number. */
  readonly marks?: Readonly<Record<number, readonly RowMark[]>>;
  readonly extra?: Readonly<Record<number, readonly string[]>>;
  readonly encoding?: TextEncoding;
  readonly delimiter?: string;
  /** The quotes are not where RFC 4180 allows them: other parsers read it in other ways. */
  readonly isLoose?: boolean;
}

/** Text with its line breaks and nothing else changed. */
export function utf8(text: string): () => Buffer {
  return () => Buffer.from(text, 'utf8');
}

export function utf16(text: string, options: { bigEndian?: true; mark?: true } = {}): () => Buffer {
  return () => {
    const bytes = Buffer.from(`${options.mark ? '\uFEFF' : ''}${text}`, 'utf16le');
    return options.bigEndian ? bytes.swap16() : bytes;
  };
}

/** Bytes of Windows-1252: code points below 256 but those from 0x80 to 0x9F stand for themselves. */
export function latin1(text: string): () => Buffer {
  return () => Buffer.from(text, 'latin1');
}
