import assert from 'node:assert/strict';
import { patientChat } from '../../../../src/backends/local/patientChat.js';
import { ChatFailure } from '../../../../src/core/judging/chat.js';
import type { Asking, ChatReply, ChatRequest } from '../../../../src/core/judging/chat.js';
import { UserError } from '../../../../src/core/userError.js';
import { manualClock, settle } from '../together/manualClock.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const JUDGE: Asking = { role: 'judge', repeat: 1 };
const ANSWER: ChatReply = { text: 'fine', finish: 'stop' };

const request = (model = 'judge'): ChatRequest => ({
  target: { model, model_source: 'external' },
  messages: [],
  max_tokens: 1,
  temperature: 0,
});
const refused = (code = 'ECONNREFUSED') =>
  new UserError('unreachable', `Nothing answers (${code}).`, {
    cause: Object.assign(new Error('x'), { code }),
  });

/** Endpoints at addresses named after their models, up or down as the test says. */
function setUp() {
  const clock = manualClock();
  const down = new Map<string, Error>();
  const asked: { readonly model: string; readonly isProbe: boolean }[] = [];
  const told: (string | undefined)[] = [];
  const chat = patientChat(
    ({ target: { model } }, signal, asking) => {
      signal.throwIfAborted();
      asked.push({ model, isProbe: asking?.isProbe ?? false });
      const error = down.get(model);
      return error ? Promise.reject(error) : Promise.resolve(ANSWER);
    },
    {
      urlOf: ({ model }) => new URL(`http://${model}.example:8000/v1`),
      clock,
      tell: (text) => {
        told.push(text);
        return Promise.resolve();
      },
    },
  );
  const ask = (model?: string, signal = new AbortController().signal) => {
    const answer = chat(request(model), signal, JUDGE).catch((error: unknown) => error);
    let ended: unknown;
    void answer.then((value) => (ended = value));
    return { answer, ended: () => ended };
  };
  return { clock, down, asked, told, chat, ask };
}

describe('requests while nothing answers', () => {
  it('an address that has never answered is told at once', async () => {
    const { clock, down, asked, told, ask } = setUp();
    const error = refused();
    down.set('judge', error);
    assert.equal(await ask().answer, error);
    assert.deepEqual([asked.length, told, clock.sleepers], [1, [], 0]);
  });

  it('one request looks each minute; all are answered when it is over', async () => {
    const { clock, down, asked, told, ask } = setUp();
    await ask().answer;
    down.set('judge', refused());
    const before = asked.length;
    const waiting = Array.from({ length: 20 }, () => ask());
    await settle();
    assert.equal(clock.sleepers, 1);
    await clock.advance(HOUR);
    const later = ask();
    await settle();
    const during = asked.slice(before);
    assert.equal(during.length, 20 + 60);
    assert.equal(during.filter(({ isProbe }) => isProbe).length, 60);
    assert.deepEqual(
      [told.length, told[0]?.replace(/\d\d:\d\d/, 'hh:mm')],
      [
        1,
        'Nothing has answered at judge.example:8000 since hh:mm (ECONNREFUSED); it is asked again every minute, and the rows so far are kept.',
      ],
    );
    down.delete('judge');
    await clock.advance(MINUTE);
    for (const { answer } of [...waiting, later]) assert.equal(await answer, ANSWER);
    assert.equal(asked.length, before + 20 + 60 + 1 + 20);
    assert.deepEqual(told.slice(1), [undefined]);
    assert.equal(clock.sleepers, 0);
  });

  it('after a day the run is told, and whoever waits', async () => {
    const { clock, down, asked, ask } = setUp();
    await ask().answer;
    const error = refused();
    down.set('judge', error);
    const waiting = [ask(), ask(), ask()];
    await clock.advance(23 * HOUR);
    assert.ok(waiting.every(({ ended }) => ended() === undefined));
    await clock.advance(2 * HOUR);
    for (const { answer } of waiting) assert.equal(await answer, error);
    assert.ok(asked.length <= 4 + 24 * 60, `${asked.length} requests`);
    assert.equal(clock.sleepers, 0);
  });

  it('another address goes on meanwhile, and each outage is told', async () => {
    const { clock, down, told, ask } = setUp();
    for (const model of ['judge', 'model']) await ask(model).answer;
    down.set('judge', refused());
    const judge = ask('judge');
    await settle();
    assert.equal(await ask('model').answer, ANSWER);
    down.set('model', refused('EHOSTUNREACH'));
    const model = ask('model');
    await settle();
    down.delete('model');
    await clock.advance(2 * MINUTE);
    assert.equal(await model.answer, ANSWER);
    assert.equal(judge.ended(), undefined);
    assert.deepEqual(
      told.map((text) => /at (\w+)/.exec(text ?? '')?.[1]),
      ['judge', 'model', 'judge'],
    );
    down.delete('judge');
    await clock.advance(MINUTE);
    assert.equal(await judge.answer, ANSWER);
    assert.equal(told.at(-1), undefined);
  });

  it('who stops ends its wait at once; another request looks on', async () => {
    const { clock, down, ask } = setUp();
    await ask().answer;
    down.set('judge', refused());
    const [first, second] = [new AbortController(), new AbortController()];
    const waiting = [ask('judge', first.signal), ask('judge', second.signal)];
    await settle();
    first.abort();
    await settle();
    assert.ok(waiting[0]?.ended() instanceof Error);
    assert.equal(clock.sleepers, 1);
    down.delete('judge');
    await clock.advance(MINUTE);
    assert.equal(await waiting[1]?.answer, ANSWER);
    second.abort();
    assert.equal(clock.sleepers, 0);
  });

  for (const [what, error] of [
    ['a foreign certificate', refused('CERT_HAS_EXPIRED')],
    ['a refused key', new UserError('auth', 'no')],
    ['a failure of one request', new ChatFailure('no')],
  ] as const) {
    it(`${what} is no silence`, async () => {
      const { clock, down, told, ask } = setUp();
      await ask().answer;
      down.set('judge', error);
      assert.equal(await ask().answer, error);
      assert.deepEqual([told, clock.sleepers], [[], 0]);
    });
  }

  it('an answer that is a refusal ends the outage for all', async () => {
    const { clock, down, ask } = setUp();
    await ask().answer;
    down.set('judge', refused());
    const [first, second] = [ask(), ask()];
    await clock.advance(30_000);
    const error = new UserError('auth', 'The key was changed.');
    down.set('judge', error);
    await clock.advance(MINUTE);
    assert.equal(await first.answer, error);
    assert.equal(await second.answer, error);
    assert.equal(clock.sleepers, 0);
  });
});
