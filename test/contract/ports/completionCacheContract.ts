import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { ChatRequest } from '../../../src/core/judging/chat.js';
import type { CompletionCache, KeptReply } from '../../../src/core/judging/completionCache.js';
import {
  completionKeys,
  type CompletionKey,
  type CompletionPlace,
} from '../../../src/core/judging/completionKey.js';

const REQUEST: ChatRequest = {
  target: { model: 'small', model_source: 'serverless' },
  messages: [{ role: 'user', content: 'How many moons has Mars?' }],
  max_tokens: 100,
  temperature: 0,
};
const PLACE: CompletionPlace = { endpoint: 'https://api.example.com/v1', sample: '1' };

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function sampleKey(
  changes: Partial<ChatRequest> = {},
  place: Partial<CompletionPlace> = {},
): CompletionKey {
  return completionKeys(sha256)({ ...REQUEST, ...changes }, { ...PLACE, ...place });
}

export const SAMPLE_REPLY: KeptReply = {
  text: 'Two: "Phobos" and Deimos.\n\u2028 ü 🚀',
  finish: 'stop',
  usage: { prompt_tokens: 12, completion_tokens: 7 },
};

/** What every cache of completions does. */
export function completionCacheContract(name: string, make: () => Promise<CompletionCache>): void {
  describe(name, () => {
    let cache: CompletionCache;
    beforeEach(async () => {
      cache = await make();
    });
    afterEach(() => cache.flush());

    it('has nothing at first', async () => {
      assert.deepEqual(await cache.find(sampleKey()), { missed: 'messages' });
      assert.deepEqual(await cache.size(), { replies: 0, bytes: 0 });
      assert.deepEqual(await cache.clear(), { replies: 0, bytes: 0 });
    });

    for (const reply of [
      SAMPLE_REPLY,
      { text: '', finish: 'length' },
      { text: 'by script', finish: 'other', scripted: true },
      { text: '\ud800 a half of a pair', finish: 'refusal' },
    ] satisfies KeptReply[]) {
      it(`gives a reply back as it came: ${JSON.stringify(reply.text)}`, async () => {
        cache.add(sampleKey(), reply);
        assert.deepEqual(await cache.find(sampleKey()), { reply });
        assert.equal(await cache.flush(), undefined);
        assert.deepEqual(await cache.find(sampleKey()), { reply });
        assert.equal((await cache.size()).replies, 1);
      });
    }

    it('says what about the closest request is another', async () => {
      cache.add(sampleKey(), SAMPLE_REPLY);
      cache.add(sampleKey({ temperature: 1 }, { endpoint: 'vscode:' }), SAMPLE_REPLY);
      const target = { model: 'large', model_source: 'serverless' } as const;
      const missed = async (key: CompletionKey) => cache.find(key);
      const other = { endpoint: 'http://127.0.0.1:1/v1' };
      assert.deepEqual(await missed(sampleKey({ messages: [] })), { missed: 'messages' });
      assert.deepEqual(await missed(sampleKey({ target })), { missed: 'model' });
      assert.deepEqual(await missed(sampleKey({ seed: 1 })), { missed: 'parameters' });
      assert.deepEqual(await missed(sampleKey({}, { sample: '2' })), { missed: 'repeat' });
      assert.deepEqual(await missed(sampleKey({}, other)), { missed: 'endpoint' });
      assert.deepEqual(await missed(sampleKey({}, { endpoint: 'vscode:' })), {
        missed: 'endpoint',
      });
      await cache.flush();
      assert.deepEqual(await missed(sampleKey({ seed: 1 })), { missed: 'parameters' });
    });

    it('keeps the last reply to the same request', async () => {
      cache.add(sampleKey(), SAMPLE_REPLY);
      await cache.flush();
      const later: KeptReply = { text: 'Two.', finish: 'stop' };
      cache.add(sampleKey(), later);
      assert.deepEqual(await cache.find(sampleKey()), { reply: later });
      await cache.flush();
      assert.deepEqual(await cache.find(sampleKey()), { reply: later });
      assert.equal((await cache.size()).replies, 1);
    });

    it('is cleared as a whole, says what there was, and begins anew', async () => {
      cache.add(sampleKey(), SAMPLE_REPLY);
      cache.add(sampleKey({ seed: 1 }), SAMPLE_REPLY);
      const before = await cache.size();
      assert.equal(before.replies, 2);
      assert.ok(before.bytes > 0);
      assert.deepEqual(await cache.clear(), before);
      assert.deepEqual(await cache.find(sampleKey()), { missed: 'messages' });
      assert.deepEqual(await cache.size(), { replies: 0, bytes: 0 });
      cache.add(sampleKey(), SAMPLE_REPLY);
      await cache.flush();
      assert.deepEqual(await cache.find(sampleKey()), { reply: SAMPLE_REPLY });
    });
  });
}
