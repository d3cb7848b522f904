import assert from 'node:assert/strict';
import { createOpenPreviews } from '../../../../src/ui/preview/openPreviews.js';

function stage() {
  const values = new Map<string, unknown>();
  let time = 0;
  const previews = createOpenPreviews(
    {
      get: (key: string) => values.get(key),
      update: (key, value) => {
        values.set(key, structuredClone(value));
        return Promise.resolve();
      },
    },
    () => time,
  );
  return { previews, values, pass: (seconds: number) => (time += seconds * 1000) };
}

describe('openPreviews', () => {
  it('knows for a while which previews were just opened, and forgets closed ones', () => {
    const { previews, pass } = stage();
    previews.opened('a');
    previews.opened('b');
    pass(90);
    previews.opened('c');
    previews.closed('b');
    assert.deepEqual(previews.justOpened(), ['a', 'c']);
    pass(60);
    assert.deepEqual(previews.justOpened(), ['c']);
  });

  it('names the one that was opened last, but for those that are there', () => {
    const { previews } = stage();
    for (const spec of ['a', 'b', 'a']) previews.opened(spec);
    assert.deepEqual(
      [previews.last(new Set()), previews.last(new Set(['a'])), previews.last(new Set(['a', 'b']))],
      ['a', 'b', undefined],
    );
  });

  it('reads nothing from what somebody else stored', () => {
    const { previews, values } = stage();
    values.set('gavel.openPreviews', 'a');
    assert.deepEqual([previews.justOpened(), previews.last(new Set())], [[], undefined]);
  });
});
