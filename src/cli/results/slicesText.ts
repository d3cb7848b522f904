import type { Slices } from '../../core/slices/sliceRows.js';
import { sliceRows } from '../../core/slices/sliceRows.js';
import type { SliceTable } from '../../core/slices/sliceTable.js';
import { pointsText, pText } from '../../core/slices/sliceTexts.js';
import { canGroup, sliceChoices } from '../../core/slices/sliceChoices.js';
import { didYouMean } from '../../core/spec/problems/didYouMean.js';
import { meanText, percent, percentRange } from '../../core/stats/figures.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { textTable } from '../terminal/textTable.js';

/** Groups of the rows by a column. Throws `UserError` where rows can't be grouped by it. */
export function slicesOf(table: SliceTable, column: string): Slices {
  const slices = sliceRows(table, column);
  if (slices) return slices;
  const names = sliceChoices(table)
    .filter(canGroup)
    .map(({ name }) => name);
  const isThere = table.columns.some(({ name }) => name === column);
  const what = isThere
    ? t(
        'The rows can’t be grouped by {0}: it holds long texts, or too many different ones.',
        column,
      )
    : t('The results have no column {0}.{1}', column, didYouMean(column, names));
  const known =
    names.length === 0 ? '' : t(' Columns that rows can be grouped by: {0}.', names.join(', '));
  throw new UserError('usage', `${what}${known}`);
}

/** The sentence, and a table of the groups. */
export function slicesText(slices: Slices, isCompare: boolean): string {
  const { column, groups, sentence, warning } = slices;
  const isCompared = slices.origin !== 'verdict' && slices.compared > 0;
  const hasMean = groups.some(({ mean }) => mean !== undefined);
  const header = [
    ...[column, t('rows'), t('judged')],
    ...(hasMean ? [t('mean score')] : []),
    isCompare ? t('A wins') : t('pass rate'),
    ...(isCompared ? [t('difference to the rest'), t('p, corrected')] : []),
  ];
  const lines = groups.map(({ label, n, evaluated, mean, rate, difference, p_adjusted: p }) => [
    ...[label, `${n}`, `${evaluated}`],
    ...(hasMean ? [mean ? meanText(mean, '–').value : ''] : []),
    rate ? `${percent(rate.value)} % (${percentRange(rate, '–')})` : '',
    ...(isCompared ? [difference ? pointsText(difference) : '', p === null ? '' : pText(p)] : []),
  ]);
  return [textTable(header, lines), sentence, ...(warning === null ? [] : [warning])].join('\n');
}
