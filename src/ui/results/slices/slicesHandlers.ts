import { setImmediate, setTimeout as delay } from 'node:timers/promises';
import type { SliceTable } from '../../../core/slices/sliceTable.js';
import type { slicesMethods } from '../../../shared/results/slicesProtocol.js';
import type { Handlers } from '../../../shared/rpc.js';
import type { OpenRun } from '../openRun.js';

/** The page hears this often how far the reading is. */
const TELL_MS = 200;
/** The host serves everybody: so long it works at a stretch. */
const STRETCH_MS = 8;

type SlicesHandlers = Handlers<{
  methods: typeof slicesMethods;
  events: Readonly<Record<string, never>>;
}>;

type Reading =
  | { readonly is: 'reading'; readonly done: number; readonly total: number | null }
  | { readonly is: 'read'; readonly table: SliceTable }
  | { readonly is: 'failed'; readonly error: unknown };

/** One reading of the rows. */
interface Pass {
  readonly version: number;
  readonly state: Reading;
  /** Never rejects. */
  readonly ended: Promise<void>;
}

/** Answers the Slices page: one reading of the rows at a time, kept while the rows are the same. */
export function slicesHandlers(open: OpenRun): SlicesHandlers {
  let pass: Pass | undefined;
  return {
    async slices({ version, column }) {
      // A reading that is under way ends first: of a run that grows, none would ever.
      if (!pass || (pass.state.is !== 'reading' && pass.version !== version)) {
        pass = startPass(open, version);
      }
      const current = pass;
      await Promise.race([current.ended, delay(TELL_MS)]);
      const { state } = current;
      switch (state.is) {
        case 'failed':
          // The next question tries again.
          if (pass === current) pass = undefined;
          throw state.error;
        case 'reading':
          return { state: 'reading', done: state.done, total: state.total };
        case 'read': {
          const { slicesView } = await import('./slicesView.js');
          return { state: 'read', ...slicesView(state.table, column) };
        }
      }
    },
  };
}

function startPass(open: OpenRun, version: number): Pass {
  let state: Reading = { is: 'reading', done: 0, total: null };
  const read = async (): Promise<void> => {
    const { collectSliceTable } = await import('../../../core/slices/sliceTable.js');
    const { run, manifest } = await open.current();
    const total = manifest.statistics?.n ?? manifest.progress.total;
    const table = collectSliceTable(manifest.spec);
    let done = 0;
    let stretchEnds = Date.now() + STRETCH_MS;
    for await (const row of open.ui.services.runs.rows(run, open.signal)) {
      table.add(row);
      done += 1;
      if (Date.now() < stretchEnds) continue;
      state = { is: 'reading', done, total };
      await setImmediate();
      stretchEnds = Date.now() + STRETCH_MS;
    }
    state = { is: 'read', table: table.current() };
  };
  const ended = read().catch((error: unknown) => {
    state = { is: 'failed', error };
  });
  return {
    version,
    ended,
    get state() {
      return state;
    },
  };
}
