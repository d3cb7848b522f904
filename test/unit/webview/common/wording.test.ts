import assert from 'node:assert/strict';
import {
  columnLabel,
  formatBytes,
  formatNumber,
  formatShare,
} from '../../../../src/webview/common/wording.js';

describe('wording of the views', () => {
  const cases: readonly (readonly [actual: string | null, expected: string | null])[] = [
    [formatBytes(940), '940 B'],
    [formatBytes(1200), '1.2 KB'],
    [formatBytes(999_600), '1.0 MB'],
    [formatBytes(53_000_000), '53 MB'],
    [formatNumber(0), '0'],
    [formatNumber(-1.5), '-1.5'],
    [formatNumber(1234.5678), '1,234.57'],
    [formatNumber(1234567.8), '1,234,568'],
    [formatNumber(0.000123456789), '0.000123457'],
    [formatNumber(1.23456789e21), '1.23457e+21'],
    [formatNumber(2e-9), '2e-9'],
    [formatShare(1, 3), '33.3 %'],
    [formatShare(0, 0), null],
    [columnLabel('question'), 'question'],
    [columnLabel(' \t'), '" \\t"'],
  ];
  for (const [actual, expected] of cases) {
    it(String(expected), () => assert.equal(actual, expected));
  }
});
