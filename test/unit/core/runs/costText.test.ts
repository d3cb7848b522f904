import assert from 'node:assert/strict';
import { costText, roughCostText } from '../../../../src/core/runs/costText.js';

describe('costText', () => {
  const cases: readonly [usd: number, text: string, rough: string][] = [
    [0, '$0', '$0'],
    [0.00001, '< $0.0001', '< $0.01'],
    [0.0004, '$0.0004', '< $0.01'],
    [0.00994, '$0.0099', '< $0.01'],
    [0.00996, '$0.01', '$0.01'],
    [0.314, '$0.31', '$0.31'],
    [12, '$12.00', '$12.00'],
    [1204.5, '$1,204.50', '$1,204.50'],
  ];
  for (const [usd, text, rough] of cases) {
    it(`${usd}: ${text}, roughly ${rough}`, () => {
      assert.deepEqual([costText(usd), roughCostText(usd)], [text, rough]);
    });
  }
});
