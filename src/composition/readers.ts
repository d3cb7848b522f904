import type { CompositionOptions } from '../composition.js';
import type { DatasetEngine } from '../core/dataset/openDataset.js';
import type { RowsReader } from '../core/rows/openRows.js';
import { lazily } from './lazily.js';

/** What reads datasets and the rows of runs, however large: on threads where there is a worker for it. */
export function createReaders(options: Pick<CompositionOptions, 'datasetWorker' | 'cacheFolder'>) {
  const engine = lazily(async (): Promise<DatasetEngine> => {
    if (options.datasetWorker) {
      const { threadedEngine } = await import('../files/engine/remote/threadedEngine.js');
      return threadedEngine(options.datasetWorker, { cacheFolder: options.cacheFolder });
    }
    const { createDatasetEngine } = await import('../files/engine/datasetEngine.js');
    const { inlineScanners } = await import('../files/engine/inlineScanners.js');
    return createDatasetEngine(inlineScanners());
  });
  const rowsReader = lazily(async (): Promise<RowsReader> => {
    if (options.datasetWorker) {
      const { rowsThread } = await import('../files/runs/remote/rowsThread.js');
      return rowsThread(options.datasetWorker);
    }
    const { createRowsReader } = await import('../files/runs/openRunRows.js');
    return createRowsReader();
  });

  return {
    engine,
    rowsReader,
    /** Ends the threads that were started. */
    async dispose(): Promise<void> {
      const opened = await engine.started()?.catch(() => undefined);
      await opened?.dispose();
      const reader = await rowsReader.started()?.catch(() => undefined);
      await reader?.dispose();
    },
  };
}
