import assert from 'node:assert/strict';
import { keyedRows, readLabelling } from '../../../../src/core/labels/readLabelling.js';
import type { StoredRow } from '../../../../src/core/runs/resultRow.js';
import { keyedRun, resultRow, said, specOf } from './labelledRun.js';

const spec = specOf('classify');
const { keyed } = keyedRun('classify', ['right', 'wrong', 'half']);

function source(stored: readonly StoredRow[]) {
  let readings = 0;
  return {
    readings: () => readings,
    // eslint-disable-next-line @typescript-eslint/require-await -- a list stands for a file
    async *read() {
      readings += 1;
      yield* stored;
    },
  };
}

const rows = ['right', 'wrong', 'half'].map((verdict, at): StoredRow => ({
  result: resultRow('classify', at + 1, verdict),
  details: { row: at + 1, outcome: 'passed' },
}));

describe('reading labels with the rows of a run', () => {
  it('goes through the rows once and keeps those with labels', async () => {
    const file = source(rows);
    const records = [said(keyed, 2, 'right'), said(keyed, 2, 'wrong', { rater: 'Ben' })];
    const found = await readLabelling({ spec }, file.read, { records, faults: [] });
    assert.deepEqual([file.readings(), found.rows.length, found.keyed.length], [1, 3, 1]);
    assert.equal(found.labels.rows.length, 1);
    assert.deepEqual(found.labels.raters, ['Ann', 'Ben']);
  });

  it('finds labels again where rows lost their numbers and stand in another order', async () => {
    const file = source(rows.toReversed().map(({ result }) => ({ result })));
    const records = [said(keyed, 1, 'half'), said(keyed, 2, 'right')];
    const { labels } = await readLabelling({ spec }, file.read, { records, faults: [] });
    assert.deepEqual(
      labels.rows.map(({ row, result }) => [row.id, result['question']]),
      [
        [-3, 'question 1'],
        [-2, 'question 2'],
      ],
    );
    assert.deepEqual([labels.unmatched, file.readings()], [0, 2]);
  });

  it('says which lines are left out', async () => {
    const faults = [{ line: 4, message: 'is no JSON' }];
    const found = await readLabelling({ spec }, source(rows).read, { records: [], faults });
    assert.deepEqual(found.faults, ['Line 4 of labels.jsonl is left out: it is no JSON.']);
  });

  it('gives single rows in full', async () => {
    const found = await keyedRows(new Set([3]), { spec }, source(rows).read);
    assert.deepEqual(
      found.map(({ row, key }) => [row.id, key]),
      [[3, keyed[2]?.key]],
    );
  });
});
