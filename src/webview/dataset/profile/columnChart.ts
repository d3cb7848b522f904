import { t } from '../../../l10n/t.js';
import type { ColumnProfileView } from '../../../shared/datasetViews.js';
import { formatCount, formatNumber } from '../../common/wording.js';
import { shareWords } from './columnFigures.js';

interface ChartBar {
  /** Of the tallest, from 0 to 1. */
  readonly height: number;
  readonly count: number;
  /** What it stands for: `12 to 24`, `yes`. */
  readonly label: string;
}

/** What a column's small chart draws, and the same in words. */
export interface ColumnChart {
  /** Bars of single values stand apart, those of a histogram touch. */
  readonly kind: 'values' | 'histogram' | 'none';
  /** What is drawn: `lengths`, `numbers`, `values`. */
  readonly of: string;
  readonly bars: readonly ChartBar[];
  /** Of a histogram: where it begins and ends. */
  readonly ends?: readonly [from: string, to: string];
  /** Shares of all rows. */
  readonly filled: number;
  readonly missing: number;
}

/** More values than these are no longer told apart in a small chart. */
const MOST_VALUES = 10;

export function columnChart(profile: ColumnProfileView, rows: number): ColumnChart {
  const shares = {
    filled: rows === 0 ? 0 : profile.filled / rows,
    missing: rows === 0 ? 0 : profile.missing / rows,
  };
  const { distinct, top, numbers, lengths } = profile;
  const areValues = distinct > 0 && distinct <= MOST_VALUES && top.length >= distinct;
  if (areValues) {
    const bars = top.slice(0, MOST_VALUES).map(({ text, count }) => ({ count, label: text }));
    return { kind: 'values', of: t('values'), bars: scaled(bars), ...shares };
  }
  if (profile.kind === 'number' && numbers && numbers.histogram.length > 0) {
    return { kind: 'histogram', of: t('numbers'), ...binBars(numbers.histogram), ...shares };
  }
  if (lengths && lengths.histogram.length > 0) {
    return { kind: 'histogram', of: t('lengths'), ...binBars(lengths.histogram), ...shares };
  }
  return { kind: 'none', of: '', bars: [], ...shares };
}

type Bins = NonNullable<ColumnProfileView['lengths']>['histogram'];

function binBars(bins: Bins): Pick<ColumnChart, 'bars' | 'ends'> {
  const [first, last] = [bins[0], bins.at(-1)];
  const bars = scaled(
    bins.map(({ from, to, count }) => ({
      count,
      label:
        from === to ? formatNumber(from) : t('{0} to {1}', formatNumber(from), formatNumber(to)),
    })),
  );
  return first && last
    ? { bars, ends: [formatNumber(first.from), formatNumber(last.to)] }
    : { bars };
}

function scaled(bars: readonly Omit<ChartBar, 'height'>[]): readonly ChartBar[] {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  return bars.map((bar) => ({ ...bar, height: bar.count / most }));
}

/** The chart for those who don't see it: what it draws, where most of it lies, how full it is. */
export function chartWords({ kind, of, bars, filled }: ColumnChart): string {
  const all = bars.reduce((sum, { count }) => sum + count, 0);
  const fill = t('{0} filled', shareWords(filled, 1));
  if (kind === 'none' || all === 0) return fill;
  if (kind === 'values') {
    const values = bars.map(({ label, count }) => `${label || t('empty')} ${formatCount(count)}`);
    return t('Values: {0}; {1}', values.join(', '), fill);
  }
  const peak = bars.reduce((most, bar) => (bar.count > most.count ? bar : most));
  const share = shareWords(peak.count, all);
  return t('Histogram of {0}: most, {1}, from {2}; {3}', of, share, peak.label, fill);
}
