import type { CompositionOptions } from '../composition.js';
import type { DatasetEngine } from '../core/dataset/openDataset.js';
import { gatedEngine } from '../core/paths/gatedFiles.js';
import { gatedFigures, gatedRows } from '../core/paths/gatedRuns.js';
import type { PathGate } from '../core/paths/pathGate.js';
import { lazily } from './lazily.js';

/** What reads datasets and the rows of runs, however large: on threads where there is a worker for it. */
export function createReaders(
  options: Pick<CompositionOptions, 'datasetWorker' | 'cacheFolder'>,
  paths: PathGate,
) {
  const engine = lazily(async (): Promise<DatasetEngine> => {
    if (options.datasetWorker) {
      const { threadedEngine } = await import('../files/engine/remote/threadedEngine.js');
      const { cacheFolder } = options;
      return gatedEngine(threadedEngine(options.datasetWorker, { cacheFolder }), paths);
    }
    const { createDatasetEngine } = await import('../files/engine/datasetEngine.js');
    const { inlineScanners } = await import('../files/engine/inlineScanners.js');
    return gatedEngine(createDatasetEngine(inlineScanners()), paths);
  });
  const started = () => import('../files/figures/startReaders.js');
  const rowsReader = lazily(async () =>
    gatedRows(await (await started()).startRowsReader(options.datasetWorker), paths),
  );
  const runFigures = lazily(async () =>
    gatedFigures(await (await started()).startRunFigures(options.datasetWorker), paths),
  );

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
