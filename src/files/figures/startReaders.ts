import type { RunFigures } from '../../core/figures/runFigures.js';
import type { RowsReader } from '../../core/rows/openRows.js';

/** On a thread, `worker` being its file; without one on this thread, as a command line works. */
export async function startRowsReader(worker: URL | undefined): Promise<RowsReader> {
  if (worker) return (await import('../runs/remote/rowsThread.js')).rowsThread(worker);
  return (await import('../runs/openRunRows.js')).createRowsReader();
}

/** The same. */
export async function startRunFigures(worker: URL | undefined): Promise<RunFigures> {
  if (worker) return (await import('./remote/figuresThread.js')).figuresThread(worker);
  return (await import('./figuresHere.js')).figuresHere();
}
