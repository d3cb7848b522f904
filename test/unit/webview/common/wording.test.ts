import assert from 'node:assert/strict';
import {
  counted,
  formatBytes,
  formatDuration,
  formatShare,
} from '../../../../src/webview/common/wording.js';

describe('wording of the views', () => {
  const cases: readonly (readonly [actual: string | null, expected: string | null])[] = [
    [counted(0, 'row'), '0 rows'],
    [counted(1, 'row'), '1 row'],
    [counted(100000, 'row'), '100,000 rows'],
    [formatBytes(940), '940 B'],
    [formatBytes(1200), '1.2 KB'],
    [formatBytes(999_600), '1.0 MB'],
    [formatBytes(53_000_000), '53 MB'],
    [formatDuration(420), '0.4 s'],
    [formatDuration(9_960), '10 s'],
    [formatDuration(59_700), '1 m 0 s'],
    [formatDuration(134_000), '2 m 14 s'],
    [formatDuration(3_780_000), '1 h 3 m'],
    [formatShare(1, 3), '33.3 %'],
    [formatShare(0, 0), null],
  ];
  for (const [actual, expected] of cases) {
    it(String(expected), () => assert.equal(actual, expected));
  }
});
