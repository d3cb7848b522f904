import assert from 'node:assert/strict';
import { createDemoChat } from '../../../src/demo/demoChat.js';
import { createDemoFiles } from '../../../src/demo/demoFiles.js';
import { createDemoJobs } from '../../../src/demo/demoJobs.js';
import { memoryStorage } from '../../../src/demo/demoStorage.js';
import type { DemoStorage } from '../../../src/demo/demoStorage.js';
import { createFaults } from '../../../src/demo/faults.js';
import { INSTANT_PACE } from '../../../src/demo/runJob.js';
import { proven } from '../../security/proofs.js';

const JOBS = 10_000;
/** Jobs of one second: their order is in them, not in their names. */
const PER_SECOND = 7;
const START_S = 1_790_000_000;

describe('a history of 10,000 jobs on disk', () => {
  let storage: DemoStorage;
  let newest: string[];
  before(async () => {
    storage = memoryStorage();
    newest = [];
    for (let index = 0; index < JOBS; index += 1) {
      const ms = (START_S + index / PER_SECOND) * 1000;
      const created = new Date(ms).toISOString().replace('Z', '000Z');
      const workflow_id = `eval-${index.toString(16).padStart(4, '0')}-${Math.floor(ms / 1000)}`;
      newest.unshift(workflow_id);
      const job = {
        workflow_id,
        type: 'classify',
        status: index % 4 === 0 ? 'error' : 'completed',
        parameters: {},
        results: null,
        created_at: created,
        updated_at: created,
        status_updates: [],
      };
      await storage.write(`${workflow_id}.json`, JSON.stringify(job));
    }
  });

  function setUp() {
    let reads = 0;
    let atOnce = 0;
    let most = 0;
    const counting: DemoStorage = {
      ...storage,
      async read(name) {
        reads += 1;
        atOnce += 1;
        most = Math.max(most, atOnce);
        await new Promise((resolve) => setImmediate(resolve));
        atOnce -= 1;
        return storage.read(name);
      },
    };
    const faults = createFaults();
    const jobs = createDemoJobs({
      files: createDemoFiles(counting, Date.now),
      chat: createDemoChat(1, faults),
      faults,
      pace: INSTANT_PACE,
      seed: 1,
      signal: new AbortController().signal,
      storage: counting,
      now: Date.now,
    });
    return { jobs, reads: () => reads, mostAtOnce: () => most };
  }

  it('regression: each list of a page read all of them, at once', async () => {
    const { jobs, reads, mostAtOnce } = setUp();
    const page = await jobs.list({ most: 100, status: null });
    assert.deepEqual(
      page.map(({ workflow_id: id }) => id),
      newest.slice(0, 100),
    );
    const first = reads();
    assert.ok(first < 150, `${first} jobs read`);
    assert.ok(mostAtOnce() <= 32, `${mostAtOnce()} at once`);
    assert.deepEqual(await jobs.list({ most: 100, status: null }), page);
    assert.equal(reads(), first);
    proven({
      area: 'Load',
      claim: 'A page of the embedded service’s jobs reads little more than that page',
      test: 'test/unit/demo/manyJobs.test.ts',
      figure: `${JOBS} jobs on disk, ${page.length} listed, ${first} read`,
    });
  });

  it('the newest of a status, and none of one that no job has', async () => {
    const { jobs } = setUp();
    const failed = await jobs.list({ most: 10, status: 'error' });
    assert.equal(failed.length, 10);
    assert.ok(failed.every(({ status }) => status === 'error'));
    assert.deepEqual(await jobs.list({ most: 10, status: 'running' }), []);
  });

  it('one that was let go of is read again', async () => {
    const { jobs, reads } = setUp();
    const id = newest.at(-1) ?? '';
    assert.equal((await jobs.get(id))?.workflow_id, id);
    assert.equal(reads(), 1);
    await jobs.list({ most: JOBS, status: null });
    const before = reads();
    assert.equal((await jobs.get(id))?.workflow_id, id);
    assert.ok(reads() - before <= 1);
  });
});
