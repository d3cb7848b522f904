import type { Estimate } from '../../core/runs/manifest.js';
import { plural, t } from '../../l10n/t.js';

/** How each interval is made, by its name in `Estimate`. */
const methods = (): Readonly<Record<string, string>> => ({
  wilson: t('95 % interval by Wilson’s score method'),
  'wilson-effective': t(
    '95 % interval by Wilson’s score method, for as many trials as the rows are worth',
  ),
  t: t('95 % interval by Student’s t'),
  bca: t('95 % interval by the BCa bootstrap'),
  range: t('One row tells nothing of the spread: the interval is the whole scale'),
});

/** What an estimate is over, and how its interval is made: for the tooltip of a figure. */
export function estimateTitle({ n, method }: Estimate): string {
  const how = methods()[method] ?? t('95 % interval ({0})', method);
  return n === undefined
    ? `${how}.`
    : plural(n, 'n = {0} judged row. {1}.', 'n = {0} judged rows. {1}.', how);
}
