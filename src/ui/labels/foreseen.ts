import type { SamplePlan } from '../../core/labels/labelRecord.js';
import { grouped } from '../../core/stats/figures.js';
import { wilsonEstimate } from '../../core/stats/intervals.js';

/** A judge that agrees with people as often as judges commonly do. */
const COMMON = 0.85;

export interface Foreseen {
  readonly plan: SamplePlan;
  readonly number: number;
  /** Rows of the plan. */
  readonly available: number;
  /** Rows of the run that this rater has labelled before. */
  readonly before: number;
}

/** What so many labels will tell, one sentence or more. */
export function foreseenSentence({ plan, number, available, before }: Foreseen): string {
  if (available === 0) return 'This plan has no row of the run.';
  const n = Math.min(number, available);
  const estimate = wilsonEstimate(Math.round(COMMON * n), n);
  const points = estimate ? Math.round(50 * (estimate.high - estimate.low)) : 100;
  const sentences = [
    number > available ? `There are ${grouped(available)} rows in all.` : '',
    `With ${grouped(n)} labels an agreement of 85 % is known to about ± ${points} points.`,
    plan === 'filtered' ? 'The figures are about these rows only.' : '',
    before > 0 ? `You have labelled ${grouped(before)} before; they come last.` : '',
  ];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}
