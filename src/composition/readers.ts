import type { CompositionOptions } from '../composition.js';
import type { DatasetEngine } from '../core/dataset/openDataset.js';
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
  const started = () => import('../files/figures/startReaders.js');
  const rowsReader = lazily(async () => (await started()).startRowsReader(options.datasetWorker));
  const runFigures = lazily(async () => (await started()).startRunFigures(options.datasetWorker));

  return {
    engine,
    rowsReader,
    runFigures,
    /** Ends the threads that were started. */
    async dispose(): Promise<void> {
      const opened = await engine.started()?.catch(() => undefined);
      await opened?.dispose();
      for (const each of [rowsReader, runFigures]) {
        await (await each.started()?.catch(() => undefined))?.dispose();
      }
    },
  };
}
