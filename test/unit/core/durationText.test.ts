import assert from 'node:assert/strict';
import { durationText, shortDurationText } from '../../../src/core/durationText.js';

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
    ['an hour and seconds: the seconds are too small to tell', HOUR + 20_000, '1 h'],
    ['days and hours', 3 * DAY + 4 * HOUR + MINUTE, '3 d 4 h'],
    ['a day and minutes', DAY + MINUTE, '1 d'],
    ['seconds carry over', 59_600, '1 m'],
  ];
  for (const [name, ms, text] of cases) {
    it(name, () => assert.equal(durationText(ms), text));
  }
});

describe('shortDurationText', () => {
  const cases: readonly [name: string, ms: number, text: string][] = [
    ['tenths of a second', 420, '0.4 s'],
    ['no time', 0, '0.0 s'],
    ['less than none: the clock was set back', -900, '0.0 s'],
    ['just below ten seconds', 9_940, '9.9 s'],
    ['rounds to ten seconds, which have no tenths', 9_960, '10 s'],
    ['longer ones', 134_000, '2 m 14 s'],
  ];
  for (const [name, ms, text] of cases) {
    it(name, () => assert.equal(shortDurationText(ms), text));
  }
});
