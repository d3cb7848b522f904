import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WriteRequest } from '../../../src/core/dataset/writing/writeRequest.js';
import { knownKeys } from '../../../src/core/redaction/knownKeys.js';
import { threadedEngine } from '../../../src/files/engine/remote/threadedEngine.js';
import { proven } from '../../security/proofs.js';
import { bundleWorker } from '../processes/bundledWorker.js';
import type { BundledWorker } from '../processes/bundledWorker.js';

describe('a dataset that is written on another thread', () => {
  let folder: string;
  let worker: BundledWorker;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-written-keys-'));
    worker = await bundleWorker();
  });
  after(async () => {
    await Promise.all([worker.remove(), rm(folder, { recursive: true, force: true })]);
  });

  it('regression: holds no key, known before the thread was started or learned since', async () => {
    const [early, late] = ['early-key-of-the-rows-1', 'late-key-of-the-rows-22'];
    const source = join(folder, 'rows.jsonl');
    const lines = (first: string, second: string) => `{"a":"${first}"}\n{"a":"${second}"}\n`;
    await writeFile(source, lines(early, late));
    knownKeys.learn(early, 'EARLY');
    const engine = threadedEngine(worker.url, { scanners: 1 });
    const dataset = await engine.open(source, () => undefined);
    const requests = { csv: 'new.csv', jsonl: 'new.jsonl', again: 'again.jsonl' };
    const write = async (name: string): Promise<string> => {
      const target = join(folder, name);
      const format = name.endsWith('.csv') ? 'csv' : 'jsonl';
      const query = { filters: [], order: null };
      const request: WriteRequest = { query, target, format, guardFormulas: false };
      await dataset.write(request, () => undefined);
      return readFile(target, 'utf8');
    };
    try {
      assert.equal(await write(requests.jsonl), lines('[key]', late));
      knownKeys.learn(late, 'LATE');
      assert.equal(await write(requests.again), lines('[key]', '[key]'));
      assert.equal(await write(requests.csv), 'a\n[key]\n[key]\n');
    } finally {
      await dataset.close();
      await engine.dispose();
    }
    // What people wrote is theirs.
    assert.equal(await readFile(source, 'utf8'), lines(early, late));
    proven({
      area: 'Keys',
      claim:
        'A dataset made of rows that hold a known key holds none, on whatever thread it is written',
      test: 'test/contract/trust/writtenKeys.test.ts',
      figure: `${Object.keys(requests).length} datasets, keys known before and learned after the start of the thread`,
    });
  });
});
