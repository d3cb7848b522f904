import assert from 'node:assert/strict';
import { droppedAddresses } from '../../../../src/ui/drops/droppedFiles.js';

describe('a list of dropped files', () => {
  it('is a line for each, whatever the line ends; remarks and empty lines are none', () => {
    const list = '# two files\r\nfile:///c%3A/my%20evals/a.csv\r\n\r\nfile:///w/b.jsonl\n';
    assert.deepEqual(droppedAddresses(list), [
      'file:///c%3A/my%20evals/a.csv',
      'file:///w/b.jsonl',
    ]);
    assert.deepEqual(droppedAddresses(''), []);
  });
});
