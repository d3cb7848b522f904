import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { createSlicedFigures } from '../../../../../src/core/figures/slicedFigures.js';
import type { StoredRow } from '../../../../../src/core/runs/resultRow.js';
import type { ChosenTruth } from '../../../../../src/shared/results/judgeProtocol.js';
import { judgeHandlers } from '../../../../../src/ui/results/judge/judgeHandlers.js';
import { sampleRun } from '../../../../webview/harness/sampleRun.js';

const NEVER = new AbortController().signal;

/** The page's host over rows that a test hands out one by one, or all at once. */
function judgePage(rows: (readings: number) => Iterable<StoredRow> | AsyncIterable<StoredRow>) {
  const { manifest } = sampleRun({ type: 'classify', rows: 1 });
  const counts = { readings: 0 };
  const figures = createSlicedFigures({
    runs: {
      async *rows() {
        counts.readings += 1;
        yield* rows(counts.readings);
      },
    },
    labels: { read: () => Promise.resolve({ records: [], faults: [] }) },
    now: Date.now,
    rest: () => setImmediate(),
  });
  const { judge } = judgeHandlers({
    signal: NEVER,
    current: () => Promise.resolve({ run: { id: 'r', folder: '/r' }, manifest }),
    ui: {
      services: {
        runFigures: () => Promise.resolve(figures),
      },
    },
  });
  return {
    counts,
    ask: (version: number, truth: ChosenTruth | null = null) => judge({ version, truth }, NEVER),
    /** Asks as the page does: until the rows are read. */
    async read(version: number, truth: ChosenTruth | null = null) {
      for (;;) {
        const reply = await judge({ version, truth }, NEVER);
        if (reply.state === 'read' && reply.version === version) return reply.view;
      }
    },
  };
}

function judgedRows(count: number, columns: (row: number) => object = () => ({})): StoredRow[] {
  return sampleRun({ type: 'classify', rows: count }).rows.map((row, at) => ({
    ...row,
    result: { ...row.result, ...columns(at + 1) },
  }));
}

describe('judge page host', () => {
  it('reads the rows once for a version of them, whatever is chosen', async () => {
    const rows = judgedRows(200, (row) => ({ gold: row % 2 === 0 ? 'correct' : 'wrong' }));
    const page = judgePage(() => rows);
    const first = await page.read(1);
    assert.match(first.trust, /^Each row was judged once/);
    const chosen = await page.read(1, { column: 'gold', map: [] });
    assert.match(chosen.trust, /^The judge agrees with gold on /);
    assert.deepEqual(chosen.truth.chosen?.values, [
      { value: 'correct', count: 98, means: 'correct' },
      { value: 'wrong', count: 96, means: 'wrong' },
    ]);
    const mapped = await page.read(1, { column: 'gold', map: [['wrong', '']] });
    assert.match(mapped.trust, / of 98 rows/);
    assert.equal(page.counts.readings, 1);
    await page.read(2);
    assert.equal(page.counts.readings, 2);
  });

  it('reads again for a column that has too many values to be kept unasked', async () => {
    const page = judgePage(() => judgedRows(100, (row) => ({ id: `T-${row}` })));
    const { truth } = await page.read(1);
    assert.equal(
      truth.candidates.some(({ column }) => column === 'id'),
      false,
    );
    const view = await page.read(1, { column: 'id', map: [['T-1', 'wrong']] });
    assert.equal(view.truth.chosen?.column, 'id');
    assert.equal(page.counts.readings, 2);
    // A column that is not there is looked for once.
    await page.read(1, { column: 'nowhere', map: [] });
    await page.read(1, { column: 'nowhere', map: [] });
    assert.equal(page.counts.readings, 3);
  });

  it('says how far it is while it reads, and finishes a reading that newer rows overtook', async () => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const page = judgePage(async function* () {
      yield* judgedRows(10);
      await released;
      yield* judgedRows(10);
    });
    assert.equal((await page.ask(1)).state, 'reading');
    assert.equal((await page.ask(2)).state, 'reading');
    release();
    const overtaken = await page.ask(2);
    assert.equal(overtaken.state === 'read' && overtaken.version, 1);
    await page.read(2);
    assert.equal(page.counts.readings, 2);
  });

  it('says what went wrong, and reads again when it is asked again', async () => {
    const page = judgePage(function* (readings) {
      if (readings === 1) throw new Error('The file is gone.');
      yield* judgedRows(10);
    });
    await assert.rejects(page.read(1), /The file is gone/);
    assert.equal((await page.read(1)).panels.length > 0, true);
  });
});
