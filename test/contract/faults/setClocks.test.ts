import assert from 'node:assert/strict';
import { systemClock } from '../../../src/backends/http/clock.js';
import { createRunFolders } from '../../../src/files/runs/runFolders.js';
import { proven } from '../../security/proofs.js';
import { collect, follow } from '../ports/evalBackendContract.js';
import { failed, useLocalRuns } from '../runs/localHarness.js';
import { GOOD } from '../runs/scriptedEndpoint.js';
import { allRows } from '../processes/sharedRun.js';

const ROWS = 8;
const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;

describe('a clock that is set while a run goes on', function () {
  this.timeout(20_000);
  const { setUp, createBackend } = useLocalRuns();
  const now = Date.now;
  afterEach(() => {
    Date.now = now;
  });

  /** What is added to the time of day, from a row on. */
  const jumps: readonly (readonly [what: string, set: () => number])[] = [
    ['an hour ahead', () => now() + HOUR_MS],
    ['an hour back', () => now() - HOUR_MS],
    ['a year ahead', () => now() + YEAR_MS],
    ['a year back', () => now() - YEAR_MS],
    ['to 1970', () => now() % HOUR_MS],
  ];
  let tried = 0;
  for (const [what, set] of jumps) {
    it(`regression: ${what}: every wait ends, each row is there once, and nothing took less than no time`, async () => {
      const { run, endpoint } = await setUp(
        ({ row, before }) => {
          if (row < 4 || before > 0) return GOOD;
          // It closes the endpoint for a moment, which has to end.
          const reply = failed(429, 'slow', { 'x-ratelimit-reset': '0.3' });
          if (row === 4) setTimeout(() => (Date.now = set), 100);
          return row === 4 ? reply : GOOD;
        },
        { rows: ROWS, concurrency: 2 },
      );
      const events = await follow(createBackend(systemClock), run);
      const { status, finished_at: ended } = await createRunFolders().read(run);
      assert.equal(status, 'completed');
      assert.ok(ended);
      const rows = await collect(createRunFolders().rows(run));
      assert.deepEqual(
        rows.map(({ details }) => details?.row),
        allRows(ROWS),
      );
      for (const { details } of rows) {
        const ms = details?.duration_ms ?? -1;
        assert.ok(ms >= 0 && ms < HOUR_MS, `row ${details?.row}: ${ms} ms`);
      }
      for (const event of events) {
        const pace = event.type === 'progress' ? event.progress.pace : undefined;
        assert.ok((pace?.rowsPerSecond ?? 0) >= 0 && (pace?.leftMs ?? 0) >= 0);
      }
      assert.equal(endpoint.requests.length, ROWS + 1);
      tried += 1;
    });
  }

  it('has been tried', () => {
    assert.equal(tried, jumps.length);
    proven({
      area: 'Faults',
      claim:
        'A clock that is set while a run goes on prolongs no wait, and loses or doubles no row.',
      test: 'test/contract/faults/setClocks.test.ts',
      figure: `${tried} jumps of up to a year, ahead, back and to 1970`,
    });
  });
});
