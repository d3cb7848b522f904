import type { DatasetFiles, DatasetRow } from '../../core/dataset/dataset.js';

interface RowsRead {
  readonly rows: readonly DatasetRow[];
  /** Why there are fewer than asked for. */
  readonly problem: string | null;
}

/** Stretches of a dataset, kept for a while: views ask for the same rows again as they scroll. */
export interface DatasetRows {
  /** `from` and `to` count from 1, both included. */
  range(from: number, to: number): Promise<RowsRead>;
}

const CHUNK = 500;
const KEPT_CHUNKS = 20;

export function createDatasetRows(datasets: DatasetFiles, path: string): DatasetRows {
  // A Map keeps the order of insertion: re-inserting a chunk makes it the most recent.
  const chunks = new Map<number, Promise<RowsRead>>();

  const chunkAt = (index: number): Promise<RowsRead> => {
    const chunk = chunks.get(index) ?? read(index);
    chunks.delete(index);
    chunks.set(index, chunk);
    for (const old of chunks.keys()) {
      if (chunks.size <= KEPT_CHUNKS) break;
      chunks.delete(old);
    }
    return chunk;
  };

  const read = async (index: number): Promise<RowsRead> => {
    const rows: DatasetRow[] = [];
    const range = { from: index * CHUNK + 1, to: (index + 1) * CHUNK };
    try {
      for await (const row of datasets.rows(path, range)) rows.push(row);
      return { rows, problem: null };
    } catch (error) {
      chunks.delete(index);
      return { rows, problem: error instanceof Error ? error.message : String(error) };
    }
  };

  return {
    async range(from, to) {
      const rows: DatasetRow[] = [];
      for (let index = Math.floor((from - 1) / CHUNK); index * CHUNK < to; index++) {
        const chunk = await chunkAt(index);
        rows.push(...chunk.rows.filter(({ row }) => row >= from && row <= to));
        const isWhole = rows.length === Math.min(to, (index + 1) * CHUNK) - from + 1;
        if (chunk.problem !== null && !isWhole) return { rows, problem: chunk.problem };
      }
      return { rows, problem: null };
    },
  };
}
