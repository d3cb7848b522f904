import assert from 'node:assert/strict';
import { createEventQueue } from '../../../../src/backends/local/eventQueue.js';

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const heard: T[] = [];
  for await (const item of items) heard.push(item);
  return heard;
}

describe('an event queue', () => {
  it('gives what was said before and after one began to listen, in order', async () => {
    const queue = createEventQueue<number>(2);
    queue.push(1);
    const heard = all(queue);
    await Promise.resolve();
    queue.push(2);
    queue.push(3);
    queue.end();
    assert.deepEqual(await heard, [1, 2, 3]);
  });

  it('throws at the end what it ended with', async () => {
    const queue = createEventQueue<number>(2);
    queue.push(1);
    queue.end(new Error('broke'));
    const heard: number[] = [];
    await assert.rejects(async () => {
      for await (const item of queue) heard.push(item);
    }, /broke/);
    assert.deepEqual(heard, [1]);
  });

  it('has no room until the listener has kept up, or is let go', async () => {
    for (const release of ['listen', 'let go'] as const) {
      const queue = createEventQueue<number>(2);
      const log: string[] = [];
      await queue.room();
      queue.push(1);
      queue.push(2);
      const room = queue.room().then(() => log.push('room'));
      await new Promise(setImmediate);
      log.push('said');
      if (release === 'let go') queue.release();
      queue.end();
      if (release === 'listen') await all(queue);
      await room;
      assert.deepEqual(log, ['said', 'room']);
    }
  });
});
