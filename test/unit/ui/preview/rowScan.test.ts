import assert from 'node:assert/strict';
import type { DatasetRow } from '../../../../src/core/dataset/dataset.js';
import type { RowFlag } from '../../../../src/core/judging/rowOutlook.js';
import type { ScanView } from '../../../../src/shared/previewProtocol.js';
import { createRowScan } from '../../../../src/ui/preview/rowScan.js';
import type { ScanJob } from '../../../../src/ui/preview/rowScan.js';

/** Rows whose flag and length stand in them; `look` is counted and takes one millisecond. */
function stage(flags: readonly RowFlag[], limitMs = 1000) {
  let time = 0;
  const looked: number[] = [];
  const views: ScanView[] = [];
  let ended: (view: ScanView) => void = () => undefined;
  const scan = createRowScan({
    pauses: { now: () => time, rest: () => Promise.resolve() },
    limitMs,
    changed(view) {
      views.push(structuredClone(view));
      if (view.state !== 'working') ended(view);
    },
  });
  const job = (key = 'a', broken = Infinity): ScanJob => ({
    key,
    rows: flags.length,
    async *read(from) {
      await Promise.resolve();
      for (let row = from; row <= flags.length; row++) {
        if (row === broken) throw new Error('a broken line');
        yield { row, values: {} };
      }
    },
    look({ row }: DatasetRow) {
      time += 1;
      looked.push(row);
      return { flag: flags[row - 1] ?? 'ok', length: (row * 7) % 10 };
    },
    textOf: ({ row }) => `row ${row}`,
  });
  /** Resolves when the look has stopped. */
  const run = (act: () => void) =>
    new Promise<ScanView>((done) => {
      ended = done;
      act();
    });
  return { scan, job, run, looked, views };
}

const FLAGS: readonly RowFlag[] = ['ok', 'fails', 'ok', 'warns', 'fails', 'empty'];

describe('rowScan', () => {
  it('looks at every row, and keeps what is worth a look', async () => {
    const { scan, job, run } = stage(FLAGS);
    const view = await run(() => scan.begin(job()));
    assert.deepEqual(view, {
      checked: 6,
      rows: 6,
      state: 'done',
      counts: { ok: 2, fails: 2, empty: 1, warns: 1 },
    });
    assert.deepEqual(
      FLAGS.map((_, index) => scan.flag(index + 1)),
      FLAGS,
    );
    assert.deepEqual(scan.withFlag('fails'), [
      { row: 2, text: 'row 2' },
      { row: 5, text: 'row 5' },
    ]);
    // Failed rows have no messages to be measured.
    assert.deepEqual([scan.extreme('longest'), scan.extreme('shortest')], [4, 3]);
  });

  it('does nothing again for the same rows and templates, and all for others', async () => {
    const { scan, job, run, looked } = stage(FLAGS);
    await run(() => scan.begin(job()));
    scan.begin(job());
    assert.equal(looked.length, 6);
    await run(() => scan.begin(job('b')));
    assert.equal(looked.length, 12);
  });

  it('stops when its time is up, and goes on where it stopped', async () => {
    const { scan, job, run, looked } = stage(FLAGS, 4);
    const first = await run(() => scan.begin(job()));
    assert.deepEqual([first.state, first.checked], ['paused', 4]);
    const second = await run(() => scan.resume());
    assert.deepEqual([second.state, second.checked], ['done', 6]);
    assert.deepEqual(looked, [1, 2, 3, 4, 5, 6]);
  });

  it('keeps what stands before a broken line', async () => {
    const { scan, job, run } = stage(FLAGS);
    const view = await run(() => scan.begin(job('a', 4)));
    assert.deepEqual([view.state, view.checked, scan.flag(2)], ['broken', 3, 'fails']);
  });

  const steps: [from: number, next: number][] = [
    [1, 2],
    [2, 5],
    [5, 2],
  ];
  for (const [from, next] of steps) {
    it(`finds the failing row behind row ${from}, looking further where it must`, async () => {
      const { scan, job } = stage(FLAGS, 2);
      scan.begin(job());
      assert.equal(await scan.nextFailing(from, new AbortController().signal), next);
    });
  }

  it('finds no failing row where none fails', async () => {
    const { scan, job } = stage(['ok', 'warns']);
    scan.begin(job());
    assert.equal(await scan.nextFailing(1, new AbortController().signal), null);
  });

  it('forgets everything', async () => {
    const { scan, job, run } = stage(FLAGS);
    await run(() => scan.begin(job()));
    scan.clear();
    assert.deepEqual([scan.view().rows, scan.view().state, scan.flag(2)], [0, 'idle', null]);
  });
});
