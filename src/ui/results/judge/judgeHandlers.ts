import { setTimeout as delay } from 'node:timers/promises';
import type { ReadJudge, RunFigures } from '../../../core/figures/runFigures.js';
import type { ResolvedSpec } from '../../../core/spec/evalSpec.js';
import type { ChosenTruth, judgeMethods } from '../../../shared/results/judgeProtocol.js';
import type { Handlers } from '../../../shared/rpc.js';
import type { OpenRun } from '../openRun.js';

/** The page hears this often how far the reading is. */
const TELL_MS = 200;

type JudgeHandlers = Handlers<{
  methods: typeof judgeMethods;
  events: Readonly<Record<string, never>>;
}>;

/** One reading of the rows. */
interface Pass {
  readonly version: number;
  /** Column that is kept however many values it has. */
  readonly chosen: string | undefined;
  readonly state: PassState;
  /** Never rejects. */
  readonly ended: Promise<unknown>;
  /** What was read is asked no more. */
  close(): void;
}

type PassState =
  | { readonly is: 'reading'; readonly done: number; readonly total: number | null }
  | { readonly is: 'read'; readonly reading: ReadJudge; readonly spec: ResolvedSpec }
  | { readonly is: 'failed'; readonly error: unknown };

/** What the page needs of an open run. */
interface JudgedRun extends Pick<OpenRun, 'signal' | 'current'> {
  readonly ui: {
    readonly services: {
      runFigures(): Promise<Pick<RunFigures, 'readJudge'>>;
    };
  };
}

/** Answers the Judge page: one reading of the rows at a time, kept while the rows are the same. */
export function judgeHandlers(open: JudgedRun): JudgeHandlers {
  let pass: Pass | undefined;

  return {
    async judge({ version, truth }) {
      if (!pass || !serves(pass, version, truth)) {
        pass?.close();
        pass = startPass(open, version, truth?.column);
      }
      const { ended } = pass;
      const current = pass;
      await Promise.race([ended, delay(TELL_MS)]);
      const { state } = current;
      switch (state.is) {
        case 'failed':
          // The next question tries again.
          if (pass === current) pass = undefined;
          throw state.error;
        case 'reading':
          return { state: 'reading', done: state.done, total: state.total };
        case 'read': {
          const { judgeView } = await import('./judgeView.js');
          const choice = truth && { column: truth.column, map: new Map(truth.map) };
          const { reading, spec } = state;
          try {
            const reliability = await reading.current(choice ?? undefined);
            const view = judgeView(reliability, reading.people, spec);
            return { state: 'read', version: current.version, view };
          } catch (error) {
            // What was read may be gone with its thread.
            if (pass === current) pass = undefined;
            current.close();
            throw error;
          }
        }
      }
    },
  };
}

/** A reading that is under way ends first: of a run that grows, none would ever. */
function serves(pass: Pass, version: number, truth: ChosenTruth | null): boolean {
  const { state, chosen } = pass;
  if (state.is === 'reading') return true;
  if (state.is === 'failed' || pass.version !== version) return false;
  return truth === null || truth.column === chosen || state.reading.columns.includes(truth.column);
}

function startPass(open: JudgedRun, version: number, chosen: string | undefined): Pass {
  let state: PassState = { is: 'reading', done: 0, total: null };
  const close = (): void => {
    if (state.is === 'read') state.reading.close();
  };
  const read = async (): Promise<void> => {
    const { signal } = open;
    const { run, manifest } = await open.current();
    const { spec, statistics, progress } = manifest;
    const total = statistics?.n ?? progress.total;
    const figures = await open.ui.services.runFigures();
    const onProgress = (done: number): void => void (state = { is: 'reading', done, total });
    const reading = await figures.readJudge(run, manifest, { chosen, signal, onProgress });
    state = { is: 'read', reading, spec };
    signal.addEventListener('abort', close, { once: true });
  };
  const ended = read().catch((error: unknown) => {
    state = { is: 'failed', error };
  });
  return {
    version,
    chosen,
    ended,
    close,
    get state() {
      return state;
    },
  };
}
