import assert from 'node:assert/strict';
import { createPathConsents } from '../../../../src/ui/paths/pathConsents.js';
import { pathDetail } from '../../../../src/ui/paths/pathDetail.js';

describe('pathConsents', () => {
  it('keeps what was allowed, once, until it is withdrawn, and tells of each change', async () => {
    const kept = new Map<string, unknown>();
    const memory = {
      get: (key: string) => kept.get(key),
      update: (key: string, value: unknown) => Promise.resolve(void kept.set(key, value)),
    };
    const consents = createPathConsents(memory);
    let changes = 0;
    const listening = consents.onDidChange(() => (changes += 1));
    assert.deepEqual(consents.all(), []);
    for (const path of ['/a', '/b', '/a']) await consents.allow(path);
    assert.deepEqual(consents.all(), ['/a', '/b']);
    // The next window finds it.
    assert.deepEqual(createPathConsents(memory).all(), ['/a', '/b']);
    await consents.withdraw('/a');
    assert.deepEqual([consents.all(), changes], [['/b'], 4]);
    listening.dispose();
    await consents.withdraw('/b');
    assert.deepEqual([consents.all(), changes], [[], 4]);
  });

  it('takes nothing for a consent that is none', () => {
    for (const stored of [undefined, null, '/a', { 0: '/a' }, [1, null, ['/a']]]) {
      const memory = { get: () => stored, update: () => Promise.resolve() };
      assert.deepEqual(createPathConsents(memory).all(), []);
    }
  });
});

describe('pathDetail', () => {
  it('says who names it, what it is, and where its text goes', () => {
    const detail = pathDetail(
      { field: 'judge.system_template', written: '../x', real: '/home/me/.ssh/id_rsa' },
      'evals/a.eval.yaml',
    );
    assert.deepEqual(detail.split('\n').slice(0, 2), [
      'evals/a.eval.yaml names it as `judge.system_template`: ../x',
      'It is the file /home/me/.ssh/id_rsa.',
    ]);
    assert.match(detail, /go to the models that the spec names/);
    const absolute = pathDetail({ field: 'dataset', written: '/x', real: '/x' }, 'a.eval.yaml');
    assert.equal(absolute.split('\n').length, 2);
  });
});
