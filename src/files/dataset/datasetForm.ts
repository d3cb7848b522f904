import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import type { DatasetFormat } from '../../core/dataset/dataset.js';
import { detectDelimiter } from '../../core/dataset/text/detectDelimiter.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { readBlock } from '../scan/readBlock.js';
import { decoded, detectEncoding } from './textEncoding.js';
import type { FileEncoding, Sample } from './textEncoding.js';

/** How the bytes of a file are rows. */
export interface DatasetForm extends FileEncoding {
  readonly format: DatasetFormat;
  /** CSV only. */
  readonly delimiter?: string;
}

const START_BYTES = 64 * 1024;
/** Samples of a large file beyond its start, and their bytes: letters may come late. */
const SAMPLES = 15;
const SAMPLE_BYTES = 4096;

/** Tells the form from the name, the beginning and samples of the file. Throws `UserError`. */
export async function readForm(file: FileHandle, path: string): Promise<DatasetForm> {
  const format = formatOf(path);
  const samples = await readSamples(file);
  const start = samples[0]?.bytes ?? new Uint8Array();
  refuseBinary(start, path);
  const encoding = detectEncoding(samples);
  if (format === 'jsonl') return { ...encoding, format };
  const text = decoded(start.subarray(encoding.mark), encoding.encoding);
  return { ...encoding, format, delimiter: detectDelimiter(text, path) };
}

function formatOf(path: string): DatasetFormat {
  if (/\.(?:jsonl|ndjson)$/i.test(path)) return 'jsonl';
  if (/\.(?:csv|tsv)$/i.test(path)) return 'csv';
  throw new UserError(
    'dataset',
    t(
      'The dataset {0} is of no known format; use a file that ends in .jsonl, .ndjson, .csv or .tsv.',
      basename(path),
    ),
  );
}

/** The beginning first. */
async function readSamples(file: FileHandle): Promise<Sample[]> {
  const { size } = await file.stat();
  const samples = [await readSample(file, 0, START_BYTES)];
  if (size <= START_BYTES) return samples;
  for (let count = 1; count <= SAMPLES; count += 1) {
    const offset = Math.floor(((size - SAMPLE_BYTES) * count) / SAMPLES);
    if (offset >= START_BYTES) samples.push(await readSample(file, offset, SAMPLE_BYTES));
  }
  return samples;
}

async function readSample(file: FileHandle, offset: number, length: number): Promise<Sample> {
  const bytes = Buffer.alloc(length);
  const read = await readBlock(file, bytes, offset);
  const { size } = await file.stat();
  return { bytes: bytes.subarray(0, read), offset, endsFile: offset + read >= size };
}

const binary = (): readonly { readonly bytes: readonly number[]; readonly what: string }[] => [
  { bytes: [0x50, 0x4b, 0x03, 0x04], what: t('a ZIP archive (an Excel workbook is one)') },
  { bytes: [0x1f, 0x8b], what: t('compressed with gzip') },
  { bytes: [0x50, 0x41, 0x52, 0x31], what: t('a Parquet file') },
  { bytes: [0xff, 0xfe, 0, 0], what: t('UTF-32 text') },
  { bytes: [0, 0, 0xfe, 0xff], what: t('UTF-32 text') },
];

function refuseBinary(start: Uint8Array, path: string): void {
  const found = binary().find(({ bytes }) => bytes.every((byte, at) => start[at] === byte));
  if (!found) return;
  throw new UserError(
    'dataset',
    t(
      'The dataset {0} is {1}, not text; save it as CSV or JSON Lines in UTF-8.',
      basename(path),
      found.what,
    ),
  );
}
