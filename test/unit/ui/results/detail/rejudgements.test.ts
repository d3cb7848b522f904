import assert from 'node:assert/strict';
import type { Rejudgement } from '../../../../../src/core/judging/rejudgement.js';
import { createRejudgements } from '../../../../../src/ui/results/detail/rejudgements.js';
import { sampleRun } from '../../../../webview/harness/sampleRun.js';

const { manifest, rows } = sampleRun({ type: 'classify', rows: 3 });

function rejudgement(row: number): Rejudgement {
  const stored = rows[row - 1] ?? { result: {} };
  return {
    row,
    stored,
    again: stored,
    spec: manifest.spec,
    backend: 'local',
    costUsd: undefined,
    durationMs: 1,
    isDemo: false,
    note: undefined,
  };
}

/** A judge that answers when the test lets it. */
function heldJudge() {
  const asked: { row: number; signal: AbortSignal; answer(): void; fail(error: Error): void }[] =
    [];
  const rejudgements = createRejudgements(
    (row, signal) =>
      new Promise((resolve, reject) => {
        asked.push({ row, signal, answer: () => resolve(rejudgement(row)), fail: reject });
        signal.addEventListener('abort', () => reject(new Error('aborted')));
      }),
  );
  return { asked, rejudgements };
}

describe('what is asked again in an editor', () => {
  it('asks once for two who want the same row, and side by side for two rows', async () => {
    const { asked, rejudgements } = heldJudge();
    const all = [rejudgements.ask(1), rejudgements.ask(1), rejudgements.ask(2)];
    assert.deepEqual(
      asked.map(({ row }) => row),
      [1, 2],
    );
    assert.deepEqual([rejudgements.of(1).isAsking, rejudgements.of(3).isAsking], [true, false]);
    for (const each of asked) each.answer();
    await Promise.all(all);
    assert.deepEqual(rejudgements.of(1), { all: [rejudgement(1)], isAsking: false });
    assert.equal(rejudgements.of(2).all.length, 1);
  });

  it('keeps every answer of a row', async () => {
    const { asked, rejudgements } = heldJudge();
    for (const turn of [0, 1]) {
      const asking = rejudgements.ask(3);
      asked[turn]?.answer();
      await asking;
    }
    assert.equal(rejudgements.of(3).all.length, 2);
  });

  it('stopped, keeps nothing and blames nobody; the row can be asked again', async () => {
    const { asked, rejudgements } = heldJudge();
    const asking = rejudgements.ask(1);
    rejudgements.stop(1);
    await asking;
    assert.deepEqual(rejudgements.of(1), { all: [], isAsking: false });
    const again = rejudgements.ask(1);
    asked[1]?.answer();
    await again;
    assert.equal(rejudgements.of(1).all.length, 1);
  });

  it('tells what stood in the way, and forgets it', async () => {
    const { asked, rejudgements } = heldJudge();
    const asking = rejudgements.ask(1);
    asked[0]?.fail(new Error('no key'));
    await assert.rejects(asking, /no key/);
    assert.deepEqual(rejudgements.of(1), { all: [], isAsking: false });
  });

  it('ends with its editor', async () => {
    const { asked, rejudgements } = heldJudge();
    const all = [rejudgements.ask(1), rejudgements.ask(2)];
    rejudgements.dispose();
    await Promise.all(all);
    assert.deepEqual(
      asked.map(({ signal }) => signal.aborted),
      [true, true],
    );
  });
});
