import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RunFigures } from '../../../src/core/figures/runFigures.js';
import type { EvaluationType } from '../../../src/core/spec/evalSpec.js';
import { figuresHere } from '../../../src/files/figures/figuresHere.js';
import { figuresThread } from '../../../src/files/figures/remote/figuresThread.js';
import { sampleRun } from '../../webview/harness/sampleRun.js';
import { bundleWorker } from '../processes/bundledWorker.js';
import type { BundledWorker } from '../processes/bundledWorker.js';

const NEVER = new AbortController().signal;

describe('figures over runs', function () {
  this.timeout(60_000);
  let worker: BundledWorker;
  let root: string;
  const started: RunFigures[] = [];
  before(async () => {
    worker = await bundleWorker();
    root = await mkdtemp(join(tmpdir(), 'gavel-figures-'));
  });
  afterEach(async () => {
    for (const figures of started.splice(0)) await figures.dispose();
  });
  after(async () => {
    await worker.remove();
    await rm(root, { recursive: true, force: true });
  });

  function start(at: URL = worker.url): RunFigures {
    const figures = figuresThread(at);
    started.push(figures);
    return figures;
  }

  /** A run on disk; `turn`: its verdicts are those of other rows. */
  async function runOf(type: EvaluationType, rows: number, turn = 0) {
    const { manifest, rows: stored } = sampleRun({ type, rows });
    const folder = await mkdtemp(join(root, 'run-'));
    const verdicts = ['label', 'score', 'final_decision', 'evaluation_successful'];
    const results = stored.map(({ result }, at) => {
      const other = stored[(at + turn) % rows]?.result ?? {};
      const own = verdicts.filter((column) => Object.hasOwn(other, column));
      return { ...result, ...Object.fromEntries(own.map((column) => [column, other[column]])) };
    });
    const lines = (values: readonly unknown[]) =>
      values.map((value) => `${JSON.stringify(value)}\n`).join('');
    await writeFile(join(folder, 'results.jsonl'), lines(results));
    await writeFile(join(folder, 'details.jsonl'), lines(stored.map(({ details }) => details)));
    return { run: { id: folder, folder }, manifest };
  }

  async function answers(figures: RunFigures, type: EvaluationType) {
    const [a, b, c] = [
      await runOf(type, 300),
      await runOf(type, 280, 7),
      await runOf(type, 300, 3),
    ];
    const compared = await figures.compare(a, [b, c], { mapped: new Map([['id', 'id']]) });
    const judge = await figures.readJudge(b.run, b.manifest, { signal: NEVER });
    const [column = ''] = judge.columns;
    const given = {
      compared: compared.map(({ comparison, adjustedP, clear }) => ({
        comparison,
        adjustedP,
        clear,
      })),
      wins: (({ aWins, bWins, ties }) => [aWins, bWins, ties])(await figures.countWins(a, NEVER)),
      people: judge.people,
      columns: judge.columns,
      alone: await judge.current(),
      truth: await judge.current({ column, map: new Map() }),
    };
    judge.close();
    return given;
  }

  for (const type of ['classify', 'score', 'compare'] as const) {
    it(`${type}: are the same on this thread and on one of their own`, async () => {
      const here = await answers(figuresHere(), type);
      assert.deepEqual(await answers(start(), type), here);
      const [entry] = here.compared;
      assert.ok(entry);
      assert.equal(entry.comparison.pairs.length, 280);
      assert.notEqual(entry.comparison.changed.length, 0);
    });
  }

  it('are found out here where no thread can be started', async () => {
    const nowhere = start(pathToFileURL(join(root, 'no-such-worker.mjs')));
    assert.deepEqual(await answers(nowhere, 'score'), await answers(figuresHere(), 'score'));
  });

  it('tell how far they are, and stop when they are told to', async () => {
    const [a, b] = [await runOf('classify', 4000), await runOf('classify', 4000, 7)];
    const figures = start();
    const told: number[] = [];
    await figures.compare(a, [b], { onProgress: (rows) => told.push(rows) });
    assert.deepEqual(told, [1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000]);
    const abort = new AbortController();
    const stopped: number[] = [];
    const compared = figures.compare(a, [b], {
      signal: abort.signal,
      onProgress(rows) {
        stopped.push(rows);
        abort.abort();
      },
    });
    await assert.rejects(compared, { name: 'AbortError' });
    // The thread goes on for others.
    assert.equal((await figures.compare(a, [b], {})).length, 1);
    assert.ok(stopped.length > 0);
    await assert.rejects(figures.readJudge(a.run, a.manifest, { signal: AbortSignal.abort() }), {
      name: 'AbortError',
    });
  });

  it('keep what is said to people: of runs that have nothing to compare, and of a broken file', async () => {
    const [a, b] = [await runOf('classify', 10), await runOf('compare', 10)];
    for (const figures of [start(), figuresHere()]) {
      await assert.rejects(figures.compare(a, [b], {}), {
        name: 'UserError',
        kind: 'usage',
        message: /can't be held against each other; choose two runs of one type/,
      });
    }
    await writeFile(join(b.run.folder, 'results.jsonl'), 'no JSON\n{}\n');
    for (const figures of [start(), figuresHere()]) {
      await assert.rejects(figures.countWins(b, NEVER), {
        name: 'UserError',
        kind: 'storage',
        message: /^Line 1 of .* is no JSON object/,
      });
    }
  });

  it('say in a sentence that a run’s folder is gone', async () => {
    const [a, b] = [await runOf('classify', 10), await runOf('classify', 10)];
    await rm(b.run.folder, { recursive: true });
    for (const figures of [start(), figuresHere()]) {
      await assert.rejects(figures.compare(a, [b], {}), {
        name: 'UserError',
        kind: 'not_found',
        message:
          /^Could not read the results in .*: there is no such file or folder; check the path/,
      });
    }
  });
});
