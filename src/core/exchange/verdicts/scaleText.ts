import { t } from '../../../l10n/t.js';

interface Scale {
  readonly range: { readonly from: number; readonly to: number };
  readonly threshold: number;
}

/** A scale and the least score that passes, as a person may type them: `1 to 10, 7`. */
export function scaleText({ range, threshold }: Scale): string {
  // The comma stands between figures: none has one of its own, in no language.
  return t('{0} to {1}, {2}', String(range.from), String(range.to), String(threshold));
}

/** What was typed, whatever the language calls `to`; undefined where it is no scale. */
export function scaleOf(text: string): Scale | undefined {
  const found = /^\s*(-?[\d.]+)\s*(?:\p{L}+|\.\.|–)\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*$/u.exec(text);
  const [from = NaN, to = NaN, threshold = NaN] = (found ?? []).slice(1).map(Number);
  const isScale = from < to && threshold >= from && threshold <= to;
  return isScale ? { range: { from, to }, threshold } : undefined;
}
