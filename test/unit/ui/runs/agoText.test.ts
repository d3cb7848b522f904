import assert from 'node:assert/strict';
import { agoText } from '../../../../src/ui/runs/agoText.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('agoText', () => {
  const now = Date.UTC(2026, 10, 23, 12);
  const cases: readonly [name: string, past: number, text: string][] = [
    ['the same moment', 0, 'just now'],
    ['a clock that runs ahead', -5000, 'just now'],
    ['minutes', 2 * MINUTE + 59_000, '2 m ago'],
    ['hours', 5 * HOUR, '5 h ago'],
    ['days', 13 * DAY, '13 d ago'],
    ['then the day itself', 14 * DAY, '9 Nov 2026'],
    ['no time at all', NaN, ''],
  ];
  for (const [name, past, text] of cases) {
    it(name, () => assert.equal(agoText(now - past, now), text));
  }
});
