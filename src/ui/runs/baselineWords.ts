import { deltaMark } from '../../core/baseline/deltaMark.js';
import type { BaselineStanding } from '../baseline/baselines.js';

/** `baseline`, `▲ +3.1 pts (−0.4 to +6.6)`; spoken: in words, as a mark has none. */
export function baselineText(standing: BaselineStanding, form: 'short' | 'spoken'): string {
  if (standing.kind === 'baseline') return form === 'short' ? 'baseline' : 'the baseline';
  const { text, words, clear } = standing.delta;
  if (text === null) return form === 'short' ? '' : words;
  return form === 'short'
    ? `${deltaMark(clear)} ${text}`
    : `against the baseline ${text}, ${words}`;
}

/** A sentence or more. */
export function baselineTooltip(standing: BaselineStanding): string {
  if (standing.kind === 'baseline') {
    return 'The baseline of its spec: later runs are held against it.';
  }
  const { baseline, delta } = standing;
  const against = `Against the baseline of ${dayText(baseline.manifest.created_at)}`;
  const figures =
    delta.text === null
      ? delta.words
      : `${delta.text}, ${delta.words}, over ${delta.judged.toLocaleString('en-US')} rows that both have judged`;
  return [`${against}: ${figures}.`, ...delta.cautions].join(' ');
}

/** `14 Nov`, of another year `14 Nov 2025`, as the user's place writes it. */
function dayText(iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  return time.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
}
