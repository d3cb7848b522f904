import { createHash } from 'node:crypto';
import type { DatasetFiles, DatasetRow } from '../../core/dataset/dataset.js';
import { rowLine } from '../../core/dataset/rowLine.js';
import { UserError } from '../../core/userError.js';

/** Which part of a dataset a job needs: what no template uses makes the service refuse the file. */
export interface Projection {
  readonly datasets: DatasetFiles;
  /** Absolute. */
  readonly path: string;
  readonly columns: readonly string[];
  /** Row numbers from 1, ascending; absent: all. */
  readonly selectedRows?: readonly number[] | undefined;
}

/** The rows that are judged, in the dataset's order. */
export async function* selectedRows(
  { datasets, path, selectedRows: selected }: Projection,
  signal: AbortSignal,
): AsyncGenerator<DatasetRow> {
  const wanted = selected && new Set(selected);
  const last = selected?.at(-1);
  if (selected && last === undefined) return;
  const range = last === undefined ? undefined : { from: 1, to: last };
  for await (const row of datasets.rows(path, range, signal)) {
    if (!wanted || wanted.has(row.row)) yield row;
  }
}

/**
 * The lines to upload, each with its line break. Throws `UserError` of kind `dataset` for a row that
 * lacks a column: the service wants the same fields in every row.
 */
async function* projectedLines(
  projection: Projection,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const row of selectedRows(projection, signal)) {
    const missing = projection.columns.find((column) => !Object.hasOwn(row.values, column));
    if (missing !== undefined) {
      const message = `Row ${row.row} of the dataset has no "${missing}", which the spec uses and the service wants in every row; add it to the row (null will do) or leave the row out.`;
      throw new UserError('dataset', message);
    }
    yield encoder.encode(`${rowLine(row, projection.columns)}\n`);
  }
}

/** What is uploaded: held in memory while it is small, else made again each time it is sent. */
export interface UploadBody {
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
  readonly whole: Uint8Array<ArrayBuffer> | undefined;
  stream(): ReadableStream<Uint8Array>;
}

/** Reads the dataset once. `smallBytes`: above this the bytes are not held. */
export async function prepareUpload(
  projection: Projection,
  smallBytes: number,
  signal: AbortSignal,
): Promise<UploadBody> {
  const hash = createHash('sha256');
  let held: Uint8Array[] | undefined = [];
  let bytes = 0;
  for await (const line of projectedLines(projection, signal)) {
    hash.update(line);
    bytes += line.length;
    held?.push(line);
    if (bytes > smallBytes) held = undefined;
  }
  if (bytes === 0) {
    throw new UserError('dataset', 'The dataset has no rows to judge; add rows or choose another.');
  }
  return {
    bytes,
    sha256: hash.digest('hex'),
    whole: held && joined(held, bytes),
    stream: () => streamOf(projectedLines(projection, signal)),
  };
}

function joined(parts: readonly Uint8Array[], bytes: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Lines are gathered into larger pieces: one piece a line would be slow to send. */
const PIECE_BYTES = 64 * 1024;

function streamOf(lines: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const parts: Uint8Array[] = [];
      let bytes = 0;
      let ended = false;
      while (bytes < PIECE_BYTES && !ended) {
        const next = await lines.next();
        if (next.done) ended = true;
        else {
          parts.push(next.value);
          bytes += next.value.length;
        }
      }
      if (bytes > 0) controller.enqueue(joined(parts, bytes));
      if (ended) controller.close();
    },
    cancel: async () => {
      await lines.return(undefined);
    },
  });
}
