import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { Transform, pipeline } from 'node:stream';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type {
  DatasetFiles,
  DatasetFormat,
  DatasetInfo,
  RowRange,
} from '../../core/dataset/dataset.js';
import { detectDelimiter } from '../../core/dataset/detectDelimiter.js';
import { UserError } from '../../core/userError.js';
import { describeCsv } from './csvRows.js';
import { datasetError } from './datasetError.js';
import type { IndexedRows } from '../scan/indexedRows.js';
import { describeJsonl } from './jsonlRows.js';

const SAMPLE_BYTES = 64 * 1024;
const ALL_ROWS: RowRange = { from: 1, to: Number.POSITIVE_INFINITY };

/** Dataset files of this machine: CSV (`.csv`, `.tsv`) and JSON Lines (`.jsonl`, `.ndjson`). */
export function createDatasetFiles(): DatasetFiles {
  let indexed: IndexedRows | undefined;
  return {
    async describe(path, signal) {
      try {
        return await describeFile(path, signal);
      } catch (error) {
        throw datasetError(error, path, signal);
      }
    },
    async *rows(path, range, signal) {
      try {
        if (!indexed) {
          const { createIndexedRows } = await import('../scan/indexedRows.js');
          indexed ??= createIndexedRows();
        }
        yield* indexed.rows(path, range ?? ALL_ROWS, signal);
      } catch (error) {
        throw datasetError(error, path, signal);
      }
    },
  };
}

async function describeFile(path: string, signal: AbortSignal | undefined): Promise<DatasetInfo> {
  signal?.throwIfAborted();
  const { format, delimiter } = await formatOf(path);
  const scanned = delimiter === undefined ? undefined : await scanFile(path, delimiter, signal);
  if (scanned) return { path, format, ...(delimiter !== undefined && { delimiter }), ...scanned };
  const digest = createDigest();
  const bytes = digest.through(createReadStream(path, { signal }));
  const { brokeOff, ...findings } =
    delimiter === undefined ? await describeJsonl(bytes) : await describeCsv(bytes, delimiter);
  // A reading that broke off has not seen all bytes.
  const whole = brokeOff ? await digestFile(path, signal) : digest.result();
  return {
    path,
    format,
    ...(delimiter === undefined ? {} : { delimiter }),
    ...whole,
    ...findings,
  };
}

async function scanFile(path: string, delimiter: string, signal: AbortSignal | undefined) {
  const { describeCsvFile } = await import('../scan/describeCsvFile.js');
  const file = await open(path);
  try {
    return await describeCsvFile(file, delimiter, signal);
  } finally {
    await file.close();
  }
}

function createDigest() {
  const hash = createHash('sha256');
  let bytes = 0;
  return {
    through(source: Readable): Readable {
      const counting = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          hash.update(chunk);
          bytes += chunk.length;
          done(null, chunk);
        },
      });
      // Errors reach the reader through `counting`, which the pipeline destroys with them.
      pipeline(source, counting, () => undefined);
      return counting;
    },
    result: () => ({ bytes, sha256: hash.digest('hex') }),
  };
}

async function digestFile(path: string, signal: AbortSignal | undefined) {
  const digest = createDigest();
  await finished(digest.through(createReadStream(path, { signal })).resume());
  return digest.result();
}

async function formatOf(
  path: string,
): Promise<{ readonly format: DatasetFormat; readonly delimiter?: string }> {
  const sample = await readStart(path);
  if ((sample[0] === 0xff && sample[1] === 0xfe) || (sample[0] === 0xfe && sample[1] === 0xff)) {
    throw new UserError(
      'dataset',
      `The dataset ${basename(path)} is UTF-16 text; save it as UTF-8.`,
    );
  }
  if (/\.(?:jsonl|ndjson)$/i.test(path)) return { format: 'jsonl' };
  if (!/\.(?:csv|tsv)$/i.test(path)) {
    throw new UserError(
      'dataset',
      `The dataset ${basename(path)} is of no known format; use a file that ends in .jsonl, .ndjson, .csv or .tsv.`,
    );
  }
  const text = sample.toString('utf8').replace(/^\uFEFF/, '');
  return { format: 'csv', delimiter: detectDelimiter(text, path) };
}

async function readStart(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
