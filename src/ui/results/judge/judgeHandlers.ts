import type { ReadJudge, RunFigures } from '../../../core/figures/runFigures.js';
import type { ResolvedSpec } from '../../../core/spec/evalSpec.js';
import type { ChosenTruth, judgeMethods } from '../../../shared/results/judgeProtocol.js';
import type { Handlers } from '../../../shared/rpc.js';
import type { OpenRun } from '../openRun.js';
import { passReply, startPass } from '../readingPass.js';
import type { ReadingPass } from '../readingPass.js';

type JudgeHandlers = Handlers<{
  methods: typeof judgeMethods;
  events: Readonly<Record<string, never>>;
}>;

interface Found {
  readonly reading: ReadJudge;
  readonly spec: ResolvedSpec;
}

/** One reading of the rows. */
interface Pass extends ReadingPass<Found> {
  /** Column that is kept however many values it has. */
  readonly chosen: string | undefined;
}

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
        if (pass) close(pass);
        pass = startJudging(open, version, truth?.column);
      }
      const current = pass;
      try {
        return await passReply(current, async ({ reading, spec }) => {
          const { judgeView } = await import('./judgeView.js');
          const choice = truth && { column: truth.column, map: new Map(truth.map) };
          const reliability = await reading.current(choice ?? undefined);
          return judgeView(reliability, reading.people, spec);
        });
      } catch (error) {
        // The next question tries again; what was read may be gone with its thread.
        if (pass === current) pass = undefined;
        close(current);
        throw error;
      }
    },
  };
}

/** What was read is asked no more. */
function close({ state }: Pass): void {
  if (state.is === 'read') state.found.reading.close();
}

/** A reading that is under way ends first: of a run that grows, none would ever. */
function serves(pass: Pass, version: number, truth: ChosenTruth | null): boolean {
  const { state, chosen } = pass;
  if (state.is === 'reading') return true;
  if (state.is === 'failed' || pass.version !== version) return false;
  const { columns } = state.found.reading;
  return truth === null || truth.column === chosen || columns.includes(truth.column);
}

function startJudging(open: JudgedRun, version: number, chosen: string | undefined): Pass {
  const { signal } = open;
  const pass = startPass(version, async (tell): Promise<Found> => {
    const { run, manifest } = await open.current();
    const { spec, statistics, progress } = manifest;
    const total = statistics?.n ?? progress.total;
    const figures = await open.ui.services.runFigures();
    const onProgress = (done: number) => tell(done, total);
    const reading = await figures.readJudge(run, manifest, { chosen, signal, onProgress });
    signal.addEventListener('abort', () => reading.close(), { once: true });
    return { reading, spec };
  });
  return Object.assign(pass, { chosen });
}
