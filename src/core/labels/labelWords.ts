import { plural, t } from '../../l10n/t.js';
import type { Estimate } from '../runs/manifest.js';
import { figureText, grouped, meanText, percent, percentRange } from '../stats/figures.js';
import type { CorrectedFigures } from './correctedFigures.js';
import type { LabelFigures } from './labelFigures.js';
import type { RaterFigures } from './raterFigures.js';
import type { RatersAgreement } from './ratersAgreement.js';

/**
 * The figure of the run, corrected by labels, without a full stop: `Pass rate 83.2 % (79.7–86.3) by the
 * judge alone; corrected by 40 labels 78.9 % (71.0–86.8): the judge passes more than people do`.
 */
function correctedSentence({ of, labels, raw, corrected }: CorrectedFigures): string | null {
  if (!raw || !corrected) return null;
  const [own, better] = [shareText(raw), shareText(corrected)];
  return of === 'win_rate_a'
    ? plural(
        labels,
        'A wins {1} by the judge alone; corrected by {0} label {2}: {3}',
        'A wins {1} by the judge alone; corrected by {0} labels {2}: {3}',
        own,
        better,
        leaning(raw.value, corrected, leanings().win),
      )
    : plural(
        labels,
        'Pass rate {1} by the judge alone; corrected by {0} label {2}: {3}',
        'Pass rate {1} by the judge alone; corrected by {0} labels {2}: {3}',
        own,
        better,
        leaning(raw.value, corrected, leanings().pass),
      );
}

const leanings = () =>
  ({
    pass: [t('the judge passes more than people do'), t('the judge passes less than people do')],
    win: [t('the judge sees A win more often than people do'), t('people see A win more often')],
    mean: [t('the judge scores higher than people do'), t('the judge scores lower than people do')],
  }) as const;

/** Said only where the judge's own figure is outside of the interval. */
function leaning(
  raw: number,
  { low, high }: Estimate,
  [more, less]: readonly [string, string],
): string {
  if (raw > high) return more;
  if (raw < low) return less;
  return t('no clear difference between the judge and people');
}

/** The same of the mean score. */
function correctedMeanSentence({ mean, labels }: CorrectedFigures): string | null {
  if (!mean?.corrected) return null;
  const { value, range } = meanText(mean.corrected, t(' to '));
  return plural(
    labels,
    'Mean score {1} by the judge alone; corrected by {0} label {2} ({3}): {4}',
    'Mean score {1} by the judge alone; corrected by {0} labels {2} ({3}): {4}',
    figureText(mean.raw, 2),
    value,
    range,
    leaning(mean.raw, mean.corrected, leanings().mean),
  );
}

/** `The judge agrees with Ann on 34 of 40 rows (85.0 %, 95 % interval 70.9 to 92.9), κ 0.66 (0.42 to 0.90)` */
export function agreementSentence({ rater, n, agreeing, accuracy, kappa }: RaterFigures): string {
  if (!accuracy) {
    return rater === null
      ? t('The judge and the raters together have no row in common')
      : t('The judge and {0} have no row in common', rater);
  }
  const share = t(
    '{0} %, 95 % interval {1}',
    percent(accuracy.value),
    percentRange(accuracy, t(' to ')),
  );
  return rater === null
    ? plural(
        n,
        'The judge agrees with the raters together on {1} of {0} row ({2}), {3}',
        'The judge agrees with the raters together on {1} of {0} rows ({2}), {3}',
        grouped(agreeing),
        share,
        kappaText(kappa),
      )
    : plural(
        n,
        'The judge agrees with {1} on {2} of {0} row ({3}), {4}',
        'The judge agrees with {1} on {2} of {0} rows ({3}), {4}',
        rater,
        grouped(agreeing),
        share,
        kappaText(kappa),
      );
}

/** `κ 0.66 (0.42 to 0.90)`; where there is none, why not. */
export function kappaText(kappa: Estimate | null): string {
  return kappa
    ? `κ ${coefficientText(kappa)}`
    : t('no κ: with one verdict alone, chance agrees as well');
}

export function coefficientText({ value, low, high }: Estimate): string {
  return t('{0} ({1} to {2})', figureText(value, 2), figureText(low, 2), figureText(high, 2));
}

/** `Ann and Ben agree with each other on 12 rows: κ 0.71 (0.38 to 1.00)` */
export function betweenSentence({ raters, n, measure, estimate }: RatersAgreement): string {
  const who = t('{0} and {1}', raters.slice(0, -1).join(', '), raters.at(-1) ?? '');
  if (n === 0) return t('{0} have labelled no row in common', who);
  const rows = plural(n, '{1} have {0} row in common', '{1} have {0} rows in common', who);
  const name = measure === 'kappa' ? t('Cohen’s κ') : t('Krippendorff’s α');
  return estimate
    ? t('{0}: {1} between them {2}', rows, name, coefficientText(estimate))
    : t('{0}: too few, or too much alike, for {1} between them', rows, name);
}

/** To two digits: more would promise what nobody knows. */
function roughly(count: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(count)) - 1);
  return Math.ceil(count / unit) * unit;
}

/** How many labels narrow the interval to ± 0.1; null where it is narrow or nothing can be said. */
export function moreLabelsSentence(more: number | null, measure = 'κ'): string | null {
  if (more === null || more === 0) return null;
  return plural(
    roughly(more),
    'About {0} more label would narrow {1} to ± 0.10',
    'About {0} more labels would narrow {1} to ± 0.10',
    measure,
  );
}

/** All there is to say, the figure first; each a sentence without a full stop. */
export function labelSentences(figures: LabelFigures): string[] {
  const { raters, consensus, between, corrected } = figures;
  const all = consensus ? [consensus, ...raters] : raters;
  return [
    corrected && (correctedSentence(corrected) ?? corrected.problem?.replace(/\.$/, '')),
    corrected?.rogan_gladen &&
      t(
        'By the judge’s sensitivity and specificity (Rogan and Gladen) it is {0}',
        shareText(corrected.rogan_gladen),
      ),
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
  const apart = t(
    'Judge and people are {0} apart on average (mean absolute difference)',
    figureText(error, 2),
  );
  return spearman ? t('{0}; Spearman’s ρ {1}', apart, coefficientText(spearman)) : apart;
}

/** What to know before the figures are believed. */
function labelNotes({ filtered, rows, unmatched, consensus, raters }: LabelFigures): string[] {
  const notes: string[] = [];
  if (filtered > 0) {
    const all = filtered === rows;
    notes.push(
      all
        ? t('The labelled rows were chosen by a filter: the figures are about those rows only')
        : plural(
            filtered,
            '{0} row chosen by a filter counts for agreement, not for the corrected figure',
            '{0} rows chosen by a filter count for agreement, not for the corrected figure',
          ),
    );
  }
  const leftOut = (consensus ?? raters[0])?.left_out;
  if (leftOut && leftOut.raters_split > 0) {
    notes.push(
      plural(
        leftOut.raters_split,
        '{0} row left out of the consensus, as the raters are split',
        '{0} rows left out of the consensus, as the raters are split',
      ),
    );
  }
  if (leftOut && leftOut.no_verdict > 0) {
    notes.push(
      plural(
        leftOut.no_verdict,
        '{0} row left out, as the judge gave no verdict',
        '{0} rows left out, as the judge gave no verdict',
      ),
    );
  }
  const together = consensus ?? raters[0];
  if (together && together.n > 0 && together.agreeing === together.n) {
    const most = 1 - (together.accuracy?.low ?? 0);
    notes.push(
      plural(
        together.n,
        'They differ on none of {0} row: the judge may still be wrong on up to {1} % of rows like these',
        'They differ on none of {0} rows: the judge may still be wrong on up to {1} % of rows like these',
        percent(most),
      ),
    );
  }
  if (unmatched > 0) {
    notes.push(
      plural(
        unmatched,
        '{0} label left out: no row of this run is like theirs',
        '{0} labels left out: no row of this run is like theirs',
      ),
    );
  }
  return notes;
}

function shareText(share: Estimate): string {
  return `${percent(share.value)} % (${percentRange(share, '–')})`;
}
