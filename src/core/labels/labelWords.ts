import type { Estimate } from '../runs/manifest.js';
import { grouped, meanText, percent, percentRange } from '../stats/figures.js';
import type { CorrectedFigures } from './correctedFigures.js';
import type { LabelFigures } from './labelFigures.js';
import type { RaterFigures } from './raterFigures.js';
import type { RatersAgreement } from './ratersAgreement.js';

/**
 * The figure of the run, corrected by labels, without a full stop: `Pass rate 83.2 % (79.7–86.3) by the
 * judge alone; corrected by 40 labels 78.9 % (71.0–86.8): the judge passes more than people do`.
 */
export function correctedSentence({ of, labels, raw, corrected }: CorrectedFigures): string | null {
  if (!raw || !corrected) return null;
  const name = of === 'win_rate_a' ? 'A wins' : 'Pass rate';
  return (
    `${name} ${shareText(raw)} by the judge alone; corrected by ${counted(labels, 'label')} ${shareText(corrected)}: ` +
    leaning(raw.value, corrected, of === 'win_rate_a' ? LEANINGS.win : LEANINGS.pass)
  );
}

const LEANINGS = {
  pass: ['the judge passes more than people do', 'the judge passes less than people do'],
  win: ['the judge sees A win more often than people do', 'people see A win more often'],
  mean: ['the judge scores higher than people do', 'the judge scores lower than people do'],
} as const;

/** Said only where the judge's own figure is outside of the interval. */
function leaning(
  raw: number,
  { low, high }: Estimate,
  [more, less]: readonly [string, string],
): string {
  if (raw > high) return more;
  if (raw < low) return less;
  return 'no clear difference between the judge and people';
}

/** The same of the mean score. */
function correctedMeanSentence({ mean, labels }: CorrectedFigures): string | null {
  if (!mean?.corrected) return null;
  const { value, range } = meanText(mean.corrected, ' to ');
  return `Mean score ${plain(mean.raw)} by the judge alone; corrected by ${counted(labels, 'label')} ${value} (${range}): ${leaning(mean.raw, mean.corrected, LEANINGS.mean)}`;
}

/** `The judge agrees with Ann on 34 of 40 rows (85.0 %, 95 % interval 70.9 to 92.9), κ 0.66 (0.42 to 0.90)` */
export function agreementSentence({ rater, n, agreeing, accuracy, kappa }: RaterFigures): string {
  const who = rater ?? 'the raters together';
  if (!accuracy) return `The judge and ${who} have no row in common`;
  const share = `${percent(accuracy.value)} %, 95 % interval ${percentRange(accuracy, ' to ')}`;
  const verdicts = `on ${grouped(agreeing)} of ${counted(n, 'row')}`;
  return `The judge agrees with ${who} ${verdicts} (${share}), ${kappaText(kappa)}`;
}

/** `κ 0.66 (0.42 to 0.90)`; where there is none, why not. */
export function kappaText(kappa: Estimate | null): string {
  return kappa
    ? `κ ${coefficientText(kappa)}`
    : 'no κ: with one verdict alone, chance agrees as well';
}

export function coefficientText({ value, low, high }: Estimate): string {
  return `${plain(value)} (${plain(low)} to ${plain(high)})`;
}

/** `Ann and Ben agree with each other on 12 rows: κ 0.71 (0.38 to 1.00)` */
export function betweenSentence({ raters, n, measure, estimate }: RatersAgreement): string {
  const who = `${raters.slice(0, -1).join(', ')} and ${raters.at(-1) ?? ''}`;
  if (n === 0) return `${who} have labelled no row in common`;
  const rows = `${who} have ${counted(n, 'row')} in common`;
  const name = measure === 'kappa' ? 'Cohen’s κ' : 'Krippendorff’s α';
  return estimate
    ? `${rows}: ${name} between them ${coefficientText(estimate)}`
    : `${rows}: too few, or too much alike, for ${name} between them`;
}

/** To two digits: more would promise what nobody knows. */
function roughly(count: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(count)) - 1);
  return Math.ceil(count / unit) * unit;
}

/** How many labels narrow the interval to ± 0.1; null where it is narrow or nothing can be said. */
export function moreLabelsSentence(more: number | null, measure = 'κ'): string | null {
  if (more === null || more === 0) return null;
  return `About ${counted(roughly(more), 'more label')} would narrow ${measure} to ± 0.10`;
}

/** All there is to say, the figure first; each a sentence without a full stop. */
export function labelSentences(figures: LabelFigures): string[] {
  const { raters, consensus, between, corrected } = figures;
  const all = consensus ? [consensus, ...raters] : raters;
  return [
    corrected && (correctedSentence(corrected) ?? corrected.problem?.replace(/\.$/, '')),
    corrected?.rogan_gladen &&
      `By the judge’s sensitivity and specificity (Rogan and Gladen) it is ${shareText(corrected.rogan_gladen)}`,
    corrected && correctedMeanSentence(corrected),
    ...all.map(agreementSentence),
    ...all.slice(0, 1).map(scoreSentence),
    between && betweenSentence(between),
    moreLabelsSentence((consensus ?? raters[0])?.more_labels ?? null),
    ...labelNotes(figures),
  ].filter((sentence) => typeof sentence === 'string');
}

function scoreSentence({ mean_absolute_error: error, spearman }: RaterFigures): string | null {
  if (error === null || error === undefined) return null;
  const ranks = spearman ? `; Spearman’s ρ ${coefficientText(spearman)}` : '';
  return `Judge and people are ${plain(error)} apart on average (mean absolute difference)${ranks}`;
}

/** What to know before the figures are believed. */
function labelNotes({ filtered, rows, unmatched, consensus, raters }: LabelFigures): string[] {
  const notes: string[] = [];
  if (filtered > 0) {
    const all = filtered === rows;
    notes.push(
      all
        ? 'The labelled rows were chosen by a filter: the figures are about those rows only'
        : `${counted(filtered, 'row')} chosen by a filter ${filtered === 1 ? 'counts' : 'count'} for agreement, not for the corrected figure`,
    );
  }
  const leftOut = (consensus ?? raters[0])?.left_out;
  if (leftOut && leftOut.raters_split > 0) {
    notes.push(
      `${counted(leftOut.raters_split, 'row')} left out of the consensus, as the raters are split`,
    );
  }
  if (leftOut && leftOut.no_verdict > 0) {
    notes.push(`${counted(leftOut.no_verdict, 'row')} left out, as the judge gave no verdict`);
  }
  const together = consensus ?? raters[0];
  if (together && together.n > 0 && together.agreeing === together.n) {
    const most = 1 - (together.accuracy?.low ?? 0);
    notes.push(
      `They differ on none of ${counted(together.n, 'row')}: the judge may still be wrong on up to ${percent(most)} % of rows like these`,
    );
  }
  if (unmatched > 0) {
    notes.push(`${counted(unmatched, 'label')} left out: no row of this run is like theirs`);
  }
  return notes;
}

function shareText(share: Estimate): string {
  return `${percent(share.value)} % (${percentRange(share, '–')})`;
}

/** Two decimals with a true minus. */
function plain(value: number): string {
  const text = value.toFixed(2);
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−');
}

function counted(count: number, one: string): string {
  return `${grouped(count)} ${one}${count === 1 ? '' : 's'}`;
}
