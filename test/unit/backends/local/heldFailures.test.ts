import assert from 'node:assert/strict';
import { createHeldFailures } from '../../../../src/backends/local/heldFailures.js';
import type { FailureCause, RowOutcome, StoredRow } from '../../../../src/core/runs/resultRow.js';

function row(number: number, outcome: RowOutcome, cause?: FailureCause): StoredRow {
  const errors = cause && [{ stage: 'judge' as const, cause, message: 'h answered 500.' }];
  return { result: {}, details: { row: number, outcome, ...(errors && { errors }) } };
}
const numbers = (rows: readonly StoredRow[]) => rows.map(({ details }) => details?.row);

describe('failures that are held back', () => {
  it('are kept once another row gets through, in their order', () => {
    const held = createHeldFailures();
    assert.deepEqual(held.take(row(1, 'judge_error', 'endpoint')), []);
    assert.deepEqual(held.take(row(2, 'generation_error', 'timeout')), []);
    assert.deepEqual(numbers(held.take(row(3, 'passed'))), [1, 2, 3]);
    assert.deepEqual(held.rest(), []);
  });

  it('are kept when no more rows come', () => {
    const held = createHeldFailures();
    held.take(row(1, 'judge_error', 'endpoint'));
    assert.deepEqual(numbers(held.rest()), [1]);
  });

  it('end the run at the twentieth in a row, and none of them is kept', () => {
    const held = createHeldFailures();
    for (let number = 1; number < 20; number += 1) {
      assert.deepEqual(held.take(row(number, 'judge_error', 'endpoint')), []);
    }
    assert.throws(() => held.take(row(20, 'judge_error', 'endpoint')), {
      kind: 'server',
      message:
        'The last 20 rows all failed: h answered 500 (mend that, then resume: these rows are asked again).',
    });
    assert.deepEqual(held.rest(), []);
  });

  const own: [RowOutcome, FailureCause][] = [
    ['judge_error', 'request'],
    ['judge_error', 'input'],
    ['generation_error', 'input'],
    ['invalid', 'unreadable'],
    ['invalid', 'refusal'],
    ['tie', 'endpoint'],
  ];
  for (const [outcome, cause] of own) {
    it(`${outcome} because of ${cause} is the row's own and kept at once`, () => {
      const held = createHeldFailures();
      for (let number = 1; number < 40; number += 1) {
        assert.deepEqual(numbers(held.take(row(number, outcome, cause))), [number]);
      }
    });
  }
});
