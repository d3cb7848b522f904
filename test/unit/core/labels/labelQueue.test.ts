import assert from 'node:assert/strict';
import { labelQueue } from '../../../../src/core/labels/labelQueue.js';
import { labelSample } from '../../../../src/core/labels/labelSample.js';
import { keyedRun, labelled } from './labelledRun.js';

const { rows, keyed } = keyedRun('classify', Array<string>(20).fill('right'));
const nobody = labelled('classify', keyed, {});
const order = labelSample(rows, { plan: 'random', seed: 5 }).map(({ row }) => row.id);
const options = {
  rater: 'Ann',
  plan: 'random' as const,
  number: 4,
  seed: 5,
  since: '2026-11-20T10:00:00.000Z',
};

describe('the rows that one person labels', () => {
  it('come in the order of the sample, to its end', () => {
    const queue = labelQueue(rows, nobody, options);
    const seen: number[] = [];
    for (let next = queue.next(); next; next = queue.next()) {
      seen.push(next.row.id);
      if (seen.length === 2) queue.skip(next.row.id);
      else queue.labelled(next.row.id);
    }
    assert.deepEqual(seen, order.slice(0, 4));
    assert.deepEqual([queue.done(), queue.total], [3, 4]);
  });

  it('go back one at a time, labels and skips alike', () => {
    const queue = labelQueue(rows, nobody, options);
    const [first = 0, second = 0] = order;
    assert.equal(queue.canGoBack(), false);
    queue.labelled(first);
    queue.skip(second);
    assert.equal(queue.next()?.row.id, order[2]);
    assert.deepEqual(queue.back(), { did: 'skip', id: second });
    assert.equal(queue.next()?.row.id, second);
    assert.deepEqual(queue.back(), { did: 'label', id: first });
    assert.equal(queue.next()?.row.id, first);
    assert.equal(queue.back(), undefined);
    assert.equal(queue.done(), 0);
  });

  it('are taken up again after a reload where they were left', () => {
    const [first = 0, second = 0, third = 0] = order;
    const verdicts = rows.map(({ row }) => (row === first || row === third ? 'right' : null));
    const given = labelled(
      'classify',
      keyed,
      { Ann: verdicts },
      { at: '2026-11-20T10:05:00.000Z' },
    );
    const queue = labelQueue(rows, given, { ...options, skipped: [second] });
    assert.deepEqual([queue.done(), queue.total], [2, 4]);
    assert.equal(queue.next()?.row.id, order[3]);
    assert.equal(queue.canGoBack(), true);
  });

  it('begin with rows that the rater has not labelled before; another rater’s don’t count', () => {
    const [first = 0, second = 0] = order;
    const before = { at: '2026-11-19T10:00:00.000Z' };
    const verdicts = (id: number) => rows.map(({ row }) => (row === id ? 'right' : null));
    const given = labelled(
      'classify',
      keyed,
      { Ann: verdicts(first), Ben: verdicts(second) },
      before,
    );
    const queue = labelQueue(rows, given, options);
    assert.deepEqual([...queue.ids], order.slice(1, 5));
    assert.equal(queue.done(), 0);
  });
});
