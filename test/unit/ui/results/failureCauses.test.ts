import assert from 'node:assert/strict';
import { failureCauses } from '../../../../src/ui/results/failureCauses.js';

describe('failureCauses', () => {
  it('lists what happened alone, the most frequent first, each with the filter of its rows', () => {
    const causes = failureCauses({
      'error:timeout': 2,
      'error:unreadable': 5,
      'error:other': 0,
      a: 9,
    });
    assert.deepEqual(causes, [
      { id: 'error:unreadable', label: 'no readable verdict', count: 5, tone: 'warn' },
      { id: 'error:timeout', label: 'timed out', count: 2, tone: 'error' },
    ]);
    assert.deepEqual(failureCauses({}), []);
    assert.deepEqual(failureCauses({ 'error:other': 3 }), []);
  });
});
