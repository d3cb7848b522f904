import { setImmediate } from 'node:timers/promises';
import { createSlicedFigures } from '../../core/figures/slicedFigures.js';
import type { RunFigures } from '../../core/figures/runFigures.js';
import type { StoredRow } from '../../core/runs/resultRow.js';
import type { RunRef } from '../../core/runs/runStore.js';
import { t } from '../../l10n/t.js';
import { createLabelFiles } from '../labels/labelFiles.js';
import { rowGroups } from '../runs/rowGroups.js';
import { storageError } from '../storageError.js';

/** Over the files of runs, on this thread. */
export function figuresHere(): RunFigures {
  return createSlicedFigures({
    runs: { rows: plainRows },
    labels: createLabelFiles(),
    now: Date.now,
    rest: () => setImmediate(),
  });
}

/** As a store of runs gives them, without the lines, which nobody asks for here. */
async function* plainRows({ folder }: RunRef, signal?: AbortSignal): AsyncGenerator<StoredRow> {
  try {
    for await (const rows of rowGroups(folder, signal)) {
      for (const { result, details } of rows) yield details ? { result, details } : { result };
    }
  } catch (error) {
    throw storageError(error, { doing: t('read the results in'), path: folder });
  }
}
