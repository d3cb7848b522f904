import assert from 'node:assert/strict';
import {
  appendFile,
  readFile,
  readdir,
  rename,
  rm,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { RunRef } from '../../../src/core/runs/runStore.js';
import { UserError } from '../../../src/core/userError.js';
import { createDatasetFiles } from '../../../src/files/dataset/datasetFiles.js';
import { createRunFolders } from '../../../src/files/runs/runFolders.js';
import { failDisk } from '../../security/faultyDisk.js';
import { proven } from '../../security/proofs.js';
import { contractRow } from '../ports/contractPlan.js';
import { collect, follow } from '../ports/evalBackendContract.js';
import { quickClock, useLocalRuns } from '../runs/localHarness.js';
import { GOOD } from '../runs/scriptedEndpoint.js';
import { allRows } from '../processes/sharedRun.js';

const TEST = 'test/contract/faults/faultyFolder.test.ts';
const ROWS = 12;
/** Rows that have been asked for when something happens to the files. */
const BEFORE = 5;

describe('a run whose files are changed under it', function () {
  this.timeout(60_000);
  const { setUp, createBackend, folder } = useLocalRuns();

  const numbers = async (run: RunRef) =>
    (await collect(createRunFolders().rows(run))).map(({ details }) => details?.row);
  const linesOf = (rows: readonly unknown[]) =>
    rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  const dataset = () => join(folder(), 'rows.jsonl');
  const manifestOf = (run: RunRef) => join(run.folder, 'contract.evalrun.json');

  /** Brings a run to an end that is what it would have been, wherever it is by now. */
  async function endsWell(run: RunRef, stored: readonly unknown[], asked: () => number[]) {
    const before = asked().length;
    await follow(createBackend(quickClock()), run);
    const { status, reason, progress } = await createRunFolders().read(run);
    assert.deepEqual(
      [status, reason, progress],
      ['completed', undefined, { done: ROWS, total: ROWS }],
    );
    assert.deepEqual(await numbers(run), allRows(ROWS));
    const again = asked().slice(before);
    assert.deepEqual(
      again.filter((row) => stored.includes(row)),
      [],
      'asked again',
    );
    const left = ['contract.evalrun.json', 'details.jsonl', 'results.jsonl'];
    assert.deepEqual((await readdir(run.folder)).sort(), left);
  }

  /** Follows a run, to which something happens once some rows were asked; gives what came of it. */
  async function disturbed(happen: (run: RunRef) => Promise<unknown>) {
    const begun: { run?: RunRef } = {};
    let happened: Promise<unknown> | undefined;
    const made = await setUp(
      async ({ row }) => {
        const at = begun.run;
        if (row > BEFORE && at) await (happened ??= untilStored(at).then(() => happen(at)));
        return GOOD;
      },
      { rows: ROWS, concurrency: 1 },
    );
    begun.run = made.run;
    const end = await follow(made.backend, made.run).then(
      async () => (await made.runs.read(made.run)).reason ?? 'no reason',
      (error: unknown) => {
        assert.ok(error instanceof UserError, String(error));
        return error.message;
      },
    );
    const asked = () => made.endpoint.requests.map(({ row }) => row);
    return { ...made, end, asked };
  }

  /** What happens to rows happens to some. */
  async function untilStored(run: RunRef): Promise<void> {
    while ((await numbers(run)).length < BEFORE) await delay(5);
    // And to none that are being written.
    await delay(50);
  }

  let tried = 0;

  it('whose disk is full from whichever call on, it pauses or says so, and goes on once there is room', async () => {
    // A run of so few rows has 17 such calls at least.
    for (const at of [1, 4, 7, 10, 13, 16]) {
      const made = await setUp(() => GOOD, { rows: ROWS });
      const { run } = made;
      const calls = ['open', 'mkdir', 'rename', 'link', 'write', 'sync'] as const;
      const disk = await failDisk(run.folder, { code: 'ENOSPC', calls, at, once: false });
      const said = await follow(made.backend, run)
        .then(
          async () => (await made.runs.read(run)).reason ?? 'no reason',
          (error: unknown) => {
            assert.ok(error instanceof UserError && error.kind === 'storage', String(error));
            return error.message;
          },
        )
        .finally(disk.remove);
      assert.ok(disk.isMet(), `call ${at}`);
      assert.match(said, /free some space/, `call ${at}`);
      const stored = await numbers(run);
      assert.equal(new Set(stored).size, stored.length);
      await endsWell(run, stored, () => made.endpoint.requests.map(({ row }) => row));
      await made.endpoint.close();
      await rm(dirname(run.folder), { recursive: true });
      tried += 1;
    }
  });

  const ways: readonly {
    readonly what: string;
    readonly happen: (run: RunRef) => Promise<unknown>;
    readonly says: RegExp;
    /** Makes it good again; gives the run where it is then. Absent: it can't be. */
    readonly mend?: (run: RunRef) => Promise<RunRef>;
  }[] = [
    {
      what: 'its folder is deleted',
      happen: ({ folder: path }) => rm(path, { recursive: true }),
      says: /^The folder of this run, .*, is not there any more, and what is judged can't be kept/,
    },
    {
      what: 'its folder is moved',
      happen: ({ folder: path }) => rename(path, `${path}-moved`),
      says: /^The folder of this run, .*, if it was moved, resume the run where it is now|; if it was moved/,
      mend: (run) => Promise.resolve({ ...run, folder: `${run.folder}-moved` }),
    },
    {
      what: 'the folder of all runs is renamed',
      happen: ({ folder: path }) => rename(dirname(path), `${dirname(path)}2`),
      says: /^The folder of this run, .*; if it was moved/,
      mend: (run) =>
        Promise.resolve({
          ...run,
          folder: join(`${dirname(run.folder)}2`, basename(run.folder)),
        }),
    },
    {
      what: 'its results are deleted',
      happen: ({ folder: path }) => rm(join(path, 'results.jsonl')),
      says: /^Another program has changed the rows in .*; resume it, and the rows that are not there are asked again\.$/,
      mend: (run) => Promise.resolve(run),
    },
    {
      what: 'its results are cut',
      happen: async ({ folder: path }) => {
        const [line = ''] = (await readFile(join(path, 'results.jsonl'), 'utf8')).split('\n');
        await truncate(join(path, 'results.jsonl'), Buffer.byteLength(line) + 1);
      },
      says: /^Another program has changed the rows in /,
      mend: (run) => Promise.resolve(run),
    },
    {
      what: 'its results are replaced by others',
      happen: async ({ folder: path }) => {
        await writeFile(join(path, 'other'), '{"question":"old"}\n');
        await rename(join(path, 'other'), join(path, 'results.jsonl'));
        await writeFile(join(path, 'details.jsonl'), '{"row":1,"outcome":"passed"}\n');
      },
      says: /^Another program has changed the rows in /,
      mend: (run) => Promise.resolve(run),
    },
    {
      what: 'its manifest is deleted',
      happen: (run) => rename(manifestOf(run), join(folder(), 'kept')),
      says: /holds no evalrun\.json file/,
      mend: async (run) => {
        await rename(join(folder(), 'kept'), manifestOf(run));
        return run;
      },
    },
    {
      what: 'its manifest is torn',
      happen: async (run) => {
        await writeFile(join(folder(), 'kept'), await readFile(manifestOf(run)));
        await truncate(manifestOf(run), 50);
      },
      says: /contract\.evalrun\.json can't be read as a run: the file is no valid JSON; restore/,
      mend: async (run) => {
        await rename(join(folder(), 'kept'), manifestOf(run));
        return run;
      },
    },
    {
      what: 'its manifest is replaced by that of another run',
      happen: async (run) => {
        const text = await readFile(manifestOf(run), 'utf8');
        await writeFile(join(folder(), 'kept'), text);
        await writeFile(manifestOf(run), text.replaceAll(run.id, 'ffffffff'));
      },
      says: /is the manifest of another run, ffffffff, now; put the one of run .* back, then resume\.$/,
      mend: async (run) => {
        assert.match(await readFile(manifestOf(run), 'utf8'), /"id": "ffffffff"/);
        await rename(join(folder(), 'kept'), manifestOf(run));
        return run;
      },
    },
  ];
  for (const { what, happen, says, mend } of ways) {
    it(`when ${what}, says so, keeps what is there, and goes on when it is mended`, async () => {
      const { run, end, asked } = await disturbed(happen);
      assert.match(end, says);
      tried += 1;
      if (!mend) {
        assert.deepEqual(await readdir(dirname(run.folder)), []);
        return;
      }
      const mended = await mend(run);
      await endsWell(mended, await numbers(mended), asked);
    });
  }

  /** Rows of the dataset as another version has them. */
  const others = linesOf(
    allRows(ROWS).map((row) => ({ ...contractRow(row), question: `[row ${row}] other` })),
  );
  const versions: readonly {
    readonly what: string;
    readonly happen: () => Promise<unknown>;
  }[] = [
    { what: 'is written anew in its place', happen: () => writeFile(dataset(), others) },
    {
      what: 'is replaced by another file',
      happen: async () => {
        await writeFile(`${dataset()}2`, others);
        await rename(`${dataset()}2`, dataset());
      },
    },
    { what: 'grows', happen: () => appendFile(dataset(), '{"question":"late"}\n') },
    { what: 'is cut', happen: () => truncate(dataset(), 200) },
    { what: 'is emptied', happen: () => truncate(dataset(), 0) },
    { what: 'is deleted', happen: () => rm(dataset()) },
  ];
  for (const { what, happen } of versions) {
    it(`regression: when the dataset ${what}, no row of another version is judged`, async () => {
      const { run, end, endpoint, plan } = await disturbed(happen);
      tried += 1;
      const asked = endpoint.requests.map(({ body }) => JSON.stringify(body.messages));
      assert.ok(!asked.some((text) => text.includes('other') || text.includes('late')));
      const stored = await numbers(run);
      const { status } = await createRunFolders().read(run);
      // What was read before it changed may be the whole of it.
      if (stored.length === ROWS) assert.equal(status, 'completed');
      else assert.match(end, /has changed since|can't be read at/);
      assert.ok('info' in plan.dataset);
    });
  }

  it('regression: a dataset that changes between its digest and its rows gives none', async () => {
    const { plan } = await setUp(() => GOOD, { rows: ROWS });
    assert.ok('info' in plan.dataset);
    const { sha256 } = plan.dataset.info;
    const datasets = createDatasetFiles();
    await datasets.describe(dataset());
    const changed = {
      kind: 'dataset',
      message: /rows\.jsonl has changed since its rows were begun; /,
    };
    await writeFile(dataset(), others);
    await assert.rejects(collect(datasets.rows(dataset(), undefined, undefined, sha256)), changed);
    // In the midst of it, behind what is read at once.
    const { question, ...rest } = contractRow(1);
    const wide = { question, ...rest, pad: 'x'.repeat(3000) };
    await writeFile(dataset(), linesOf(allRows(2000).map(() => wide)));
    const { sha256: now } = await datasets.describe(dataset());
    const reading = datasets.rows(dataset(), undefined, undefined, now)[Symbol.asyncIterator]();
    await reading.next();
    await utimes(dataset(), new Date(), new Date());
    await assert.rejects(async () => {
      while (!(await reading.next()).done);
    }, changed);
    tried += 2;
  });

  it('has been tried', () => {
    assert.equal(tried, 6 + ways.length + versions.length + 2);
    proven({
      area: 'Faults',
      claim:
        'A run whose disk fills up, or whose folder, manifest, results or dataset is deleted, moved, cut or replaced while it goes on, stops with a sentence, mixes no two versions of anything, and goes on with no row lost, doubled or asked again.',
      test: TEST,
      figure: `${tried} faults in the middle of a run`,
    });
  });
});
