import assert from 'node:assert/strict';
import { createJobPoller } from '../../../src/backends/together/jobs/jobPoller.js';
import { createModelLists } from '../../../src/core/models/modelLists.js';
import { UserError } from '../../../src/core/userError.js';
import { proven } from '../../security/proofs.js';
import { forever, serviceOptions } from '../../unit/backends/together/fakeService.js';
import { manualClock } from '../../unit/backends/together/manualClock.js';

const MINUTE = 60_000;
const DAY_MINUTES = 24 * 60;
const JOBS = 60;
/** Requests of the whole day: one a minute, and the short waits after each change. */
const MOST = 1500;
/** One a minute, and those that the client repeats by itself before it knows. */
const MOST_WHILE_DOWN = 75;
/** Minutes of the day in which the service does not answer, limits the rate, or nobody looks. */
const DOWN = { from: 300, to: 360 };
const LIMITED = { from: 600, to: 610 };
const AWAY = { from: 900, to: 1320 };
const isIn = (minute: number, { from, to }: typeof DOWN) => minute >= from && minute < to;

interface Plan {
  readonly id: string;
  readonly startMinute: number;
  readonly endMinute: number;
  readonly end: 'completed' | 'error' | 'vanishes';
  /** Launched in this window; else the tree alone knows of it. */
  readonly isOwn: boolean;
}

/** A day's jobs, the same each time: most end well, some fail, some are gone, some are others'. */
function dayOfJobs(): Plan[] {
  return Array.from({ length: JOBS }, (_, index) => {
    const chance = (index * 7919) % 100;
    const startMinute = Math.floor((index * DAY_MINUTES * 0.9) / JOBS);
    return {
      id: `eval-${index.toString(16).padStart(4, '0')}-1790000000`,
      startMinute,
      endMinute: startMinute + 3 + chance,
      end: chance < 15 ? 'error' : chance < 25 ? 'vanishes' : 'completed',
      isOwn: index % 5 !== 4,
    };
  });
}

describe('a day of polling, in simulated time', () => {
  it('asks a bounded number of times, nothing while nobody looks, and leaves nothing', async () => {
    const clock = manualClock();
    const start = clock.now();
    const minuteNow = () => (clock.now() - start) / MINUTE;
    const plans = dayOfJobs();
    const asked: number[] = [];
    let atOnce = 0;
    let mostAtOnce = 0;
    const wireJob = ({ id, startMinute, endMinute, end }: Plan) => ({
      workflow_id: id,
      type: 'classify',
      status: minuteNow() < endMinute ? 'running' : end === 'error' ? 'error' : 'completed',
      created_at: new Date(start + startMinute * MINUTE).toISOString(),
      results: minuteNow() < endMinute ? null : { result_file_id: 'file-1' },
    });
    const isThere = ({ startMinute, endMinute, end }: Plan) =>
      startMinute <= minuteNow() && !(end === 'vanishes' && minuteNow() >= endMinute);
    const answer = (path: string): Response => {
      if (isIn(minuteNow(), DOWN)) throw new TypeError('fetch failed');
      if (isIn(minuteNow(), LIMITED)) {
        return new Response('{}', { status: 429, headers: { 'x-ratelimit-reset': '30' } });
      }
      const there = plans.filter(isThere);
      const [, id] = /^\/v1\/evaluation\/(.+)$/.exec(path) ?? [];
      if (id === undefined) return Response.json(there.reverse().map(wireJob));
      const job = there.find((plan) => plan.id === id);
      return job ? Response.json(wireJob(job)) : Response.json({ error: 'none' }, { status: 404 });
    };

    let focused = true;
    const listeners = new Set<() => void>();
    const poller = createJobPoller({
      ...serviceOptions('https://service.example', clock),
      fetch: async (input) => {
        asked.push(minuteNow());
        atOnce += 1;
        mostAtOnce = Math.max(mostAtOnce, atOnce);
        await Promise.resolve();
        atOnce -= 1;
        return answer(new URL(new Request(input).url).pathname);
      },
      attention: {
        isFocused: () => focused,
        onChange: (listener) => {
          listeners.add(listener);
          return () => void listeners.delete(listener);
        },
      },
    });
    let lists = 0;
    poller.follow({ read: () => (lists += 1), failed: () => undefined });
    const modelsAsked: number[] = [];
    const models = createModelLists({
      store: { read: () => Promise.resolve(undefined), write: () => Promise.resolve() },
      origin: () => 'https://service.example',
      fetch: () => {
        modelsAsked.push(minuteNow());
        if (isIn(minuteNow(), DOWN)) {
          return Promise.reject(new UserError('unreachable', 'It does not answer.'));
        }
        return Promise.resolve({ models: [], problems: [], fetchedAt: clock.now() });
      },
      now: clock.now,
    });

    const ends = new Map<string, string>();
    const watched = new Set<string>();
    const watch = async ({ id }: Plan): Promise<void> => {
      watched.add(id);
      try {
        let last = '';
        const { signal } = new AbortController();
        for await (const news of poller.watch(id, signal)) {
          if (news.kind === 'read') last = news.job.status;
        }
        ends.set(id, last);
      } catch (error) {
        const kind = error instanceof UserError ? error.kind : String(error);
        // An outage ends no watch; a job that is gone is told once.
        ends.set(id, kind);
      } finally {
        watched.delete(id);
      }
    };

    for (let minute = 0; minute < DAY_MINUTES; minute += 1) {
      const isAway = isIn(minute, AWAY);
      if (focused === isAway) {
        focused = !isAway;
        for (const listener of listeners) listener();
      }
      const isUp = !isIn(minute, DOWN);
      for (const plan of plans) {
        const isLaunched = plan.isOwn && plan.startMinute <= minute;
        // While it is down nothing is launched.
        if (isLaunched && isUp && !ends.has(plan.id) && !watched.has(plan.id)) void watch(plan);
      }
      // The tree reads the list when the window is looked at, a spec its models.
      if (minute % 30 === 0 && focused) void poller.list(forever, 5 * MINUTE).catch(() => null);
      if (minute % 5 === 0 && focused) void models.current('together').catch(() => null);
      await clock.advance(MINUTE);
    }
    await clock.advance(30 * MINUTE);

    const own = plans.filter(({ isOwn }) => isOwn);
    assert.equal(ends.size, own.length);
    for (const { id, end } of own) {
      const expected = { completed: 'completed', error: 'failed', vanishes: 'not_found' }[end];
      assert.equal(ends.get(id), expected, id);
    }
    const count = (span: typeof DOWN) => asked.filter((minute) => isIn(minute, span)).length;
    assert.equal(count(AWAY), 0);
    assert.ok(asked.length <= MOST, `${asked.length} requests`);
    assert.ok(count(DOWN) <= MOST_WHILE_DOWN, `${count(DOWN)} requests while it was down`);
    assert.ok(lists > 1000, `the tree was told ${lists} times`);
    // Once an hour; while the service is down at each look that is a minute after the last.
    assert.ok(modelsAsked.length <= 24 + 12, `${modelsAsked.length} lists of models`);
    assert.equal(mostAtOnce, 1);
    assert.equal(clock.sleepers, 0);
    poller.dispose();
    assert.equal(listeners.size, 0);
    proven({
      area: 'Load',
      claim:
        'Polling is bounded, rests while nobody looks, goes on by itself after an hour without the service and leaves no timer',
      test: 'test/contract/runs/dayOfPolling.test.ts',
      figure: `24 h of simulated time, ${JOBS} jobs: at most ${MOST} requests, 0 in ${(AWAY.to - AWAY.from) / 60} h unseen`,
    });
  });
});
