import type { RowList } from '../../../core/reliability/rowList.js';
import { signed, signedRange } from '../../../core/reliability/trustSentence.js';
import type { Estimate } from '../../../core/runs/manifest.js';
import { grouped, percent, percentRange } from '../../../core/stats/figures.js';
import type { JudgeFigure, RowsLink } from '../../../shared/results/judgeProtocol.js';

/** What a figure is called, where it comes from, and the rows behind it. */
interface Told {
  readonly label: string;
  readonly title: string;
  /** What it is over: `rows` unless told. */
  readonly unit?: string;
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
    n: countedIn(n, unit),
    bar: { ...ends(estimate), min: -1, max: 1, mark: 0 },
    rows: rows ?? null,
  };
}

/** A number of rows. */
export function countFigure(
  list: RowList,
  of: number,
  { label, title, unit = 'row' }: Told,
): JudgeFigure {
  return {
    label,
    title,
    value: grouped(list.count),
    range: null,
    n: `of ${countedIn(of, unit)}`,
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
    text: ids.length < count ? `first ${grouped(ids.length)} of ${all}` : all,
    filters: [`rows:${ids.join(',')}`],
  };
}

export function countedIn(count: number, unit: string): string {
  return `${grouped(count)} ${unit}${count === 1 ? '' : unit === 'pass' ? 'es' : 's'}`;
}

function ends({ value, low, high }: Estimate) {
  return { value, low, high };
}
