import assert from 'node:assert/strict';
import { cachedChat } from '../../../../src/core/judging/cachedChat.js';
import { ChatFailure } from '../../../../src/core/judging/chat.js';
import type { Asking, Chat, ChatReply, ChatRequest } from '../../../../src/core/judging/chat.js';
import { REQUEST_ROLES, type RequestRole } from '../../../../src/core/runs/resultRow.js';
import type { ResolvedSpec } from '../../../../src/core/spec/evalSpec.js';
import { UserError } from '../../../../src/core/userError.js';
import { sha256 } from '../../../contract/ports/completionCacheContract.js';
import { createMemoryCompletionCache } from '../../../contract/ports/memoryCompletionCache.js';
import { classify, compare, model } from './specs.js';

const forever = new AbortController().signal;
const VERDICT = '{"feedback":"","label":"correct"}';

function requestFor(content: string): ChatRequest {
  return {
    target: { model: 'small', model_source: 'serverless' },
    messages: [{ role: 'user', content }],
    max_tokens: 10,
    temperature: 0,
  };
}

function as(role: RequestRole, repeat = 1): Asking {
  return { role, repeat };
}

/** A request that waits for the test to answer it. */
interface Open {
  readonly signal: AbortSignal;
  readonly asking: Asking | undefined;
  answer(reply: ChatReply): void;
  fail(error: Error): void;
}

function setUp(spec: ResolvedSpec, answer?: () => ChatReply) {
  const open: Open[] = [];
  let asked = 0;
  let scripted = 0;
  const inner: Chat = (_, signal, asking) => {
    asked += 1;
    if (answer) return Promise.resolve(answer());
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => {
        // The tests abort with errors.
        reject(signal.reason as Error);
      });
      open.push({ signal, asking, answer: resolve, fail: reject });
    });
  };
  const cache = createMemoryCompletionCache();
  const chat = cachedChat(inner, {
    spec,
    cache,
    sha256,
    endpointOf: ({ model_source: source }) => source,
    onScripted: () => (scripted += 1),
  });
  return { chat, inner, cache, open, asked: () => asked, scripted: () => scripted };
}

/** Until every callback that is due has run. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

const REUSED = {
  'left out': ['generate', 'generate-a', 'generate-b'],
  true: REQUEST_ROLES,
  false: [],
} as const;

describe('cachedChat', () => {
  for (const [policy, reused] of Object.entries(REUSED)) {
    it(`run.cache ${policy}: reuses the replies to ${reused.join(', ') || 'nothing'}`, async () => {
      const run = policy === 'left out' ? {} : { run: { cache: policy === 'true' } };
      for (const role of REQUEST_ROLES) {
        const { chat, asked, cache } = setUp({ ...classify, ...run }, () => ({
          text: VERDICT,
          finish: 'stop',
          usage: { prompt_tokens: 1, completion_tokens: 2 },
        }));
        const first = await chat(requestFor('q'), forever, as(role));
        const second = await chat(requestFor('q'), forever, as(role));
        const isReused = reused.some((each) => each === role);
        assert.deepEqual(
          { first: first.cache, second: second.cache, text: second.text, asked: asked() },
          isReused
            ? { first: 'messages', second: 'hit', text: VERDICT, asked: 1 }
            : { first: undefined, second: undefined, text: VERDICT, asked: 2 },
        );
        assert.equal((await cache.size()).replies, isReused ? 1 : 0);
      }
    });
  }

  it('leaves the chat as it is where nothing is to be kept', () => {
    const { chat, inner } = setUp({ ...classify, run: { cache: false } });
    assert.equal(chat, inner);
  });

  it('does not look up what is asked outside of a run', async () => {
    const { chat, asked, cache } = setUp({ ...classify, run: { cache: true } }, () => ({
      text: VERDICT,
      finish: 'stop',
    }));
    await chat(requestFor('q'), forever);
    await chat(requestFor('q'), forever);
    assert.deepEqual([asked(), await cache.size()], [2, { replies: 0, bytes: 0 }]);
  });

  it('asks each repeat', async () => {
    const { chat } = setUp(classify, () => ({ text: 'x', finish: 'stop' }));
    const uses: unknown[] = [];
    for (const repeat of [1, 2, 1, 2]) {
      uses.push((await chat(requestFor('q'), forever, as('generate', repeat))).cache);
    }
    assert.deepEqual(uses, ['messages', 'repeat', 'hit', 'hit']);
  });

  for (const error of [new ChatFailure('no'), new UserError('auth', 'no')]) {
    it(`keeps no ${error.name}`, async () => {
      let calls = 0;
      const { chat, cache } = setUp(classify, () => {
        calls += 1;
        if (calls === 1) throw error;
        return { text: 'x', finish: 'stop' };
      });
      await assert.rejects(chat(requestFor('q'), forever, as('generate')), error);
      assert.equal((await chat(requestFor('q'), forever, as('generate'))).cache, 'messages');
      assert.equal((await cache.size()).replies, 1);
    });
  }

  for (const [what, role, reply, isKept] of [
    ['a response that was cut off', 'generate', { text: 'x', finish: 'length' }, true],
    ['a response that was refused', 'generate', { text: 'no', finish: 'refusal' }, true],
    ['a verdict', 'judge', { text: VERDICT, finish: 'stop' }, true],
    ['a verdict without a reason of its end', 'judge', { text: VERDICT, finish: 'other' }, true],
    ['a verdict that was cut off', 'judge', { text: VERDICT, finish: 'length' }, false],
    ['a refusal to judge', 'judge-flipped', { text: VERDICT, finish: 'refusal' }, false],
    ['prose in place of a verdict', 'judge', { text: 'It is fine.', finish: 'stop' }, false],
  ] as const) {
    it(`${isKept ? 'keeps' : 'asks anew for'} ${what}`, async () => {
      const { chat, asked } = setUp({ ...classify, run: { cache: true } }, () => reply);
      await chat(requestFor('q'), forever, as(role));
      await chat(requestFor('q'), forever, as(role));
      assert.equal(asked(), isKept ? 1 : 2);
    });
  }

  it('tells of a scripted reply again when it comes from the cache', async () => {
    const { chat, scripted } = setUp(classify, () => ({
      text: 'x',
      finish: 'stop',
      scripted: true,
    }));
    await chat(requestFor('q'), forever, as('generate'));
    assert.equal(scripted(), 0, 'who asked has told');
    await chat(requestFor('q'), forever, as('generate'));
    assert.equal(scripted(), 1);
  });

  it('asks a model once for the same response in A and B, and twice where A is compared with B', async () => {
    const ask = async (spec: ResolvedSpec) => {
      const { chat, asked } = setUp(spec, () => ({ text: 'x', finish: 'stop' }));
      await chat(requestFor('q'), forever, as('generate-a'));
      await chat(requestFor('q'), forever, as('generate-b'));
      return asked();
    };
    const other = { ...model, temperature: 1 };
    assert.equal(await ask({ ...compare, model_a: model, model_b: other }), 1);
    assert.equal(await ask({ ...compare, model_a: model, model_b: { ...model } }), 2);
  });

  describe('two that ask the same at once', () => {
    const REPLY: ChatReply = {
      text: 'x',
      finish: 'stop',
      usage: { prompt_tokens: 1, completion_tokens: 2 },
    };

    async function two() {
      const made = setUp(classify);
      const [leave, stay] = [new AbortController(), new AbortController()];
      const first = made.chat(requestFor('q'), leave.signal, as('generate'));
      const second = made.chat(requestFor('q'), stay.signal, as('generate'));
      first.catch(() => undefined);
      second.catch(() => undefined);
      await settle();
      assert.equal(made.asked(), 1);
      const [request] = made.open;
      assert.ok(request);
      return { ...made, leave, stay, first, second, request };
    }

    it('send it once; one of them pays', async () => {
      const { first, second, request } = await two();
      request.answer(REPLY);
      assert.equal((await first).cache, 'messages');
      assert.equal((await second).cache, 'hit');
    });

    it('both learn of its failure, and the next asks again', async () => {
      const { chat, first, second, request, asked } = await two();
      const failure = new ChatFailure('broken');
      request.fail(failure);
      await assert.rejects(first, failure);
      await assert.rejects(second, failure);
      void chat(requestFor('q'), forever, as('generate'));
      await settle();
      assert.equal(asked(), 2);
    });

    it('the first leaves: the second gets the reply and pays', async () => {
      const { leave, first, second, request } = await two();
      leave.abort(new Error('left'));
      await assert.rejects(first, /^Error: left$/);
      assert.equal(request.signal.aborted, false);
      request.answer(REPLY);
      assert.deepEqual(await second, { ...REPLY, cache: 'messages' });
    });

    it('the second leaves: the first goes on', async () => {
      const { stay, first, second, request } = await two();
      stay.abort(new Error('left'));
      await assert.rejects(second, /^Error: left$/);
      request.answer(REPLY);
      assert.deepEqual(await first, { ...REPLY, cache: 'messages' });
    });

    it('both leave: the request ends, and the next asks anew', async () => {
      const { chat, leave, stay, first, second, request, asked } = await two();
      leave.abort(new Error('left'));
      stay.abort(new Error('gone'));
      assert.equal(request.signal.aborted, true);
      const next = chat(requestFor('q'), forever, as('generate'));
      await assert.rejects(first, /^Error: left$/);
      await assert.rejects(second, /^Error: gone$/);
      await settle();
      assert.equal(asked(), 2);
      void next;
    });

    it('one who has left already asks nothing', async () => {
      const { chat, asked } = setUp(classify);
      const left = AbortSignal.abort(new Error('left'));
      await assert.rejects(chat(requestFor('q'), left, as('generate')), /^Error: left$/);
      assert.equal(asked(), 0);
    });
  });
});
