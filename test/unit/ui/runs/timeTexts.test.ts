import assert from 'node:assert/strict';
import { agoText, durationText } from '../../../../src/ui/runs/timeTexts.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('durationText', () => {
  const cases: readonly [name: string, ms: number, text: string][] = [
    ['nothing', 0, '0 s'],
    ['less than nothing', -5, '0 s'],
    ['rounds to seconds', 44_600, '45 s'],
    ['a whole minute has no seconds', MINUTE, '1 m'],
    ['minutes and seconds', 90_000, '1 m 30 s'],
    ['hours and minutes', 2 * HOUR + 5 * MINUTE + 20_000, '2 h 5 m'],
    ['days and hours', 3 * DAY + 4 * HOUR + MINUTE, '3 d 4 h'],
    ['seconds carry over', 59_600, '1 m'],
  ];
  for (const [name, ms, text] of cases) {
    it(name, () => assert.equal(durationText(ms), text));
  }
});

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
