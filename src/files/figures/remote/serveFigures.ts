import type {
  FiguresCompareOptions,
  JudgedManifest,
  ReadJudge,
  ReadJudgeOptions,
  RunFigures,
} from '../../../core/figures/runFigures.js';
import type { ComparedRun } from '../../../core/compare/comparison.js';
import type { LabelFigures } from '../../../core/labels/labelFigures.js';
import type { TruthChoice } from '../../../core/reliability/truthAgreement.js';
import type { RunRef } from '../../../core/runs/runStore.js';
import { createAnswers } from '../../engine/remote/answers.js';
import type { EnginePort } from '../../engine/remote/serveEngine.js';

/** What each call is called with; `judge` and `close` are about the reading of their key. */
export type FiguresRequest =
  | { readonly name: 'ready' }
  | {
      readonly name: 'compare';
      readonly baseline: ComparedRun;
      readonly others: readonly ComparedRun[];
      readonly options: Pick<FiguresCompareOptions, 'mapped' | 'pair'>;
    }
  | { readonly name: 'countWins'; readonly run: ComparedRun }
  | {
      readonly name: 'readJudge';
      readonly run: RunRef;
      readonly manifest: JudgedManifest;
      readonly options: Pick<ReadJudgeOptions, 'chosen'>;
    }
  | { readonly name: 'judge'; readonly truth: TruthChoice | undefined }
  | { readonly name: 'close' };

/** What `readJudge` is answered with. */
export interface ReadJudgeReply {
  readonly people: LabelFigures | null;
  readonly columns: readonly string[];
}

/** Rows read between two words about it. */
const PROGRESS_ROWS = 1000;

/** Answers, on this thread, what `figuresThread` asks from another. */
export function serveFigures(port: EnginePort, figures: RunFigures): void {
  const readings = new Map<number, ReadJudge>();
  const { answer, abort } = createAnswers(port);

  port.on('message', (message) => {
    if (message.type === 'abort') abort(message.id);
    if (message.type !== 'call') return;
    const { id, dataset: key } = message;
    const onProgress = (count: number): void => {
      // Nobody asks for the share: how many rows there are is not known before they are read.
      if (count % PROGRESS_ROWS === 0) port.postMessage({ type: 'progress', id, share: 0, count });
    };
    // Both ends are ours: it is what the other one was given.
    const request = message.request as FiguresRequest;
    void answer(id, (signal) => answerTo(request, key, { signal, onProgress }));
  });

  async function answerTo(
    request: FiguresRequest,
    key: number,
    how: { readonly signal: AbortSignal; onProgress(count: number): void },
  ): Promise<unknown> {
    switch (request.name) {
      case 'ready':
        return undefined;
      case 'compare':
        return figures.compare(request.baseline, request.others, { ...request.options, ...how });
      case 'countWins':
        return figures.countWins(request.run, how.signal);
      case 'readJudge': {
        const { run, manifest, options } = request;
        const reading = await figures.readJudge(run, manifest, { ...options, ...how });
        readings.set(key, reading);
        const { people, columns } = reading;
        return { people, columns } satisfies ReadJudgeReply;
      }
      case 'judge': {
        const reading = readings.get(key);
        if (!reading) throw new Error('This reading is closed.');
        return reading.current(request.truth);
      }
      case 'close':
        readings.delete(key);
        return undefined;
    }
  }
}
