import { dateText, t } from '../../l10n/t.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago: `just now`, `2 m ago`, `5 h ago`, `3 d ago`, then the day, e.g. `14 Nov 2026`. */
export function agoText(then: number, now: number): string {
  const past = now - then;
  if (Number.isNaN(past)) return '';
  if (past < MINUTE) return t('just now');
  if (past < HOUR) return t('{0} m ago', Math.floor(past / MINUTE));
  if (past < DAY) return t('{0} h ago', Math.floor(past / HOUR));
  if (past < 14 * DAY) return t('{0} d ago', Math.floor(past / DAY));
  return dateText(new Date(then), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
}
