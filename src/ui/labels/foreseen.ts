import type { SamplePlan } from '../../core/labels/labelRecord.js';
import { grouped } from '../../core/stats/figures.js';
import { wilsonEstimate } from '../../core/stats/intervals.js';
import { t } from '../../l10n/t.js';

/** A judge that agrees with people as often as judges commonly do. */
const COMMON = 0.85;

interface Foreseen {
  readonly plan: SamplePlan;
  readonly number: number;
  /** Rows of the plan. */
  readonly available: number;
  /** Rows of the run that this rater has labelled before. */
  readonly before: number;
}

/** What so many labels will tell, one sentence or more. */
export function foreseenSentence({ plan, number, available, before }: Foreseen): string {
  if (available === 0) return t('This plan has no row of the run.');
  const n = Math.min(number, available);
  const estimate = wilsonEstimate(Math.round(COMMON * n), n);
  const points = estimate ? Math.round(50 * (estimate.high - estimate.low)) : 100;
  const sentences = [
    number > available ? t('There are {0} rows in all.', grouped(available)) : '',
    t('With {0} labels an agreement of 85 % is known to about ± {1} points.', grouped(n), points),
    plan === 'filtered' ? t('The figures are about these rows only.') : '',
    before > 0 ? t('You have labelled {0} before; they come last.', grouped(before)) : '',
  ];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}
