import assert from 'node:assert/strict';
import { relativePath } from '../../../../src/core/runs/relativePath.js';

describe('relativePath', () => {
  const cases: [string, string, string][] = [
    ['/a/b', '/a/b/c.txt', 'c.txt'],
    ['/a/b', '/a/c/d.txt', '../c/d.txt'],
    ['/a/b', '/a/b', '.'],
    ['/', '/x', 'x'],
    ['/a/b/', '/x', '../../x'],
    ['/a/back\\slash', '/a/x', '../x'],
    ['C:\\w\\runs', 'C:\\w\\data\\x.csv', '../data/x.csv'],
    ['c:\\w/runs', 'C:/w/x.csv', '../x.csv'],
    ['C:\\w\\runs', 'D:\\data\\x.csv', 'D:/data/x.csv'],
    ['\\\\host\\share\\runs', '\\\\host\\share\\x.csv', '../x.csv'],
  ];
  for (const [folder, path, expected] of cases) {
    it(`${path} from ${folder} is ${expected}`, () => {
      assert.equal(relativePath(folder, path), expected);
    });
  }
});
