import { deltaMark } from '../../core/baseline/deltaMark.js';
import { dateText, numberText, t } from '../../l10n/t.js';
import type { BaselineStanding } from '../baseline/baselines.js';

/** `baseline`, `▲ +3.1 pts (−0.4 to +6.6)`; spoken: in words, as a mark has none. */
export function baselineText(standing: BaselineStanding, form: 'short' | 'spoken'): string {
  if (standing.kind === 'baseline') return form === 'short' ? t('baseline') : t('the baseline');
  const { text, words, clear } = standing.delta;
  if (text === null) return form === 'short' ? '' : words;
  return form === 'short'
    ? `${deltaMark(clear)} ${text}`
    : t('against the baseline {0}, {1}', text, words);
}

/** A sentence or more. */
export function baselineTooltip(standing: BaselineStanding): string {
  if (standing.kind === 'baseline') {
    return t('The baseline of its spec: later runs are held against it.');
  }
  const { baseline, delta } = standing;
  const against = t('Against the baseline of {0}', dayText(baseline.manifest.created_at));
  const figures =
    delta.text === null
      ? delta.words
      : t(
          '{0}, {1}, over {2} rows that both have judged',
          delta.text,
          delta.words,
          numberText(delta.judged),
        );
  return [`${against}: ${figures}.`, ...delta.cautions].join(' ');
}

/** `14 Nov`, of another year `14 Nov 2025`, as the user's place writes it. */
function dayText(iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  return dateText(time, { day: 'numeric', month: 'short', year: 'numeric' });
}
