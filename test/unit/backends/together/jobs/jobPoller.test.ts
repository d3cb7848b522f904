import assert from 'node:assert/strict';
import { createJobPoller } from '../../../../../src/backends/together/jobs/jobPoller.js';
import type { JobPollerOptions } from '../../../../../src/backends/together/jobs/jobPoller.js';
import type { Outage } from '../../../../../src/backends/together/outage.js';
import { UserError } from '../../../../../src/core/userError.js';
import { forever, serviceOptions } from '../fakeService.js';
import { manualClock, settle } from '../manualClock.js';

const HOUR = 3_600_000;
const MINUTE = 60_000;

interface FakeJob {
  workflow_id: string;
  type: string;
  status: string;
  created_at: string;
  results?: unknown;
}

/** A service whose jobs stand as the test sets them, at an address of the internet. */
function setUp(over: Partial<JobPollerOptions> = {}) {
  const clock = manualClock();
  const jobs = new Map<string, FakeJob>();
  const asked: { readonly path: string; readonly at: number }[] = [];
  const answers: ((path: string) => Response | Promise<Response> | undefined)[] = [];
  let focused = true;
  const listeners = new Set<() => void>();
  const signals: AbortSignal[] = [];
  const started = clock.now();

  const answer = (path: string): Response | Promise<Response> => {
    const special = answers[0]?.(path);
    if (special) return special;
    const [, id] = /^\/v1\/evaluation\/(.+)$/.exec(path) ?? [];
    if (id === undefined) return Response.json([...jobs.values()].reverse().slice(0, 100));
    const job = jobs.get(decodeURIComponent(id));
    return job ? Response.json(job) : Response.json({ error: 'no such job' }, { status: 404 });
  };
  const poller = createJobPoller({
    ...serviceOptions('https://service.example', clock),
    fetch: async (input, init) => {
      if (init?.signal) signals.push(init.signal);
      const { pathname, search } = new URL(new Request(input).url);
      asked.push({ path: pathname.slice('/v1'.length) + search, at: clock.now() - started });
      const { signal } = init ?? {};
      return Promise.race([
        answer(pathname),
        new Promise<never>((_, reject) => {
          signal?.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
        }),
      ]);
    },
    attention: {
      isFocused: () => focused,
      onChange: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    ...over,
  });
  const add = (id: string, status = 'running') =>
    jobs.set(id, {
      workflow_id: id,
      type: 'classify',
      status,
      created_at: new Date(clock.now()).toISOString(),
    });
  const end = (id: string) => {
    const job = jobs.get(id);
    if (job) Object.assign(job, { status: 'completed', results: { result_file_id: 'file-1' } });
  };
  const seen: string[] = [];
  const silences: Outage[] = [];
  const watch = (id: string, signal = new AbortController().signal) => {
    const ended = (async () => {
      for await (const news of poller.watch(id, signal)) {
        if (news.kind === 'read') seen.push(`${id} ${news.job.serviceStatus}`);
        else silences.push(news.outage);
      }
      return 'ended';
    })().catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
    return { ended };
  };
  const focus = (value: boolean) => {
    focused = value;
    for (const listener of listeners) listener();
  };
  return {
    poller,
    clock,
    asked,
    answers,
    add,
    end,
    watch,
    seen,
    silences,
    focus,
    listeners,
    signals,
  };
}

const gaps = (asked: readonly { readonly at: number }[]): number[] =>
  asked.slice(1).map(({ at }, index) => at - (asked[index]?.at ?? 0));

describe('the poller of jobs', () => {
  it('asks nothing while nobody watches, and nothing when a list of ended jobs was read', async () => {
    const { poller, clock, asked, add } = setUp();
    add('done', 'completed');
    poller.follow({ read: () => undefined, failed: () => undefined });
    await clock.advance(HOUR);
    assert.equal(asked.length, 0);
    await poller.list(forever);
    await clock.advance(HOUR);
    assert.equal(asked.length, 1);
    assert.equal(clock.sleepers, 0);
  });

  it('an hour of one running job: two seconds at first, then growing to a minute', async () => {
    const { clock, asked, add, watch, seen } = setUp();
    add('a');
    watch('a');
    await clock.advance(HOUR);
    assert.deepEqual(
      gaps(asked).slice(0, 10),
      [2000, 3000, 4500, 6750, 10_125, 15_187.5, 22_781.25, 34_171.875, 51_257.8125, 60_000],
    );
    assert.ok(
      gaps(asked)
        .slice(9)
        .every((gap) => gap === MINUTE),
    );
    assert.equal(asked.length, 67);
    assert.ok(asked.every(({ path }) => path === '/evaluation?limit=100'));
    assert.equal(seen.length, asked.length);
  });

  it('twenty jobs ask no more often than one, and each is told', async () => {
    const { clock, asked, add, watch, seen } = setUp();
    const ids = Array.from({ length: 20 }, (_, index) => `job-${index}`);
    for (const id of ids) add(id);
    for (const id of ids) watch(id);
    await clock.advance(HOUR);
    assert.equal(asked.length, 67);
    assert.equal(seen.length, 67 * 20);
  });

  it('a change makes the waits short again', async () => {
    const { clock, asked, add, watch } = setUp();
    add('a', 'queued');
    watch('a');
    await clock.advance(10 * MINUTE);
    const before = asked.length;
    add('a', 'running');
    await clock.advance(2 * MINUTE);
    assert.deepEqual(gaps(asked.slice(before)).slice(0, 3), [2000, 3000, 4500]);
  });

  it('the longest wait can be set', async () => {
    const { clock, asked, add, watch } = setUp({ longestPollMs: () => 10_000 });
    add('a');
    watch('a');
    await clock.advance(10 * MINUTE);
    assert.equal(Math.max(...gaps(asked)), 10_000);
  });

  it('an ended job is read by itself, told once, and nothing is asked after it', async () => {
    const { clock, asked, add, end, watch, seen } = setUp();
    add('a');
    const { ended } = watch('a');
    await clock.advance(3000);
    end('a');
    await clock.advance(HOUR);
    assert.equal(await ended, 'ended');
    assert.deepEqual(seen, ['a running', 'a running', 'a completed']);
    assert.deepEqual(
      asked.slice(2).map(({ path }) => path),
      ['/evaluation?limit=100', '/evaluation/a'],
    );
    assert.equal(clock.sleepers, 0);
  });

  it('a job that the page does not hold is read by itself; an unknown one ends its watch alone', async () => {
    const { clock, asked, add, watch, seen } = setUp();
    add('old');
    for (let index = 0; index < 100; index += 1) add(`new-${index}`, 'completed');
    watch('old');
    const unknown = watch('never');
    await clock.advance(2000);
    assert.deepEqual(
      asked.map(({ path }) => path),
      [
        '/evaluation?limit=100',
        '/evaluation/old',
        '/evaluation/never',
        '/evaluation?limit=100',
        '/evaluation/old',
      ],
    );
    assert.deepEqual(seen, ['old running', 'old running']);
    const error = await unknown.ended;
    assert.ok(error instanceof UserError && error.kind === 'not_found');
  });

  it('rests while nobody looks; on return it asks at once and tells what has ended', async () => {
    const { clock, asked, add, end, watch, focus } = setUp();
    add('a');
    const { ended } = watch('a');
    await clock.advance(10_000);
    focus(false);
    await clock.advance(MINUTE);
    const before = asked.length;
    end('a');
    await clock.advance(HOUR);
    assert.equal(asked.length, before);
    const at = clock.now();
    focus(true);
    await settle();
    assert.equal(await ended, 'ended');
    assert.equal(clock.now(), at);
  });

  it('going away and coming back quickly costs no request', async () => {
    const { clock, asked, add, watch, focus } = setUp();
    add('a');
    watch('a');
    await clock.advance(10 * MINUTE);
    const before = asked.length;
    for (let turn = 0; turn < 5; turn += 1) {
      focus(turn % 2 === 1);
      await clock.advance(100);
    }
    assert.ok(asked.length - before <= 1);
  });

  it('polls on unseen what runs on this machine', async () => {
    const clock = manualClock();
    const { asked, add, watch, focus } = setUp({ ...serviceOptions('http://127.0.0.1:9', clock) });
    focus(false);
    add('a');
    watch('a');
    await clock.advance(MINUTE);
    assert.ok(asked.length > 5);
  });

  it('an outage: waits double, the watch says so and goes on; one of a day ends it with the reason', async () => {
    const { clock, asked, add, answers, watch, seen, silences } = setUp();
    add('a');
    const { ended } = watch('a');
    await clock.advance(1000);
    answers.unshift(() => new Response('gone', { status: 503, headers: { 'retry-after': '1' } }));
    await clock.advance(5 * MINUTE);
    const during = asked.length;
    answers.shift();
    await clock.advance(3 * MINUTE);
    assert.ok(seen.length > 2 && asked.length > during);
    answers.unshift(() => new Response('gone', { status: 503 }));
    const before = asked.length;
    await clock.advance(23 * HOUR);
    const [first, ...others] = silences.slice(-1000);
    assert.ok(first && others.every(({ sinceMs }) => sinceMs === first.sinceMs));
    assert.equal(first.everyMs, MINUTE);
    // One a minute, and the client's own four repeats of the first.
    assert.ok(asked.length - before <= 23 * 60 + 12, `${asked.length - before} requests`);
    await clock.advance(2 * HOUR);
    const error = await ended;
    assert.ok(error instanceof UserError && error.kind === 'server');
    assert.equal(clock.sleepers, 0);
  });

  it('who follows the list is told of an outage once, while the watch of a job goes on', async () => {
    const { poller, clock, add, end, answers, watch } = setUp();
    add('a');
    const told: string[] = [];
    poller.follow({ read: () => told.push('read'), failed: () => told.push('failed') });
    const { ended } = watch('a');
    await clock.advance(MINUTE);
    answers.unshift(() => new Response('gone', { status: 503 }));
    await clock.advance(3 * HOUR);
    assert.equal(told.filter((word) => word === 'failed').length, 1);
    assert.equal(told.at(-1), 'failed');
    answers.shift();
    end('a');
    await clock.advance(MINUTE);
    assert.equal(await ended, 'ended');
    assert.equal(told.at(-1), 'read');
    assert.equal(clock.sleepers, 0);
  });

  it('nobody watches: an outage is over for who follows the list, until it is asked for', async () => {
    const { poller, clock, asked, add, answers } = setUp();
    add('elsewhere');
    const told: string[] = [];
    poller.follow({ read: () => told.push('read'), failed: () => told.push('failed') });
    await poller.list(forever);
    answers.unshift(() => new Response('gone', { status: 503 }));
    await clock.advance(HOUR);
    assert.deepEqual(told, ['read', 'failed']);
    assert.equal(clock.sleepers, 0);
    const before = asked.length;
    await clock.advance(HOUR);
    assert.equal(asked.length, before);
  });

  it('time in which nobody looks is no time of an outage', async () => {
    const { clock, add, end, answers, watch, focus } = setUp();
    add('a');
    const { ended } = watch('a');
    answers.unshift(() => new Response('gone', { status: 503 }));
    await clock.advance(HOUR);
    focus(false);
    await clock.advance(48 * HOUR);
    focus(true);
    await clock.advance(MINUTE);
    answers.shift();
    end('a');
    await clock.advance(MINUTE);
    assert.equal(await ended, 'ended');
  });

  it('a refused key ends every watch at once', async () => {
    const { clock, asked, add, answers, watch } = setUp();
    for (const id of ['a', 'b']) add(id);
    const watches = ['a', 'b'].map((id) => watch(id));
    answers.unshift(() => new Response('Unauthorized', { status: 401 }));
    await clock.advance(MINUTE);
    for (const { ended } of watches) {
      const error = await ended;
      assert.ok(error instanceof UserError && error.kind === 'auth');
    }
    assert.equal(asked.length, 1);
  });

  it('a rate limit slows all: what the service asks for is waited, and the next poll is late', async () => {
    const { clock, asked, add, answers, watch } = setUp();
    add('a');
    watch('a');
    await clock.advance(1000);
    let limited = 0;
    answers.unshift(() => {
      limited += 1;
      if (limited > 1) return undefined;
      return new Response('{}', { status: 429, headers: { 'x-ratelimit-reset': '40' } });
    });
    await clock.advance(1000 + 40_000 + 40_000);
    const [, refused, again, next] = asked;
    assert.equal((again?.at ?? 0) - (refused?.at ?? 0), 40_000);
    assert.ok((next?.at ?? 0) - (again?.at ?? 0) >= 40_000);
  });

  it('who leaves ends the polling; the request that is under way ends with the last', async () => {
    const { clock, asked, add, answers, watch, signals } = setUp();
    add('a');
    const [first, second] = [new AbortController(), new AbortController()];
    const watches = [watch('a', first.signal), watch('a', second.signal)];
    await clock.advance(MINUTE);
    answers.unshift(() => new Promise<never>(() => undefined));
    await clock.advance(MINUTE);
    const before = asked.length;
    first.abort();
    await settle();
    assert.equal(signals.at(-1)?.aborted, false);
    second.abort();
    await settle();
    assert.equal(signals.at(-1)?.aborted, true);
    for (const { ended } of watches) assert.ok((await ended) instanceof Error);
    await clock.advance(HOUR);
    assert.equal(asked.length, before);
    assert.equal(clock.sleepers, 0);
  });

  it('no two requests at a time: who asks for the list meanwhile gets the same one', async () => {
    const { poller, clock, asked, add, answers, watch } = setUp();
    add('a');
    let open: () => void = () => undefined;
    answers.unshift(() => new Promise((resolve) => (open = () => resolve(Response.json([])))));
    watch('a');
    await settle();
    const lists = [poller.list(forever), poller.list(forever)];
    await settle();
    assert.equal(asked.length, 1);
    answers.shift();
    open();
    assert.deepEqual(
      (await Promise.all(lists)).map(({ jobs }) => jobs),
      [[], []],
    );
    await clock.advance(0);
  });

  it('a list that is fresh enough is not asked for again', async () => {
    const { poller, clock, asked, add } = setUp();
    add('a', 'completed');
    await poller.list(forever);
    await clock.advance(4000);
    assert.equal((await poller.list(forever, 5000)).jobs.length, 1);
    assert.equal(asked.length, 1);
    await clock.advance(1000);
    await poller.list(forever, 5000);
    assert.equal(asked.length, 2);
  });

  it('who follows the list is told while a job started elsewhere runs, to its end', async () => {
    const { poller, clock, asked, add, end } = setUp();
    add('elsewhere');
    const told: string[] = [];
    const unfollow = poller.follow({
      read: ({ jobs }) => told.push(jobs.map(({ serviceStatus }) => serviceStatus).join()),
      failed: () => assert.fail('nothing failed'),
    });
    await poller.list(forever);
    await clock.advance(MINUTE);
    end('elsewhere');
    await clock.advance(HOUR);
    assert.equal(told.at(-1), 'completed');
    assert.equal(told.filter((word) => word === 'completed').length, 1);
    const before = asked.length;
    add('more');
    await poller.list(forever);
    unfollow();
    await clock.advance(HOUR);
    assert.equal(asked.length, before + 1);
  });

  it('a job that goes nowhere for a day keeps nobody asking', async () => {
    const { poller, clock, add } = setUp();
    add('stuck');
    poller.follow({ read: () => undefined, failed: () => undefined });
    await poller.list(forever);
    await clock.advance(25 * HOUR);
    assert.equal(clock.sleepers, 0);
  });

  it('disposal ends every watch as cancelled, and all listening', async () => {
    const { poller, clock, asked, add, watch, listeners } = setUp();
    add('a');
    const { ended } = watch('a');
    await clock.advance(5000);
    const before = asked.length;
    poller.dispose();
    const error = await ended;
    assert.ok(error instanceof UserError && error.kind === 'cancelled');
    await clock.advance(HOUR);
    assert.equal(asked.length, before);
    assert.equal(listeners.size, 0);
    assert.equal(clock.sleepers, 0);
  });
});
