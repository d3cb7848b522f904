import assert from 'node:assert/strict';
import { pathKey } from '../../../../src/ui/paths/pathKey.js';

describe('the key of a path', () => {
  it('is one for all spellings on Windows', () => {
    const spellings = [
      'C:\\Evals\\judge.eval.yaml',
      'c:/evals/judge.eval.yaml',
      'c:\\evals\\x\\..\\judge.eval.yaml',
    ];
    assert.equal(new Set(spellings.map((path) => pathKey(path, 'win32'))).size, 1);
  });

  it('keeps the case elsewhere', () => {
    assert.notEqual(pathKey('/Evals/a', 'linux'), pathKey('/evals/a', 'linux'));
    assert.equal(pathKey('/evals/x/../a', 'linux'), '/evals/a');
  });
});
