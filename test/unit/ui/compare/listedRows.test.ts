import assert from 'node:assert/strict';
import { listRows } from '../../../../src/ui/compare/listedRows.js';
import { compared, judged, judgedRows, memoryRun } from '../../core/compare/comparedRuns.js';

async function listed() {
  const comparison = await compared(
    memoryRun({
      rows: [
        ...judgedRows('classify', ['good', 'good', 'bad', 'good', null]),
        judged('classify', 'good', { question: 'A alone', answer: 'x' }),
      ],
    }),
    memoryRun({
      rows: [
        ...judgedRows('classify', ['good', 'bad', 'good', 'fair', 'good']),
        judged('classify', 'bad', { question: 'B alone', answer: 'x' }, 7),
      ],
    }),
  );
  return listRows(comparison);
}

describe('listedRows', () => {
  it('puts what changed first, then what has no verdict, then the same, then rows of one run', async () => {
    const rows = await listed();
    assert.deepEqual(
      Array.from(rows.matching([]), (place) => {
        const { id, standing, a, b } = rows.row(place);
        return [id, standing, a?.verdict, b?.verdict];
      }),
      [
        ['2:2', 'broken', 'good', 'bad'],
        ['3:3', 'fixed', 'bad', 'good'],
        ['4:4', 'relabelled', 'good', 'fair'],
        ['5:5', 'no_verdict', null, 'good'],
        ['1:1', 'same', 'good', 'good'],
        ['-6:', 'only_in_a', 'good', undefined],
        [':7', 'only_in_b', undefined, 'bad'],
      ],
    );
    assert.equal(rows.total, 7);
  });

  it('has each filter with as many rows as it says', async () => {
    const rows = await listed();
    assert.deepEqual(
      rows.filters.map(({ id, count }) => [id, count]),
      [
        ['fixed', 1],
        ['broken', 1],
        ['relabelled', 1],
        ['same', 2],
        ['no_verdict', 1],
        ['only_in_a', 1],
        ['only_in_b', 1],
      ],
    );
    for (const { id, count } of rows.filters) assert.equal(rows.matching([id]).length, count);
    assert.deepEqual([...rows.matching(['only_in_b', 'fixed'])], [1, 6]);
    assert.deepEqual([...rows.matching(['nothing'])], []);
  });

  it('finds every row by its name, and none by another', async () => {
    const rows = await listed();
    for (const place of rows.matching([])) assert.equal(rows.placeOf(rows.row(place).id), place);
    for (const id of ['1:2', '-6:6', '7:', ':-6', ':', '', 'x:y']) {
      assert.equal(rows.placeOf(id), undefined, id);
    }
  });
});
