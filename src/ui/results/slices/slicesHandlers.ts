import { setImmediate } from 'node:timers/promises';
import type { SliceTable } from '../../../core/slices/sliceTable.js';
import type { slicesMethods } from '../../../shared/results/slicesProtocol.js';
import type { Handlers } from '../../../shared/rpc.js';
import type { OpenRun } from '../openRun.js';
import { passReply, startPass } from '../readingPass.js';
import type { ReadingPass } from '../readingPass.js';

/** The host serves everybody: so long it works at a stretch. */
const STRETCH_MS = 8;

type SlicesHandlers = Handlers<{
  methods: typeof slicesMethods;
  events: Readonly<Record<string, never>>;
}>;

/** Answers the Slices page: one reading of the rows at a time, kept while the rows are the same. */
export function slicesHandlers(open: OpenRun): SlicesHandlers {
  let pass: ReadingPass<SliceTable> | undefined;
  return {
    async slices({ version, column }) {
      // A reading that is under way ends first: of a run that grows, none would ever.
      if (!pass || (pass.state.is !== 'reading' && pass.version !== version)) {
        pass = startPass(version, (tell) => readSlices(open, tell));
      }
      const current = pass;
      try {
        return await passReply(current, async (table) => {
          const { slicesView } = await import('./slicesView.js');
          return slicesView(table, column);
        });
      } catch (error) {
        // The next question tries again.
        if (pass === current) pass = undefined;
        throw error;
      }
    },
  };
}

async function readSlices(
  open: OpenRun,
  tell: (done: number, total: number | null) => void,
): Promise<SliceTable> {
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
    tell(done, total);
    await setImmediate();
    stretchEnds = Date.now() + STRETCH_MS;
  }
  return table.current();
}
