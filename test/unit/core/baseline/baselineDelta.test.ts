import assert from 'node:assert/strict';
import { baselineDelta } from '../../../../src/core/baseline/baselineDelta.js';
import { deltaMark } from '../../../../src/core/baseline/deltaMark.js';
import { compareRuns } from '../../../../src/core/compare/compareRuns.js';
import type { StoredRow } from '../../../../src/core/runs/resultRow.js';
import type { RunRef } from '../../../../src/core/runs/runStore.js';
import { sampleRun } from '../../../webview/harness/sampleRun.js';

const { manifest, rows } = sampleRun({ type: 'classify', rows: 200 });
const run = (id: string) => ({ run: { id, folder: `/runs/${id}` }, manifest: { ...manifest, id } });

function rowsOf(stored: Readonly<Record<string, readonly StoredRow[]>>) {
  return {
    async *rows({ id }: RunRef): AsyncGenerator<StoredRow> {
      for (const row of stored[id] ?? []) yield Promise.resolve(row);
    },
  };
}

async function deltaOf(stored: Readonly<Record<'a' | 'b', readonly StoredRow[]>>) {
  return baselineDelta(await compareRuns(run('a'), run('b'), { runs: rowsOf(stored) }));
}

/** The label of the first so many rows. */
function labelled(count: number, label: string): StoredRow[] {
  return rows.map((row, index) =>
    index < count
      ? {
          result: { ...row.result, label, evaluation_successful: true },
          details: { row: index + 1, outcome: label === 'correct' ? 'passed' : 'failed' },
        }
      : row,
  );
}

describe('a run against its baseline', () => {
  it('has no difference where the rows are the same, and says no more than that', async () => {
    const delta = await deltaOf({ a: rows, b: rows });
    assert.equal(delta.clear, 'none');
    assert.equal(delta.words, 'no clear difference');
    assert.match(delta.text ?? '', /^0\.0 pts \(/);
    assert.equal(deltaMark(delta.clear), '≈');
  });

  const ways = [
    ['wrong', 'correct', 'better', 'passes more often', '▲', /^\+\d/],
    ['correct', 'wrong', 'worse', 'passes less often', '▼', /^−\d/],
  ] as const;
  for (const [before, after, clear, words, mark, text] of ways) {
    it(`is ${clear} where most rows went from ${before} to ${after}`, async () => {
      const stored = { a: labelled(150, before), b: labelled(150, after) };
      const delta = await deltaOf(stored);
      assert.deepEqual([delta.clear, delta.words, deltaMark(delta.clear)], [clear, words, mark]);
      assert.match(delta.text ?? '', text);
      assert.ok(delta.judged >= 150);
    });
  }

  it('says that nothing is in common, in place of a figure', async () => {
    const other = rows.map((row) => ({
      ...row,
      result: {
        ...row.result,
        question: 'another',
        answer: 'x',
        id: 'y',
      },
    }));
    const delta = await deltaOf({ a: rows, b: other });
    assert.deepEqual(
      [delta.text, delta.clear, delta.words],
      [null, 'none', 'no row in common with the baseline'],
    );
  });
});
