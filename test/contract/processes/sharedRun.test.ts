import assert from 'node:assert/strict';
import { readFile, readdir, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createBaselineFiles } from '../../../src/files/baselines/baselineFiles.js';
import { createLabelFiles } from '../../../src/files/labels/labelFiles.js';
import { createRunFolders } from '../../../src/files/runs/runFolders.js';
import { proven } from '../../security/proofs.js';
import { bundleChild, type Answer } from './bundledChild.js';
import { collect } from '../ports/evalBackendContract.js';
import { allRows, interleave, labelOf, shareRun, type SharedRun } from './sharedRun.js';

const TEST = 'test/contract/processes/sharedRun.test.ts';
/** No process has it: Linux gives none above 2^22. */
const NO_PROCESS = 2 ** 22 + 1;

describe('a run that several processes have before them', function () {
  this.timeout(60_000);
  let outfile: string;
  let remove: () => Promise<void>;
  let shared: SharedRun | undefined;
  before(async () => {
    ({ outfile, remove } = await bundleChild('test/contract/processes/sharedRunChild.ts'));
  });
  after(() => remove());
  afterEach(async () => {
    await shared?.close();
    shared = undefined;
  });

  const share = async (rows: number, processes: number, slowMs = 20): Promise<SharedRun> =>
    (shared = await shareRun(outfile, { rows, processes, slowMs }));

  it('regression: of many that take a lock at once, one has it, and the others are told who', async () => {
    const processes = 5;
    const rounds = 4;
    const { run, children, ask, kill } = await share(1, processes);
    const lock = join(run.folder, '.running');
    for (let round = 1; round <= rounds; round += 1) {
      // Each recovers it in the same moment.
      if (round % 2 === 1) {
        const dead = { pid: NO_PROCESS, host: hostname(), token: `round ${round}` };
        await writeFile(lock, JSON.stringify(dead));
      }
      const answers = await Promise.all(children.map((_, at) => ask(at, { what: 'lock' })));
      const winner = answers.findIndex((answer) => answer !== 'gone' && answer.ok);
      const owner = `window ${winner} \\(process ${children[winner]?.pid} on `;
      for (const [at, answer] of answers.entries()) {
        if (at === winner) continue;
        assert.ok(answer !== 'gone' && !answer.ok, `round ${round}: two have it`);
        assert.equal(answer.kind, 'busy');
        assert.match(answer.message, new RegExp(owner));
      }
      // The next round recovers the lock of a process that was killed.
      if (round % 2 === 1) await kill(winner);
      else await ask(winner, { what: 'release' });
    }
    assert.deepEqual((await readdir(run.folder)).sort(), ['contract.evalrun.json']);
    proven({
      area: 'Faults',
      claim:
        'Of several windows and commands that take a run at once one works on it, also where its last owner was killed; the others name the program, process and machine that has it.',
      test: TEST,
      figure: `${rounds * processes} takings by ${processes} processes at once`,
    });
  });

  it('resumed, paused, labelled, pinned and killed by four at once: each row and each label is there once', async () => {
    const seeds = [1, 2];
    let done = 0;
    for (const seed of seeds) done += (await interleave(outfile, { seed, actions: 8 })).done;
    assert.ok(done > 0);
    proven({
      area: 'Faults',
      claim:
        'Whatever several windows and commands do to one run at once, it ends with each row once and with every label and baseline that was taken.',
      test: TEST,
      figure: `${seeds.length * 4 * 8} actions of 4 processes in ${seeds.length} random orders`,
    });
  });

  it('a process that was asleep while another took its run over writes nothing, and says so', async () => {
    const { run, children, ask, asked } = await share(30, 2, 60);
    const sleeping = ask(0, { what: 'follow' });
    while (asked().length < 8) await new Promise((resolve) => setTimeout(resolve, 5));
    children[0]?.signal('SIGSTOP');
    const long = new Date(Date.now() - 3_600_000);
    await utimes(join(run.folder, '.running'), long, long);
    const over = await ask(1, { what: 'follow' });
    assert.ok(over !== 'gone' && over.ok, JSON.stringify(over));
    const manifest = await readFile(join(run.folder, 'contract.evalrun.json'), 'utf8');
    children[0]?.signal('SIGCONT');
    const woken = await sleeping;
    assert.deepEqual(woken, {
      ok: false,
      kind: 'busy',
      message: 'Another process has taken this run over; follow it there.',
    } satisfies Answer);
    const rows = (await collect(createRunFolders().rows(run))).map(({ details }) => details?.row);
    assert.deepEqual(rows, allRows(30));
    assert.equal(await readFile(join(run.folder, 'contract.evalrun.json'), 'utf8'), manifest);
    const left = ['contract.evalrun.json', 'details.jsonl', 'results.jsonl'];
    assert.deepEqual((await readdir(run.folder)).sort(), left);
  });

  it('regression: baselines that two windows pin at once are all pinned, and labels of both are whole', async () => {
    const processes = 4;
    const each = 15;
    const { run, folder, ask } = await share(1, processes);
    const work = async (at: number) => {
      const numbers = allRows(each).map((number) => at * each + number);
      const asking = numbers.flatMap((number) => [
        ask(at, { what: 'pin', folder, spec: `spec-${number}`, id: run.id }),
        ask(at, { what: 'label', record: labelOf(number) }),
      ]);
      for (const answer of await Promise.all(asking)) assert.deepEqual(answer, { ok: true });
    };
    await Promise.all(Array.from({ length: processes }, (_, at) => work(at)));
    const baselines = await createBaselineFiles().read(folder);
    assert.equal(baselines.size, processes * each);
    const { records, faults } = await createLabelFiles().read(run);
    assert.deepEqual([records.length, faults], [processes * each, []]);
    assert.deepEqual(await readdir(join(folder, '.gavel')), ['baselines.json']);
    proven({
      area: 'Faults',
      claim:
        'What several windows pin and label at the same moment is all kept, each label a whole line.',
      test: TEST,
      figure: `${2 * processes * each} writes by ${processes} processes at once`,
    });
  });

  it('regression: two windows that bring the rows of one job at once leave them whole', async () => {
    const { run, ask } = await share(1, 3);
    const rows = allRows(50).map((row) => ({
      result: { question: `q${row}` },
      details: { row, outcome: 'passed' as const },
    }));
    await createRunFolders().append(run, rows);
    const work = async (at: number) => {
      for (let turn = 0; turn < 12; turn += 1) {
        assert.deepEqual(await ask(at, { what: 'replace' }), { ok: true });
      }
    };
    await Promise.all([0, 1, 2].map(work));
    assert.deepEqual(await collect(createRunFolders().rows(run)), rows);
    const left = ['contract.evalrun.json', 'details.jsonl', 'results.jsonl'];
    assert.deepEqual((await readdir(run.folder)).sort(), left);
  });
});
