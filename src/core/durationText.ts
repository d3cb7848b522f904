import { numberText } from '../l10n/t.js';

const SECOND = 1000;

/** A length of time in at most two units: `45 s`, `1 m 30 s`, `2 h 5 m`, `3 d 4 h`; `0 s` for less than none. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / SECOND));
  const units: readonly (readonly [count: number, unit: string])[] = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor((seconds % 86_400) / 3600), 'h'],
    [Math.floor((seconds % 3600) / 60), 'm'],
    [seconds % 60, 's'],
  ];
  const first = units.findIndex(([count]) => count > 0);
  if (first < 0) return '0 s';
  const shown = units.slice(first, first + 2).filter(([count]) => count > 0);
  return shown.map(([count, unit]) => `${count} ${unit}`).join(' ');
}

/** As `durationText`; what took less than 10 seconds has its tenths: `0.4 s`. */
export function shortDurationText(ms: number): string {
  const tenths = Math.round(Math.max(0, ms) / 100);
  if (tenths >= 100) return durationText(ms);
  const options = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return `${numberText(tenths / 10, options)} s`;
}
