import assert from 'node:assert/strict';
import { whileVisible } from '../../../../src/ui/webview/whileVisible.js';
import { proven } from '../../../security/proofs.js';

function panel(visible: boolean) {
  const listeners = new Set<() => void>();
  const state = { visible };
  return {
    listeners,
    show(now: boolean) {
      state.visible = now;
      for (const listener of listeners) listener();
    },
    panel: {
      get visible() {
        return state.visible;
      },
      // The listener looks at the panel, not at the event.
      onDidChangeViewState: (listener: (event: never) => unknown) => {
        const called = () => void listener(undefined as never);
        listeners.add(called);
        return { dispose: () => void listeners.delete(called) };
      },
    },
  };
}

describe('work while a view shows', () => {
  it('is done at once while it shows', () => {
    const stage = panel(true);
    let done = 0;
    const work = whileVisible(stage.panel, () => (done += 1));
    work.soon();
    work.soon();
    assert.equal(done, 2);
    stage.show(true);
    assert.equal(done, 2);
    work.dispose();
    assert.equal(stage.listeners.size, 0);
  });

  it('regression: fifty hidden editors read their runs again with every change of any run', () => {
    const EDITORS = 50;
    const CHANGES = 500;
    const stages = Array.from({ length: EDITORS }, () => panel(false));
    let done = 0;
    const works = stages.map((stage) => whileVisible(stage.panel, () => (done += 1)));
    for (let change = 0; change < CHANGES; change += 1) for (const work of works) work.soon();
    assert.equal(done, 0);
    for (const stage of stages) stage.show(true);
    assert.equal(done, EDITORS);
    for (const stage of stages) stage.show(false);
    for (const stage of stages) stage.show(true);
    assert.equal(done, EDITORS);
    for (const work of works) work.dispose();
    proven({
      area: 'Load',
      claim: 'A hidden editor does no work, however much changes; shown again it reads once',
      test: 'test/unit/ui/webview/whileVisible.test.ts',
      figure: `${EDITORS} editors, ${EDITORS * CHANGES} changes`,
    });
  });
});
