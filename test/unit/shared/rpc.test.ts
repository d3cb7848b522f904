import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { createCaller, createResponder } from '../../../src/shared/rpc.js';
import type { Handlers, Protocol } from '../../../src/shared/rpc.js';

const protocol = {
  methods: {
    double: { request: z.object({ n: z.number() }), reply: z.object({ n: z.number() }) },
    wait: { request: z.object({}), reply: z.object({}) },
  },
  events: { changed: z.object({ version: z.number() }) },
} satisfies Protocol;

const answering: Handlers<typeof protocol> = {
  double: ({ n }) => ({ n: 2 * n }),
  wait: () => new Promise(() => undefined),
};

/** A caller and a responder that hand each other every message as JSON. */
function connected(handlers: Handlers<typeof protocol> = answering) {
  const requests: unknown[] = [];
  const answers: unknown[] = [];
  const copy = (message: unknown): unknown => JSON.parse(JSON.stringify(message));
  const caller = createCaller(protocol, (message) => {
    requests.push(copy(message));
    void responder.receive(copy(message));
  });
  const responder = createResponder(protocol, {
    handlers,
    post: (message) => {
      answers.push(copy(message));
      caller.receive(copy(message));
    },
  });
  return { caller, responder, requests, answers };
}

describe('rpc', () => {
  it('brings a request to its handler and the reply back', async () => {
    const { caller, requests, answers } = connected();
    assert.deepEqual(await caller.call('double', { n: 21 }), { n: 42 });
    assert.deepEqual(requests, [{ type: 'request', id: 1, method: 'double', params: { n: 21 } }]);
    assert.deepEqual(answers, [{ type: 'reply', id: 1, ok: true, value: { n: 42 } }]);
  });

  it('tells replies apart when they come in another order', async () => {
    const release: (() => void)[] = [];
    const { caller } = connected({
      ...answering,
      double: ({ n }) => new Promise((resolve) => release.push(() => resolve({ n: 2 * n }))),
    });
    const both = [caller.call('double', { n: 1 }), caller.call('double', { n: 2 })];
    release.reverse().forEach((go) => go());
    assert.deepEqual(await Promise.all(both), [{ n: 2 }, { n: 4 }]);
  });

  it('says what the handler threw', async () => {
    const { caller } = connected({
      ...answering,
      double: () => {
        throw new Error('The disk is full.');
      },
    });
    await assert.rejects(caller.call('double', { n: 1 }), { message: 'The disk is full.' });
  });

  const refused: readonly (readonly [name: string, message: object, reason: string])[] = [
    ['an unknown method', { method: 'erase', params: {} }, 'There is no method “erase”.'],
    [
      'a name every object has',
      { method: 'toString', params: {} },
      'There is no method “toString”.',
    ],
    [
      'a bad request',
      { method: 'double', params: { n: '1' } },
      "The request “double” can't be read.",
    ],
  ];
  for (const [name, message, reason] of refused) {
    it(`refuses ${name} without calling a handler`, async () => {
      const answers: unknown[] = [];
      let calls = 0;
      const responder = createResponder(protocol, {
        handlers: {
          double: ({ n }) => ({ n: (calls += n) }),
          wait: () => {
            calls += 1;
            return {};
          },
        },
        post: (answer) => answers.push(answer),
      });
      await responder.receive({ type: 'request', id: 7, ...message });
      assert.deepEqual(answers, [{ type: 'failure', id: 7, message: reason }]);
      assert.equal(calls, 0);
    });
  }

  it('refuses a reply that is not of the protocol', async () => {
    const caller = createCaller(protocol, () =>
      caller.receive({ type: 'reply', id: 1, ok: true, value: { n: 'many' } }),
    );
    await assert.rejects(caller.call('double', { n: 1 }), {
      message: "The answer to “double” can't be read.",
    });
  });

  it('never sends a reply that is not of the protocol', async () => {
    const { caller } = connected({ ...answering, double: () => ({ n: NaN }) });
    await assert.rejects(caller.call('double', { n: 1 }), /invalid/i);
  });

  it('drops fields that are not of the protocol', async () => {
    const secret = { n: 1, key: 'sk-123' };
    const { caller, answers } = connected({ ...answering, double: () => secret });
    assert.deepEqual(await caller.call('double', { n: 1 }), { n: 1 });
    assert.equal(JSON.stringify(answers).includes('sk-123'), false);
  });

  it('hands events to their listeners until they leave', () => {
    const { caller, responder } = connected();
    const seen: number[] = [];
    const leave = caller.on('changed', ({ version }) => seen.push(version));
    responder.emit('changed', { version: 1 });
    leave();
    responder.emit('changed', { version: 2 });
    assert.deepEqual(seen, [1]);
  });

  it('ignores what is no message of the host', () => {
    const caller = createCaller(protocol, () => undefined);
    const seen: unknown[] = [];
    caller.on('changed', (value) => seen.push(value));
    for (const message of [
      null,
      'changed',
      { type: 'event', name: 'changed', value: { version: 'x' } },
      { type: 'event', name: 'other', value: {} },
      { type: 'reply', id: 99, ok: true, value: {} },
    ]) {
      caller.receive(message);
    }
    assert.deepEqual(seen, []);
  });

  it('rejects what waits when the caller is disposed, and each later call', async () => {
    const { caller } = connected();
    const waiting = caller.call('wait', {});
    caller.dispose();
    await assert.rejects(waiting, { message: 'The view was closed.' });
    await assert.rejects(caller.call('double', { n: 1 }), { message: 'The view was closed.' });
  });

  it('aborts what is being answered when the responder is disposed, and sends nothing more', async () => {
    const answers: unknown[] = [];
    let aborted = false;
    const responder = createResponder(protocol, {
      handlers: {
        ...answering,
        wait: (_, signal) =>
          new Promise((resolve) =>
            signal.addEventListener('abort', () => {
              aborted = true;
              resolve({});
            }),
          ),
      },
      post: (answer) => answers.push(answer),
    });
    const answered = responder.receive({ type: 'request', id: 1, method: 'wait', params: {} });
    responder.dispose();
    await answered;
    responder.emit('changed', { version: 3 });
    assert.deepEqual({ aborted, answers }, { aborted: true, answers: [] });
  });
});
