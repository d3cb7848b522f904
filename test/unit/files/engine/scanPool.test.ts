import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import type { ScanChunk, ScanJob } from '../../../../src/files/engine/scanJob.js';
import { scanAll } from '../../../../src/files/engine/scanPool.js';
import type { ScannerSource } from '../../../../src/files/engine/scanPool.js';
import { collectGarbage } from '../../../load/collectGarbage.js';

const job: ScanJob = {
  path: '/nowhere.csv',
  stamp: { size: 0, modified: 0n, inode: 0n },
  form: { format: 'csv', encoding: 'utf-8', mark: 0, delimiter: ',', columns: [] },
  work: { kind: 'survey', detail: 'shape' },
};

/** Chunks that are told apart by their first row. */
const chunks = (count: number): ScanChunk[] =>
  Array.from({ length: count }, (_, at) => [{ from: 0, to: 0, row: at + 1, line: 1, rows: 1 }]);
const numberOf = (chunk: ScanChunk) => chunk[0]?.row ?? 0;

/** Scanners that take as many turns for a chunk as `turns` says. */
function scanners(size: number, turns: (row: number) => number) {
  let begun = 0;
  let closed = 0;
  const started: number[] = [];
  const source: ScannerSource = {
    size,
    start() {
      begun += 1;
      const name = begun;
      return Promise.resolve({
        async chunk(chunk: ScanChunk) {
          started.push(numberOf(chunk));
          for (let turn = turns(numberOf(chunk)); turn > 0; turn -= 1) await Promise.resolve();
          return numberOf(chunk);
        },
        finish: () => Promise.resolve(name),
        close() {
          closed += 1;
          return Promise.resolve();
        },
      });
    },
    dispose: () => Promise.resolve(),
  };
  return { source, started, closed: () => closed };
}

const signal = new AbortController().signal;

describe('scanAll', () => {
  for (const size of [1, 2, 3]) {
    it(`tells chunks in their order, by ${size} scanners of any speed`, async () => {
      const { source, closed } = scanners(size, (row) => (row * 7) % 23);
      const told: unknown[] = [];
      const ends = await scanAll(source, job, {
        chunks: chunks(50),
        signal,
        onChunk: (result) => void told.push(result),
      });
      assert.deepEqual(
        told,
        Array.from({ length: 50 }, (_, at) => at + 1),
      );
      assert.equal(ends.length, size);
      assert.equal(closed(), size);
    });
  }

  it('lets nobody run far ahead of a chunk that takes long', async () => {
    const { source, started } = scanners(2, (row) => (row === 1 ? 2000 : 1));
    let most = 0;
    await scanAll(source, job, {
      chunks: chunks(100),
      signal,
      onChunk(result) {
        if (result === 1) most = Math.max(...started);
      },
    });
    assert.ok(most <= 5, `chunk ${most} was begun`);
  });

  it('a chunk that fails ends all, and is the reason', async () => {
    const { source, closed } = scanners(2, (row) => (row === 1 ? 50 : 1));
    const told: unknown[] = [];
    const failing: ScannerSource = {
      ...source,
      async start(of, ended) {
        const scanner = await source.start(of, ended);
        return {
          ...scanner,
          async chunk(chunk) {
            const result = await scanner.chunk(chunk);
            if (result === 1) throw new Error('unreadable');
            return result;
          },
        };
      },
    };
    await assert.rejects(
      scanAll(failing, job, {
        chunks: chunks(20),
        signal,
        onChunk: (result) => void told.push(result),
      }),
      /unreadable/,
    );
    assert.deepEqual(told, []);
    assert.equal(closed(), 2);
  });

  it('ends when its signal is aborted', async () => {
    const { source, closed } = scanners(2, () => 3);
    const abort = new AbortController();
    await assert.rejects(
      scanAll(source, job, {
        chunks: chunks(1000),
        signal: abort.signal,
        onChunk(result) {
          if (result === 10) abort.abort(new Error('enough'));
        },
      }),
      /enough/,
    );
    assert.equal(closed(), 2);
  });

  it('regression: a scan left its signal, and all that it held, for ever', async () => {
    const { source } = scanners(2, () => 1);
    const given: WeakRef<AbortSignal>[] = [];
    const watched: ScannerSource = {
      ...source,
      start(of, ends) {
        given.push(new WeakRef(ends));
        return source.start(of, ends);
      },
    };
    const alive = new AbortController();
    for (let turn = 0; turn < 20; turn += 1) {
      await scanAll(watched, job, {
        chunks: chunks(3),
        signal: alive.signal,
        onChunk: () => undefined,
      });
    }
    await collectGarbage();
    assert.equal(given.length, 40);
    assert.equal(given.filter((one) => one.deref() !== undefined).length, 0);
    assert.equal(getEventListeners(alive.signal, 'abort').length, 0);
  });
});
