import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { StoredRow } from '../../../../src/core/runs/resultRow.js';
import type { RunRef } from '../../../../src/core/runs/runStore.js';
import { createRunFolders } from '../../../../src/files/runs/runFolders.js';
import { rowsOf, sampleManifest, sampleRow } from '../../../contract/ports/runStoreContract.js';

describe('rowPair', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'gavel-pair-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const results = (rows: readonly StoredRow[]) =>
    rows.map(({ result }) => `${JSON.stringify(result)}\n`).join('');
  const details = (rows: readonly StoredRow[]) =>
    rows.map((row) => `${JSON.stringify(row.details ?? null)}\n`).join('');
  const OLD = [2, 1].map(sampleRow);
  const NEW = [1, 2].map(sampleRow);

  async function runWith(rows: readonly StoredRow[]): Promise<RunRef> {
    const store = createRunFolders();
    const run = await store.create(root, sampleManifest());
    await store.append(run, rows);
    return run;
  }

  /** What a process leaves that is killed at each step of a replacement. */
  const states: [string, (folder: string) => Promise<unknown>, readonly StoredRow[]][] = [
    [
      'before the commit, with half a file written',
      async (folder) => {
        await mkdir(join(folder, '.rows-0123456789ab'));
        await writeFile(join(folder, 'sample.evalrun.json.0123456789ab.tmp'), '{"gav');
        await writeFile(join(folder, '.rows-0123456789ab', 'results.jsonl'), '{"que');
      },
      OLD,
    ],
    ['after the commit', commit, NEW],
    [
      'after the results were moved',
      async (folder) => {
        await commit(folder);
        await rename(join(folder, '.rows', 'results.jsonl'), join(folder, 'results.jsonl'));
      },
      NEW,
    ],
    [
      'after both were moved',
      async (folder) => {
        await commit(folder);
        for (const name of ['results.jsonl', 'details.jsonl']) {
          await rename(join(folder, '.rows', name), join(folder, name));
        }
      },
      NEW,
    ],
  ];

  async function commit(folder: string): Promise<void> {
    await mkdir(join(folder, '.rows'));
    await writeFile(join(folder, '.rows', 'results.jsonl'), results(NEW));
    await writeFile(join(folder, '.rows', 'details.jsonl'), details(NEW));
  }

  for (const [when, leave, expected] of states) {
    it(`killed ${when}: a reader sees whole rows and changes nothing`, async () => {
      const run = await runWith(OLD);
      await leave(run.folder);
      const before = await readdir(run.folder, { recursive: true });
      assert.deepEqual(await rowsOf(createRunFolders().rows(run)), expected);
      assert.deepEqual(await readdir(run.folder, { recursive: true }), before);
    });

    it(`killed ${when}: the next writer goes on from whole rows`, async () => {
      const run = await runWith(OLD);
      await leave(run.folder);
      await createRunFolders().append(run, [sampleRow(3)]);
      assert.deepEqual(await rowsOf(createRunFolders().rows(run)), [...expected, sampleRow(3)]);
      await createRunFolders().sortRows(run);
      assert.deepEqual(await rowsOf(createRunFolders().rows(run)), [1, 2, 3].map(sampleRow));
      assert.deepEqual((await readdir(run.folder)).sort(), [
        'details.jsonl',
        'results.jsonl',
        'sample.evalrun.json',
      ]);
    });
  }

  it('a reader sees one pair or the other while they are replaced, never a mix', async function () {
    this.timeout(60_000);
    const run = await runWith(OLD);
    const [writer, reader] = [createRunFolders(), createRunFolders()];
    const versions = [1, 2, 3].map((version) =>
      Array.from({ length: 5 }, (_, index): StoredRow => {
        const row = version * 100 + index;
        return { result: { version, row }, details: { row, outcome: 'passed' } };
      }),
    );
    let isDone = false;
    const write = async () => {
      for (let turn = 0; turn < 60; turn += 1) {
        await writer.replaceRows(run, eachOf(versions[turn % 3] ?? []));
      }
      isDone = true;
    };
    let reads = 0;
    const read = async () => {
      for (; !isDone; reads += 1) {
        const rows = await rowsOf(reader.rows(run));
        const seen = [OLD, ...versions].find(
          (each) => JSON.stringify(each) === JSON.stringify(rows),
        );
        assert.ok(seen, JSON.stringify(rows));
      }
    };
    await Promise.all([write(), read()]);
    assert.ok(reads > 0);
  });

  it('sorts rows of any length and order, and keeps every byte of each', async () => {
    const row = fc.record({ text: fc.string({ unit: 'binary', maxLength: 40 }), long: fc.nat(9) });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 40 }), fc.nat(), async (items, seed) => {
        const run = await createRunFolders().create(
          root,
          sampleManifest({ id: `s${Math.random().toString(36).slice(2)}` }),
        );
        const rows = items.map(({ text, long }, index): StoredRow => ({
          result: { text, pad: '\u00e9'.repeat(long === 9 ? 400_000 : long) },
          details: { row: ((index * 7919 + seed) % 997) + 1, outcome: 'failed' },
        }));
        const store = createRunFolders();
        await store.append(run, rows);
        await store.sortRows(run);
        const sorted = rows.toSorted((a, b) => (a.details?.row ?? 0) - (b.details?.row ?? 0));
        const path = join(run.folder, 'results.jsonl');
        if (rows.length > 0) assert.equal(await readFile(path, 'utf8'), results(sorted));
        assert.deepEqual(await rowsOf(store.rows(run)), sorted);
      }),
      { numRuns: 8 },
    );
  });

  it('wherever the last two lines are torn, no whole row is lost and none comes twice', async () => {
    const rows = [1, 2, 3].map(sampleRow);
    const run = await runWith(rows.slice(0, 1));
    const [all, first] = [Buffer.from(results(rows)), Buffer.from(results(rows.slice(0, 1)))];
    for (let at = first.length; at <= all.length; at += 1) {
      for (const zeros of [0, 5]) {
        const torn = Buffer.concat([all.subarray(0, at), Buffer.alloc(zeros)]);
        await writeFile(join(run.folder, 'results.jsonl'), torn);
        await writeFile(join(run.folder, 'details.jsonl'), details(rows));
        const store = createRunFolders();
        const seen = await rowsOf(store.rows(run));
        assert.deepEqual(seen, rows.slice(0, seen.length), `at ${at}, ${zeros} zeros`);
        await store.append(run, rows.slice(seen.length));
        await store.sortRows(run);
        assert.equal(await readFile(join(run.folder, 'results.jsonl'), 'utf8'), results(rows));
        assert.equal(await readFile(join(run.folder, 'details.jsonl'), 'utf8'), details(rows));
      }
    }
  });

  it('regression: a page that was lost with the power in the middle of a write ends the rows before it', async () => {
    const rows = [1, 2, 3, 4].map(sampleRow);
    const run = await runWith(rows.slice(0, 2));
    const [second, third, fourth] = [rows.slice(0, 2), rows.slice(2, 3), rows.slice(3)].map(
      results,
    );
    const lost = '\0'.repeat((third ?? '').length - 4) + (third ?? '').slice(-4);
    await writeFile(join(run.folder, 'results.jsonl'), `${second}${lost}${fourth}`);
    await writeFile(join(run.folder, 'details.jsonl'), details(rows));
    const store = createRunFolders();
    assert.deepEqual(await rowsOf(store.rows(run)), rows.slice(0, 2));
    await store.append(run, rows.slice(2));
    assert.deepEqual(await rowsOf(store.rows(run)), rows);
  });
});

async function* eachOf(rows: readonly StoredRow[]): AsyncGenerator<StoredRow> {
  yield* await Promise.resolve(rows);
}
