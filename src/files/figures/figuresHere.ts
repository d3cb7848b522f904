import { setImmediate } from 'node:timers/promises';
import { createSlicedFigures } from '../../core/figures/slicedFigures.js';
import type { RunFigures } from '../../core/figures/runFigures.js';
import { createLabelFiles } from '../labels/labelFiles.js';
import { createRunFolders } from '../runs/runFolders.js';

/** Over the files of runs, on this thread. */
export function figuresHere(): RunFigures {
  return createSlicedFigures({
    runs: createRunFolders(),
    labels: createLabelFiles(),
    now: Date.now,
    rest: () => setImmediate(),
  });
}
