import assert from 'node:assert/strict';
import { setMaxListeners } from 'node:events';
import { createEditorChats } from '../../../../src/backends/local/editorChat.js';
import type { Clock } from '../../../../src/backends/http/clock.js';
import type { ChatRequest } from '../../../../src/core/judging/chat.js';
import type { EditorModels } from '../../../../src/core/models/editorModels.js';
import { createScriptedEditor, editorError } from './scriptedEditor.js';

const forever = new AbortController().signal;
setMaxListeners(0, forever);
const NAME = 'vscode:acme/judge';

function request(model = NAME): ChatRequest {
  return {
    target: { model, model_source: 'external' },
    messages: [
      { role: 'system', content: 'Judge.' },
      { role: 'user', content: 'This.' },
    ],
    max_tokens: 100,
    temperature: 0.5,
    schema: { name: 'verdict', schema: {} },
  };
}

/** Waits of a retry are over at once; the time-out of a request never is, or where wanted at once. */
function clock(timeouts: 'never' | 'at once' = 'never'): Clock & { readonly slept: number[] } {
  const slept: number[] = [];
  return {
    slept,
    now: () => slept.reduce((sum, ms) => sum + ms, 0),
    random: () => 0,
    sleep: (ms, signal) => {
      signal.throwIfAborted();
      if (ms !== TIMEOUT_MS) slept.push(ms);
      if (ms !== TIMEOUT_MS || timeouts === 'at once') {
        return new Promise((resolve) => setImmediate(resolve));
      }
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(new Error('over'));
        });
      });
    },
  };
}

const TIMEOUT_MS = 600_000;
const never = new Promise<never>(() => undefined);

const chatOf = (models: EditorModels, at = clock()) => createEditorChats({ models, clock: at })();

async function failure(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    assert.ok(error instanceof Error);
    const kind = 'kind' in error ? ` ${String(error.kind)}` : '';
    return `${error.name}${kind}: ${error.message}`;
  }
  throw new Error('It did not fail.');
}

describe('editorChat', () => {
  it('sends the messages in their roles with the options that there are, and joins the pieces', async () => {
    const seen: unknown[] = [];
    const models = createScriptedEditor({
      'acme/judge': ({ messages, options }) => {
        seen.push(messages, options);
        return 'A verdict.';
      },
    });
    const reply = await chatOf(models)({ ...request(), seed: 7 }, forever);
    assert.deepEqual(reply, { text: 'A verdict.', finish: 'stop' });
    assert.deepEqual(seen, [request().messages, { max_tokens: 100, temperature: 0.5, seed: 7 }]);
  });

  interface FailureCase {
    readonly name: string;
    readonly thrown: unknown;
    readonly expected: string;
    /** How often it is asked; once when left out. */
    readonly asked?: number;
  }
  const failures: readonly FailureCase[] = [
    {
      name: 'refused consent',
      thrown: editorError('NoPermissions', 'no'),
      expected: `UserError auth: VS Code was not allowed to let Gavel use ${NAME}; resume to be asked again, or allow it with “Chat: Manage Language Model Access…”.`,
    },
    {
      name: 'a model that is gone',
      thrown: editorError('NotFound', 'gone'),
      expected: `UserError not_found: VS Code no longer has the language model ${NAME}; choose another model, or turn its extension on again and resume.`,
    },
    {
      name: 'a block',
      thrown: editorError('Blocked', 'Too many requests.'),
      expected: `UserError rate_limit: VS Code blocks requests to ${NAME} (Too many requests); wait for the quota or name another model, then resume.`,
    },
    {
      name: 'a used-up quota',
      thrown: Object.assign(new Error(''), { name: 'ChatQuotaExceeded' }),
      expected: `UserError rate_limit: The quota for ${NAME} is used up; wait until it is renewed or name another model, then resume.`,
    },
    {
      name: 'a rate limit that does not pass',
      thrown: Object.assign(new Error('Slow down'), { name: 'ChatRateLimited' }),
      expected: `UserError rate_limit: The provider of ${NAME} keeps limiting the rate (Slow down); resume later, or lower run.concurrency.`,
      asked: 9,
    },
    {
      name: 'no network',
      thrown: editorError(
        'Unknown',
        '',
        Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }),
      ),
      expected: `UserError unreachable: The provider of ${NAME} could not be reached (ENOTFOUND); check the network, then resume.`,
      asked: 5,
    },
    {
      name: 'the filter of a provider, told in the cause',
      thrown: editorError('Unknown', '', new Error('off_topic')),
      expected: `ChatFailure refusal: A filter of ${NAME} held the reply back (off_topic).`,
    },
    {
      name: 'a provider that stops by itself',
      thrown: Object.assign(new Error('Canceled'), { name: 'Canceled' }),
      expected: `ChatFailure endpoint: The provider of ${NAME} broke its reply off.`,
      asked: 2,
    },
    {
      name: 'any other fault, in one line and cut short',
      thrown: new Error(`Request\nfailed: ${'x'.repeat(1000)}`),
      expected: `ChatFailure endpoint: ${NAME} failed: Request failed: ${'x'.repeat(284)}….`,
      asked: 2,
    },
    {
      name: 'a fault without a word',
      thrown: new Error(' '),
      expected: `ChatFailure endpoint: ${NAME} failed without a reason.`,
      asked: 2,
    },
  ];
  for (const { name, thrown, expected, asked = 1 } of failures) {
    it(`explains ${name}, whether it comes before the reply or in it`, async () => {
      for (const when of ['before', 'within'] as const) {
        let calls = 0;
        const models = createScriptedEditor({
          'acme/judge': () => {
            calls += 1;
            if (when === 'before') throw thrown;
            return failing(thrown);
          },
        });
        assert.equal(await failure(chatOf(models)(request(), forever)), expected);
        assert.equal(calls, asked, when);
      }
    });
  }

  it('an empty reply is a failure of its row, and not asked for again', async () => {
    let calls = 0;
    const models = createScriptedEditor({
      'acme/judge': () => {
        calls += 1;
        return ' \n';
      },
    });
    const expected = `ChatFailure unreadable: ${NAME} gave an empty reply.`;
    assert.equal(await failure(chatOf(models)(request(), forever)), expected);
    assert.equal(calls, 1);
  });

  const unknown: readonly [string, string, string][] = [
    [
      'the nearest name',
      'vscode:acme/jugde',
      'did you mean vscode:acme/judge? It has vscode:acme/judge, vscode:other/x.',
    ],
    [
      'the names that there are',
      'vscode:nobody/knows',
      'it has vscode:acme/judge, vscode:other/x.',
    ],
  ];
  for (const [what, name, rest] of unknown) {
    it(`says ${what} for a model that there is not`, async () => {
      const models = createScriptedEditor({ 'acme/judge': () => '', 'other/x': () => '' });
      assert.equal(
        await failure(chatOf(models)(request(name), forever)),
        `UserError not_found: VS Code has no language model ${name}: ${rest}`,
      );
    });
  }

  it('says how to get a model where there is none', async () => {
    assert.match(
      await failure(chatOf(createScriptedEditor({}))(request(), forever)),
      /^UserError not_found: VS Code has no language model .*: it has none at all: install an extension that offers some, such as GitHub Copilot Chat, and sign in there, then resume\.$/,
    );
  });

  it('asks again without an option that the provider refuses, once for all rows', async () => {
    const sent: unknown[] = [];
    const models = createScriptedEditor({
      'acme/judge': ({ options }) => {
        sent.push(options);
        if ('max_tokens' in options) throw new Error("Use 'max_completion_tokens' instead.");
        if ('temperature' in options) throw new Error('temperature is not supported');
        return 'ok';
      },
    });
    const chat = chatOf(models);
    await chat(request(), forever);
    await chat(request(), forever);
    assert.deepEqual(sent, [
      { max_tokens: 100, temperature: 0.5 },
      { max_completion_tokens: 100, temperature: 0.5 },
      { max_completion_tokens: 100 },
      { max_completion_tokens: 100 },
    ]);
  });

  it('keeps all requests to a vendor back while it limits the rate', async () => {
    const at = clock();
    let calls = 0;
    const models = createScriptedEditor({
      'acme/judge': () => {
        calls += 1;
        if (calls <= 3) throw Object.assign(new Error('Slow down'), { name: 'ChatRateLimited' });
        return 'ok';
      },
    });
    await chatOf(models, at)(request(), forever);
    assert.deepEqual(at.slept, [500, 1000, 2000]);
  });

  for (const [where, script] of [
    [
      'the reply does not come to its end',
      () => ({ [Symbol.asyncIterator]: () => ({ next: () => never }) }),
    ],
    ['no reply begins', () => never],
  ] as const) {
    it(`gives up where ${where}, and ends the request`, async () => {
      const signals: AbortSignal[] = [];
      let calls = 0;
      const models = createScriptedEditor({
        'acme/judge': ({ signal }) => {
          calls += 1;
          // The first shows that there is consent: while a person is asked there is no time-out.
          if (calls === 1) return 'ok';
          signals.push(signal);
          return script();
        },
      });
      const chat = chatOf(models, clock('at once'));
      await chat(request(), forever);
      const expected = `ChatFailure timeout: ${NAME} did not answer in time.`;
      assert.equal(await failure(chat(request(), forever)), expected);
      assert.deepEqual(
        signals.map(({ aborted }) => aborted),
        [true, true],
      );
    });
  }

  it('ends at once when it is aborted, whatever the provider does', async () => {
    const abort = new AbortController();
    let sent: AbortSignal | undefined;
    const models = createScriptedEditor({
      'acme/judge': ({ signal }) => {
        sent = signal;
        setImmediate(() => abort.abort());
        return never;
      },
    });
    await assert.rejects(chatOf(models)(request(), abort.signal), { name: 'AbortError' });
    assert.equal(sent?.aborted, true);
  });

  it('looks a model up once for a run', async () => {
    let looked = 0;
    const models = createScriptedEditor({ 'acme/judge': () => 'ok' });
    const counted: EditorModels = {
      ...models,
      find: (id) => {
        looked += 1;
        return models.find(id);
      },
    };
    const chat = chatOf(counted);
    await Promise.all(Array.from({ length: 20 }, () => chat(request(), forever)));
    assert.equal(looked, 1);
  });
});

describe('consent to use a model of the editor', () => {
  /** An editor that asks a person with each request until one has said yes. */
  function asking(answers: Promise<boolean>[]) {
    const state = { questions: 0, open: 0, mostOpen: 0, allowed: false, asked: 0 };
    const models = createScriptedEditor({
      'acme/judge': async () => {
        if (!state.allowed) {
          state.questions += 1;
          state.open += 1;
          state.mostOpen = Math.max(state.mostOpen, state.open);
          const isYes = await answers.shift();
          state.open -= 1;
          if (!isYes) throw editorError('NoPermissions', 'no');
          state.allowed = true;
        }
        state.asked += 1;
        return 'ok';
      },
    });
    return { state, models };
  }
  const many = (chat: ReturnType<typeof chatOf>, signal = forever) =>
    Promise.all(Array.from({ length: 64 }, () => failureOrReply(chat(request(), signal))));

  async function failureOrReply(work: ReturnType<ReturnType<typeof chatOf>>): Promise<string> {
    try {
      return (await work).text;
    } catch (error) {
      return error instanceof Error ? error.name : '';
    }
  }

  it('64 requests ask one question, and all go out once it is given', async () => {
    const { state, models } = asking([Promise.resolve(true)]);
    assert.deepEqual(new Set(await many(chatOf(models))), new Set(['ok']));
    assert.deepEqual(state, { questions: 1, open: 0, mostOpen: 1, allowed: true, asked: 64 });
  });

  it('64 requests ask one question, and none goes out once it is refused', async () => {
    const { state, models } = asking([Promise.resolve(false), Promise.resolve(true)]);
    const chat = chatOf(models);
    assert.deepEqual(new Set(await many(chat)), new Set(['UserError']));
    // A row that was generating meanwhile.
    await assert.rejects(chat(request(), forever), { kind: 'auth' });
    assert.deepEqual(state, { questions: 1, open: 0, mostOpen: 1, allowed: false, asked: 0 });
  });

  it('a run that is resumed asks again', async () => {
    const { state, models } = asking([Promise.resolve(false), Promise.resolve(true)]);
    const chats = createEditorChats({ models, clock: clock() });
    assert.deepEqual(new Set(await many(chats())), new Set(['UserError']));
    assert.deepEqual(new Set(await many(chats())), new Set(['ok']));
    assert.equal(state.questions, 2);
  });

  it('waits as long as a person takes', async () => {
    let answer: (isYes: boolean) => void = () => undefined;
    const { models } = asking([new Promise((resolve) => (answer = resolve))]);
    const at = clock('at once');
    const work = failureOrReply(chatOf(models, at)(request(), forever));
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    answer(true);
    assert.equal(await work, 'ok');
  });

  it('a question that a cancelled run left open is not asked beside it by the next', async () => {
    let answer: (isYes: boolean) => void = () => undefined;
    const { state, models } = asking([new Promise((resolve) => (answer = resolve))]);
    const chats = createEditorChats({ models, clock: clock() });
    const abort = new AbortController();
    setMaxListeners(0, abort.signal);
    const left = many(chats(), abort.signal);
    await new Promise((resolve) => setImmediate(resolve));
    abort.abort();
    assert.deepEqual(new Set(await left), new Set(['AbortError']));
    const next = many(chats());
    await new Promise((resolve) => setImmediate(resolve));
    answer(true);
    assert.deepEqual(new Set(await next), new Set(['ok']));
    assert.equal(state.mostOpen, 1);
  });

  it('regression: what the provider itself throws is taken as its consent', async () => {
    const sent: number[] = [];
    let running = 0;
    const models = createScriptedEditor({
      'acme/judge': async () => {
        running += 1;
        sent.push(running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        throw new Error('Request failed');
      },
    });
    await many(chatOf(models));
    assert.ok(Math.max(...sent) > 1, 'the others went out side by side');
  });
});

async function* failing(error: unknown): AsyncGenerator<string> {
  await Promise.resolve();
  yield 'A';
  throw error;
}
