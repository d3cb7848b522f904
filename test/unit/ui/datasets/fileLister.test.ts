import assert from 'node:assert/strict';
import type { ServiceFiles } from '../../../../src/core/dataset/service/serviceFiles.js';
import { UserError } from '../../../../src/core/userError.js';
import { createFileLister } from '../../../../src/ui/datasets/fileLister.js';
import { createMemoryServiceFiles } from '../../../contract/ports/memoryServiceFiles.js';

const FILES = [{ id: 'file-1', content: 'abc' }];
const DOWN = new UserError('unreachable', 'api.example.com can’t be reached.');

describe('listing the files of a service', () => {
  const setUp = () => {
    const library = createMemoryServiceFiles(FILES);
    const failures: string[] = [];
    const state = { may: 'yes' as 'yes' | 'no-key' | 'restricted', now: 1000 };
    const lister = createFileLister({
      mayAsk: () => Promise.resolve(state.may),
      files: () => Promise.resolve(library),
      failed: ({ message }) => failures.push(message),
      now: () => state.now,
    });
    return { library, failures, state, lister };
  };
  const ids = (listing: Awaited<ReturnType<ReturnType<typeof setUp>['lister']['get']>>) =>
    listing.kind === 'off' ? listing.why : listing.files?.map(({ id }) => id);

  it('asks once, however often it is looked at', async () => {
    const { lister, library } = setUp();
    const [first, second] = await Promise.all([lister.get(), lister.get()]);
    assert.equal(first.kind === 'listed' && first.host, 'api.example.com');
    assert.deepEqual([ids(first), ids(second), ids(await lister.get())], Array(3).fill(['file-1']));
    assert.deepEqual(library.asked, ['list']);
  });

  it('asks again when it is out of date, and shows what was known until then', async () => {
    const { lister, library, state } = setUp();
    await lister.get();
    state.now += 5000;
    assert.equal(lister.age(), 5000);
    library.set([]);
    lister.invalidate();
    assert.deepEqual([ids(lister.known()!), lister.age()], [['file-1'], undefined]);
    assert.deepEqual(ids(await lister.get()), []);
    assert.deepEqual(library.asked, ['list', 'list']);
  });

  for (const why of ['no-key', 'restricted'] as const) {
    it(`asks nothing: ${why}`, async () => {
      const { lister, library, state } = setUp();
      state.may = why;
      assert.deepEqual(await lister.get(), { kind: 'off', why });
      assert.deepEqual(library.asked, []);
      state.may = 'yes';
      lister.forget();
      assert.deepEqual(ids(await lister.get()), ['file-1']);
    });
  }

  it('a failure is kept until somebody asks anew, with the files of the last answer', async () => {
    const { lister, library, failures } = setUp();
    await lister.get();
    library.fail(DOWN);
    lister.invalidate();
    const failed = await lister.get();
    assert.ok(failed.kind === 'failed' && failed.error === DOWN);
    assert.deepEqual(ids(failed), ['file-1']);
    await lister.get();
    assert.equal(library.asked.length, 2);
    assert.deepEqual(failures, [DOWN.message]);
    library.fail(undefined);
    lister.invalidate();
    assert.equal((await lister.get()).kind, 'listed');
  });

  it('a failure without an answer before it has no files, and none of another account', async () => {
    const { lister, library } = setUp();
    library.fail(DOWN);
    assert.equal(ids(await lister.get()), undefined);
    library.fail(undefined);
    lister.invalidate();
    await lister.get();
    library.fail(DOWN);
    lister.forget();
    assert.equal(lister.known(), undefined);
    assert.equal(ids(await lister.get()), undefined);
  });

  it('a fault of its own is told as a failure', async () => {
    const lister = createFileLister({
      mayAsk: () => Promise.resolve('yes'),
      files: () => Promise.reject(new TypeError('x is undefined')),
      failed: () => undefined,
      now: () => 0,
    });
    const failed = await lister.get();
    assert.ok(failed.kind === 'failed');
    assert.equal(failed.error.message, 'The files could not be listed: x is undefined');
  });

  describe('an answer that comes late', () => {
    /** A library that answers when it is told to, with the number of the question. */
    const slow = () => {
      const answers: (() => void)[] = [];
      const signals: AbortSignal[] = [];
      const memory = createMemoryServiceFiles();
      const files: ServiceFiles = {
        ...memory,
        list: (signal) =>
          new Promise((resolve) => {
            signals.push(signal);
            const id = `file-${signals.length}`;
            answers.push(() => resolve([{ id, name: id, purpose: 'eval' }]));
          }),
      };
      const lister = createFileLister({
        mayAsk: () => Promise.resolve('yes'),
        files: () => Promise.resolve(files),
        failed: () => assert.fail('nothing fails here'),
        now: () => 0,
      });
      const asked = async (count: number) => {
        while (answers.length < count) await new Promise((resolve) => setImmediate(resolve));
      };
      return { lister, answers, signals, asked };
    };

    it('is dropped: whoever waits gets the newer one', async () => {
      const { lister, answers, signals, asked } = slow();
      const first = lister.get();
      await asked(1);
      lister.invalidate();
      const second = lister.get();
      await asked(2);
      answers[1]?.();
      assert.deepEqual(ids(await second), ['file-2']);
      answers[0]?.();
      assert.deepEqual(ids(await first), ['file-2']);
      assert.deepEqual(ids(lister.known()!), ['file-2']);
      assert.deepEqual(
        signals.map(({ aborted }) => aborted),
        [true, false],
      );
    });

    it('after the end asks nothing any more', async () => {
      const { lister, answers, signals, asked } = slow();
      const waiting = lister.get();
      await asked(1);
      lister.dispose();
      answers[0]?.();
      await waiting;
      assert.equal(signals.length, 1);
      assert.equal(signals[0]?.aborted, true);
    });
  });
});
