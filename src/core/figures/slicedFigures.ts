import { compareWithBaseline } from '../compare/compareWithBaseline.js';
import { readRankedRun } from '../compare/readRankedRun.js';
import type { LabelStore } from '../labels/labelStore.js';
import { readReliability } from '../reliability/readReliability.js';
import type { RunStore } from '../runs/runStore.js';
import type { RunFigures } from './runFigures.js';

/** So long it works at a stretch. */
const SLICE_MS = 8;

interface SlicedFiguresOptions {
  readonly runs: Pick<RunStore, 'rows'>;
  readonly labels: Pick<LabelStore, 'read'>;
  /** Milliseconds on any clock. */
  now(): number;
  /** Lets others work. */
  rest(): Promise<void>;
}

/** Finds everything out right here, in slices, with rests in between. */
export function createSlicedFigures({ runs, labels, now, rest }: SlicedFiguresOptions): RunFigures {
  return {
    compare: (baseline, others, options) =>
      compareWithBaseline(baseline, others, { ...options, runs, rest }),
    countWins: (run, signal) => readRankedRun(run, runs, signal),
    async readJudge(run, manifest, { chosen, signal, onProgress }) {
      let sliceEnds = now() + SLICE_MS;
      const pause = async (): Promise<void> => {
        await rest();
        sliceEnds = now() + SLICE_MS;
      };
      const { judge, people } = await readReliability(
        { runs, labels, run, manifest },
        {
          chosen,
          signal,
          eachRow(_, done) {
            onProgress?.(done);
            return now() < sliceEnds ? undefined : pause();
          },
        },
      );
      judge.prepare();
      await rest();
      return {
        people,
        columns: judge.columns(),
        current: (truth) => Promise.resolve(judge.current(truth)),
        close: () => undefined,
      };
    },
    dispose: () => Promise.resolve(),
  };
}
