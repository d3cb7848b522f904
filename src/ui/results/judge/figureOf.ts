import type { RowList } from '../../../core/reliability/rowList.js';
import { signed, signedRange } from '../../../core/reliability/trustSentence.js';
import type { Estimate } from '../../../core/runs/manifest.js';
import { grouped, percent, percentRange } from '../../../core/stats/figures.js';
import { plural, t } from '../../../l10n/t.js';
import type { JudgeFigure, RowsLink } from '../../../shared/results/judgeProtocol.js';

/** What a figure is called, where it comes from, and the rows behind it. */
interface Told {
  readonly label: string;
  readonly title: string;
  /** What it is over: `rows` unless told. */
  readonly unit?: Unit;
  readonly rows?: RowsLink | undefined;
}

/** A share; `mark` is where it would say nothing. */
export function shareFigure(
  estimate: Estimate,
  { label, title, unit = 'row', rows, mark = null }: Told & { readonly mark?: number | null },
): JudgeFigure {
  return {
    label,
    title,
    value: `${percent(estimate.value)} %`,
    range: percentRange(estimate, '–'),
    quote: null,
    n: countedIn(estimate.n ?? 0, unit),
    bar: { ...ends(estimate), min: 0, max: 1, mark },
    rows: rows ?? null,
  };
}

/** κ, τ or ρ: from −1 to 1, 0 says nothing. */
export function coefficientFigure(
  estimate: Estimate,
  { label, title, unit = 'row', rows }: Told,
  n: number,
): JudgeFigure {
  return {
    label,
    title,
    value: signed(estimate.value),
    range: signedRange(estimate),
    quote: null,
    n: countedIn(n, unit),
    bar: { ...ends(estimate), min: -1, max: 1, mark: 0 },
    rows: rows ?? null,
  };
}

/** What is counted. */
type Unit = 'row' | 'judged row' | 'pass';

/** A number of rows. */
export function countFigure(
  list: RowList,
  of: number,
  { label, title, unit = 'row', quote = null }: Told & { readonly quote?: string | null },
): JudgeFigure {
  return {
    label,
    title,
    value: grouped(list.count),
    range: null,
    quote,
    n: t('of {0}', countedIn(of, unit)),
    bar: null,
    rows: rowsLink(list),
  };
}

/** Leads to the rows; null where there is none. */
export function rowsLink(list: RowList): RowsLink | null {
  const { count, ids } = list;
  if (count === 0) return null;
  const all = countedIn(count, 'row');
  return {
    text: ids.length < count ? t('first {0} of {1}', grouped(ids.length), all) : all,
    filters: [`rows:${ids.join(',')}`],
  };
}

export function countedIn(count: number, unit: Unit): string {
  switch (unit) {
    case 'row':
      return plural(count, '{0} row', '{0} rows');
    case 'judged row':
      return plural(count, '{0} judged row', '{0} judged rows');
    case 'pass':
      return plural(count, '{0} pass', '{0} passes');
  }
}

function ends({ value, low, high }: Estimate) {
  return { value, low, high };
}
