import type { Estimate } from '../../../core/runs/manifest.js';
import { canGroup, likelyColumn, sliceChoices } from '../../../core/slices/sliceChoices.js';
import { sliceRows } from '../../../core/slices/sliceRows.js';
import type { SliceGroup, Slices } from '../../../core/slices/sliceRows.js';
import type { SliceTable } from '../../../core/slices/sliceTable.js';
import { pointsText, pText } from '../../../core/slices/sliceTexts.js';
import { meanText, percent, percentRange } from '../../../core/stats/figures.js';
import { t } from '../../../l10n/t.js';
import type {
  SliceGroupView,
  SlicesPageView,
  SlicesView,
} from '../../../shared/results/slicesProtocol.js';

/** @param name null, or a column that is gone: one that is likely to tell something */
export function slicesView(table: SliceTable, name: string | null): SlicesPageView {
  const columns = sliceChoices(table).map((column) => ({
    name: column.name,
    origin: column.origin,
    distinct: column.distinct ?? null,
    canGroup: canGroup(column),
  }));
  const chosen = name === null ? null : sliceRows(table, name);
  const likely = chosen ? undefined : likelyColumn(table);
  const slices = chosen ?? (likely ? sliceRows(table, likely.name) : null);
  return { columns, slices: slices && viewOf(slices, table.spec.type === 'compare') };
}

function viewOf(slices: Slices, isCompare: boolean): SlicesView {
  const { column, origin, overall, sentence, warning } = slices;
  return {
    column,
    isCompared: origin !== 'verdict' && slices.compared > 0,
    rateName: isCompare ? t('A wins') : t('pass rate'),
    groups: slices.groups.map(groupView),
    overall: plain(overall),
    overallText: rateText(overall),
    sentence,
    warning,
  };
}

function groupView(group: SliceGroup): SliceGroupView {
  const { label, kind, where, n, evaluated, rate, mean, difference } = group;
  const { p_value: raw, p_adjusted: p } = group;
  const isClear = p !== null && p < 0.05;
  return {
    label,
    kind,
    where: [...where],
    n,
    evaluated,
    rate: plain(rate),
    rateText: rateText(rate),
    mean: mean === undefined ? null : { value: mean?.value ?? null, text: meanWords(mean) },
    difference: {
      value: difference?.value ?? null,
      text: difference ? pointsText(difference) : '',
    },
    p: { value: p, text: p === null || raw === null ? '' : pText(p) },
    differs: isClear && difference ? (difference.value < 0 ? 'less' : 'more') : null,
  };
}

function plain(estimate: Estimate | null): SliceGroupView['rate'] {
  return estimate && { value: estimate.value, low: estimate.low, high: estimate.high };
}

function rateText(rate: Estimate | null): string {
  return rate ? `${percent(rate.value)} % (${percentRange(rate, '–')})` : t('no verdicts');
}

function meanWords(mean: Estimate | null): string {
  if (!mean) return '';
  const { value, range } = meanText(mean, '–');
  return mean.method === 'range' ? value : `${value} (${range})`;
}
