import { setImmediate, setTimeout as delay } from 'node:timers/promises';
import type { ReliabilityReading } from '../../../core/reliability/readReliability.js';
import type { LabelStore } from '../../../core/labels/labelStore.js';
import type { RunStore } from '../../../core/runs/runStore.js';
import type { ResolvedSpec } from '../../../core/spec/evalSpec.js';
import type { ChosenTruth, judgeMethods } from '../../../shared/results/judgeProtocol.js';
import type { Handlers } from '../../../shared/rpc.js';
import type { OpenRun } from '../openRun.js';

/** The page hears this often how far the reading is. */
const TELL_MS = 200;
/** The host serves everybody: so long it works at a stretch. */
const SLICE_MS = 8;

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
}

type PassState =
  | { readonly is: 'reading'; readonly done: number; readonly total: number | null }
  | { readonly is: 'read'; readonly reading: ReliabilityReading; readonly spec: ResolvedSpec }
  | { readonly is: 'failed'; readonly error: unknown };

/** What the page needs of an open run. */
interface JudgedRun extends Pick<OpenRun, 'signal' | 'current'> {
  readonly ui: {
    readonly services: {
      readonly runs: Pick<RunStore, 'rows'>;
      labels(): Promise<Pick<LabelStore, 'read'>>;
    };
  };
}

/** Answers the Judge page: one reading of the rows at a time, kept while the rows are the same. */
export function judgeHandlers(open: JudgedRun): JudgeHandlers {
  let pass: Pass | undefined;

  return {
    async judge({ version, truth }) {
      if (!pass || !serves(pass, version, truth)) pass = startPass(open, version, truth?.column);
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
          const { judge, people } = state.reading;
          const reliability = judge.current(choice ?? undefined);
          return {
            state: 'read',
            version: current.version,
            view: judgeView(reliability, people, state.spec),
          };
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
  return truth === null || truth.column === chosen || state.reading.judge.has(truth.column);
}

function startPass(open: JudgedRun, version: number, chosen: string | undefined): Pass {
  let state: PassState = { is: 'reading', done: 0, total: null };
  const read = async (): Promise<void> => {
    const { readReliability } = await import('../../../core/reliability/readReliability.js');
    const { run, manifest } = await open.current();
    const { spec, statistics, progress } = manifest;
    const total = statistics?.n ?? progress.total;
    const { services } = open.ui;
    let sliceEnds = Date.now() + SLICE_MS;
    const rest = async (done: number): Promise<void> => {
      state = { is: 'reading', done, total };
      await setImmediate();
      sliceEnds = Date.now() + SLICE_MS;
    };
    const reading = await readReliability(
      { runs: services.runs, labels: await services.labels(), run, manifest },
      {
        chosen,
        signal: open.signal,
        eachRow: (_, done) => (Date.now() < sliceEnds ? undefined : rest(done)),
      },
    );
    reading.judge.prepare();
    await setImmediate();
    state = { is: 'read', reading, spec };
  };
  const ended = read().catch((error: unknown) => {
    state = { is: 'failed', error };
  });
  return {
    version,
    chosen,
    ended,
    get state() {
      return state;
    },
  };
}
