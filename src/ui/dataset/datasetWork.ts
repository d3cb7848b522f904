import type {
  Match,
  OnProgress,
  OpenDataset,
  StepOptions,
} from '../../core/dataset/openDataset.js';
import type { datasetProtocol } from '../../shared/datasetProtocol.js';
import type { FindQuery, QueryView, SurveyView } from '../../shared/datasetViews.js';
import type { ServedWebview } from '../webview/serveWebview.js';
import { surveyView } from './surveyView.js';

/** Long work that a view has begun; each kind of it once at a time. */
export interface DatasetWork {
  list(query: QueryView): void;
  find(query: QueryView, find: FindQuery): void;
  /** The next match. Looking for another one, or stopping to find, ends it: then it rejects. */
  step(options: StepOptions): Promise<Match | undefined>;
  survey(): void;
  /** Reads the whole file again, once it has come to rest, if it was asked to before. */
  surveyAgain(): void;
  stop(work: WorkName): void;
  dispose(): void;
}

type WorkName = 'list' | 'find' | 'survey';

interface DatasetWorkPorts {
  open(): Promise<OpenDataset>;
  /** Of the content that shows. */
  version(): number;
  readonly emit: ServedWebview<typeof datasetProtocol>['emit'];
  /** One sentence for the person who waits. */
  describe(error: unknown): string;
}

/** Milliseconds between two news of how far something is. */
const NEWS_MS = 100;
/** A file that is being written is not read again with each change. */
const REST_MS = 1500;

export function createDatasetWork({
  open,
  emit,
  describe,
  version: shown,
}: DatasetWorkPorts): DatasetWork {
  const running = new Map<WorkName | 'step', AbortController>();
  let wasSurveyed = false;
  let rest: NodeJS.Timeout | undefined;

  /** Ends the last work of a kind; the signal of the one that comes in its place. */
  const replace = (name: WorkName | 'step'): AbortSignal => {
    running.get(name)?.abort();
    const abort = new AbortController();
    running.set(name, abort);
    return abort.signal;
  };

  /** Begins work in the place of the last of its kind; a failure is told unless it was stopped. */
  const begin = (
    name: WorkName,
    work: (signal: AbortSignal) => Promise<void>,
    failed: (failure: string) => void,
  ): void => {
    const signal = replace(name);
    work(signal).catch((error: unknown) => {
      if (!signal.aborted) failed(describe(error));
    });
  };

  const survey = (): void => {
    wasSurveyed = true;
    let result: SurveyView | null = null;
    begin(
      'survey',
      async (signal) => {
        const dataset = await open();
        const onProgress = throttled(({ share }) => {
          if (!signal.aborted) emit('survey', { share, result: null, failure: null });
        });
        result = surveyView(await dataset.survey(onProgress, signal));
        if (!signal.aborted) emit('survey', { share: 1, result, failure: null });
      },
      (failure) => emit('survey', { share: 0, result: null, failure }),
    );
  };

  return {
    list(query) {
      const told = { query, failure: null };
      begin(
        'list',
        async (signal) => {
          const dataset = await open();
          const onProgress = throttled(({ share, count }) => {
            if (signal.aborted) return;
            const { version } = dataset.state;
            emit('list', { ...told, version, rows: count, share, isDone: false });
          });
          const { version, rows } = await dataset.list(query, onProgress, signal);
          if (!signal.aborted) emit('list', { ...told, version, rows, share: 1, isDone: true });
        },
        (failure) =>
          emit('list', { query, version: shown(), rows: 0, share: 0, isDone: true, failure }),
      );
    },
    find(query, find) {
      const told = { query, find, failure: null };
      begin(
        'find',
        async (signal) => {
          const dataset = await open();
          const onProgress = throttled(({ share, count }) => {
            if (signal.aborted) return;
            const { version } = dataset.state;
            emit('find', { ...told, version, rows: count, share, isDone: false });
          });
          const { version, rows } = await dataset.find({ query, find }, onProgress, signal);
          if (!signal.aborted) emit('find', { ...told, version, rows, share: 1, isDone: true });
        },
        (failure) =>
          emit('find', { query, find, version: shown(), rows: 0, share: 0, isDone: true, failure }),
      );
    },
    survey,
    surveyAgain() {
      clearTimeout(rest);
      if (wasSurveyed) rest = setTimeout(survey, REST_MS);
    },
    async step(options) {
      const signal = replace('step');
      return (await open()).step(options, signal);
    },
    stop(name) {
      for (const one of name === 'find' ? (['find', 'step'] as const) : [name]) {
        running.get(one)?.abort();
        running.delete(one);
      }
    },
    dispose() {
      clearTimeout(rest);
      for (const abort of running.values()) abort.abort();
    },
  };
}

function throttled(tell: OnProgress): OnProgress {
  let last = -Infinity;
  return (progress) => {
    const now = performance.now();
    if (now - last < NEWS_MS) return;
    last = now;
    tell(progress);
  };
}
