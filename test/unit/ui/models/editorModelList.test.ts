import assert from 'node:assert/strict';
import type { EditorModelInfo } from '../../../../src/core/models/editorModels.js';
import { createEditorModelList } from '../../../../src/ui/models/editorModelList.js';

const model = (family: string): EditorModelInfo => ({
  vendor: 'acme',
  family,
  name: family,
  maxInputTokens: 1000,
});
const SOON_MS = 1000;
const ECHO_MS = 2000;

/** An editor with models; time stands still until a test moves it. */
function editor(families: string[], changes: { readonly isTrusted?: boolean } = {}) {
  const state = { families, asked: 0, changed: 0, failed: 0, now: 0, isBroken: false };
  let waiting: { at: number; work: () => void }[] = [];
  const list = createEditorModelList({
    list: () => {
      state.asked += 1;
      if (state.isBroken) return Promise.reject(new Error('broken'));
      return Promise.resolve(state.families.map(model));
    },
    mayAsk: () => changes.isTrusted ?? true,
    now: () => state.now,
    later: (ms, work) => waiting.push({ at: state.now + ms, work }),
    failed: () => (state.failed += 1),
    changed: () => (state.changed += 1),
  });
  const pass = (ms: number): void => {
    state.now += ms;
    const due = waiting.filter(({ at }) => at <= state.now);
    waiting = waiting.filter((one) => !due.includes(one));
    for (const { work } of due) work();
  };
  const names = async () => (await list.soon(SOON_MS))?.map(({ family }) => family);
  return { state, list, pass, names };
}

describe('editorModelList', () => {
  it('asks when it is looked at, once however many look, and says what came', async () => {
    const { state, list, names } = editor(['large']);
    assert.equal(state.asked, 0);
    assert.equal(list.atHand(), undefined);
    assert.deepEqual(await Promise.all([names(), names()]), [['large'], ['large']]);
    assert.deepEqual(
      list.atHand()?.map(({ family }) => family),
      ['large'],
    );
    assert.deepEqual([state.asked, state.changed], [1, 1]);
  });

  it('asks nobody without trust', async () => {
    const { state, list, names } = editor(['large'], { isTrusted: false });
    assert.equal(list.atHand(), undefined);
    assert.equal(await names(), undefined);
    assert.equal(state.asked, 0);
  });

  it('asks anew once the editor says that its models changed, and shows the last ones meanwhile', async () => {
    const { state, list, pass, names } = editor(['large']);
    await names();
    pass(ECHO_MS);
    state.families = ['large', 'small'];
    list.outdated();
    assert.equal(state.changed, 2);
    assert.equal(list.atHand()?.length, 1);
    assert.deepEqual(await names(), ['large', 'small']);
    assert.deepEqual([state.asked, state.changed], [2, 3]);
  });

  it('an editor that says so at each listing is not asked for ever', async () => {
    const { state, list, pass, names } = editor(['large']);
    for (let round = 0; round < 5; round += 1) {
      await names();
      list.outdated();
      pass(ECHO_MS / 2);
      pass(ECHO_MS / 2);
    }
    // News of the first list, and one more look for what may have come beside the echo.
    assert.equal(state.changed, 2);
  });

  it('a model that comes right after a listing is not missed', async () => {
    const { state, list, pass, names } = editor([]);
    await names();
    state.families = ['late'];
    list.outdated();
    assert.equal(state.changed, 1);
    pass(ECHO_MS);
    assert.equal(state.changed, 2);
    assert.deepEqual(await names(), ['late']);
  });

  it('a failure is told to the log, and the next look asks again', async () => {
    const { state, names } = editor(['large']);
    state.isBroken = true;
    assert.equal(await names(), undefined);
    state.isBroken = false;
    assert.deepEqual(await names(), ['large']);
    assert.deepEqual([state.failed, state.asked, state.changed], [1, 2, 1]);
  });
});
