import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { RowsReader } from '../../../src/core/rows/openRows.js';
import { EVERY_ROW } from '../../../src/core/rows/resultQuery.js';
import type { ResultQuery } from '../../../src/core/rows/resultQuery.js';
import { createRowsReader } from '../../../src/files/runs/openRunRows.js';
import { rowsThread } from '../../../src/files/runs/remote/rowsThread.js';
import { sampleRun } from '../../webview/harness/sampleRun.js';
import { bundleWorker } from '../processes/bundledWorker.js';
import type { BundledWorker } from '../processes/bundledWorker.js';

describe('readers of rows', function () {
  this.timeout(30_000);
  let worker: BundledWorker;
  let root: string;
  before(async () => {
    worker = await bundleWorker();
    root = await mkdtemp(join(tmpdir(), 'gavel-reader-'));
  });
  after(async () => {
    await worker.remove();
    await rm(root, { recursive: true, force: true });
  });

  async function runOf(rows: number) {
    const sample = sampleRun({ type: 'compare', rows });
    const folder = await mkdtemp(join(root, 'run-'));
    const lines = (values: readonly unknown[]) =>
      values.map((value) => `${JSON.stringify(value)}\n`).join('');
    await writeFile(join(folder, 'results.jsonl'), lines(sample.rows.map(({ result }) => result)));
    await writeFile(join(folder, 'details.jsonl'), lines(sample.rows.map((row) => row.details)));
    return { ...sample, run: { id: 'a', folder } };
  }

  async function answers(reader: RowsReader, { run, manifest }: Awaited<ReturnType<typeof runOf>>) {
    const rows = await reader.open(run, manifest.spec);
    const query: ResultQuery = { ...EVERY_ROW, filters: ['disagree'], where: ['question~refund'] };
    const given = {
      state: await rows.refresh(),
      page: await rows.page(query, { from: 2, to: 4 }),
      names: await rows.names({ ...query, sort: 'response_length_a' }),
      position: await rows.position(query, 46),
      row: await rows.row(7),
      none: await rows.row(7000),
      problem: await rows.problem('nowhere=1'),
      refused: await rows.page({ ...EVERY_ROW, where: ['='] }, { from: 1, to: 1 }).then(
        () => 'taken',
        (error: unknown) => String(error),
      ),
    };
    await rows.close();
    return given;
  }

  it('give the same answers on this thread and on one of their own', async () => {
    const sample = await runOf(300);
    const thread = rowsThread(worker.url);
    const here = await answers(createRowsReader(), sample);
    assert.deepEqual(await answers(thread, sample), here);
    assert.equal(here.page.rows.length, 3);
    assert.deepEqual(here.row, { line: 7, stored: sample.rows[6] });
    assert.match(here.refused, /^UserError: The filter "=" can't be read/);
    await thread.dispose();
  });

  it('answer on another thread where one had to be ended for a pattern without an end', async () => {
    const { run, manifest } = await runOf(40);
    await writeFile(
      join(run.folder, 'results.jsonl'),
      `${JSON.stringify({ question: `${'a'.repeat(40)}!` })}\n`,
    );
    const thread = rowsThread(worker.url);
    const rows = await thread.open(run, manifest.spec);
    await rows.refresh();
    const abort = new AbortController();
    const endless = rows.page(
      { ...EVERY_ROW, where: ['question~/^(a+)+$/'] },
      { from: 1, to: 1 },
      abort.signal,
    );
    let isBusy = false;
    const asked: Promise<unknown>[] = [];
    while (!isBusy) {
      const quick = rows.problem('question=a');
      asked.push(quick);
      isBusy = await Promise.race([quick.then(() => false), delay(500, true)]);
    }
    abort.abort();
    await assert.rejects(endless, { name: 'AbortError' });
    // Who waited for the thread meanwhile is answered by the other one.
    assert.deepEqual(new Set(await Promise.all(asked)), new Set([undefined]));
    assert.equal((await rows.page(EVERY_ROW, { from: 1, to: 1 })).matched, 1);
    await thread.dispose();
  });
});
