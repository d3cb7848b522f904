import type { LabelFigures } from '../../core/labels/labelFigures.js';
import { agreementSentence, kappaText, labelSentences } from '../../core/labels/labelWords.js';
import type { RaterFigures } from '../../core/labels/raterFigures.js';
import type { Estimate } from '../../core/runs/manifest.js';
import { grouped, meanText, percent, percentRange } from '../../core/stats/figures.js';
import { t } from '../../l10n/t.js';
import type { LabelFiguresView } from '../../shared/labelFiguresView.js';

export function labelFiguresView(
  figures: LabelFigures,
  { demo, faults }: { readonly demo: boolean; readonly faults: readonly string[] },
): LabelFiguresView {
  const { raters, consensus, corrected } = figures;
  const against = consensus ?? raters[0];
  const said = labelSentences(figures).map((sentence) => `${sentence}.`);
  const shown = new Set(
    // The table says these.
    [...raters, ...(consensus ? [consensus] : [])].map((one) => `${agreementSentence(one)}.`),
  );
  const [headline = '', ...others] = said;
  const name = corrected?.of === 'win_rate_a' ? t('A wins') : t('Pass rate');
  const bars = [
    bar(t('{0}, judge alone', name), corrected?.raw),
    bar(t('{0}, corrected', name), corrected?.corrected),
    bar(t('Judge agrees with people'), against?.accuracy),
  ].filter((one) => one !== undefined);
  return {
    rows: figures.rows,
    headline,
    bars,
    scale: { min: 0, max: 1 },
    raters: [...(consensus ? [consensus] : []), ...raters].map(raterView),
    confusion:
      against && against.n > 0
        ? {
            who: against.rater ?? t('the raters together'),
            labels: [...against.confusion.labels],
            counts: against.confusion.counts.map((row) => [...row]),
          }
        : null,
    notes: [...others.filter((sentence) => !shown.has(sentence)), ...faults],
    differences: figures.differences,
    demo,
  };
}

function bar(label: string, estimate: Estimate | null | undefined) {
  if (!estimate) return undefined;
  const { value, low, high } = estimate;
  return {
    label,
    text: `${percent(value)} % (${percentRange(estimate, '–')})`,
    value,
    low,
    high,
  };
}

function raterView({ rater, n, agreeing, accuracy, kappa, ...rest }: RaterFigures) {
  const agreement = accuracy
    ? t(
        '{0} of {1}: {2} % ({3})',
        grouped(agreeing),
        grouped(n),
        percent(accuracy.value),
        percentRange(accuracy, '–'),
      )
    : t('no row in common with the judge');
  const error = rest.mean_absolute_error;
  const apart =
    error === null || error === undefined
      ? ''
      : t(
          ' · {0} apart on average',
          meanText({ value: error, low: error, high: error, method: '' }, '–').value,
        );
  return {
    who: rater ?? t('All raters together'),
    rows: n,
    agreement: `${agreement}${apart}`,
    kappa: kappaText(kappa),
  };
}
