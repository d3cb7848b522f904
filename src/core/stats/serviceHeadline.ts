import { shortNumber, t } from '../../l10n/t.js';
import { isJsonObject } from '../json.js';
import type { Json, JsonObject } from '../json.js';
import { percent, percentRange, wholePercent } from './figures.js';
import { wilsonEstimate } from './intervals.js';

/**
 * The figure of a job from its aggregates alone (API reference, section 4), with an interval where
 * they say over how many rows: `83.2 % pass (79.7–86.3)`, `A wins 41 % (38–44) · B 39 % · ties 20 %`,
 * `mean 6.4, 55 % pass`. Undefined where there is none.
 */
export function serviceHeadline(results: JsonObject, parameters: JsonObject): string | undefined {
  return passRate(results, parameters) ?? scores(results) ?? wins(results);
}

function passRate(results: JsonObject, { pass_labels: labels }: JsonObject): string | undefined {
  const share = results['pass_percentage'];
  const counts = results['label_counts'];
  const plain = typeof share === 'number' ? t('{0} % pass', rounded(share)) : undefined;
  if (!isJsonObject(counts)) return plain;
  const numbers = Object.values<Json>(counts);
  if (!numbers.every(isCount)) return plain;
  const n = numbers.reduce((sum, count) => sum + count, 0);
  const passed = Array.isArray(labels)
    ? labels.reduce<number>((sum, label) => sum + countOf(counts, label), 0)
    : typeof share === 'number'
      ? Math.round((share / 100) * n)
      : undefined;
  const estimate = passed === undefined ? null : wilsonEstimate(passed, n);
  if (!estimate) return plain;
  return t('{0} % pass ({1})', percent(estimate.value), percentRange(estimate, '–'));
}

function countOf(counts: JsonObject, label: unknown): number {
  if (typeof label !== 'string' || !Object.hasOwn(counts, label)) return 0;
  return Number(counts[label]);
}

/** No interval: over how many rows the service took the mean, it does not say. */
function scores({ aggregated_scores: figures }: JsonObject): string | undefined {
  if (!isJsonObject(figures)) return undefined;
  const { mean_score: mean, pass_percentage: share } = figures;
  const parts = [
    typeof mean === 'number' ? t('mean {0}', rounded(mean)) : '',
    typeof share === 'number' ? t('{0} % pass', rounded(share)) : '',
  ].filter((part) => part !== '');
  return parts.length > 0 ? parts.join(', ') : undefined;
}

function wins({ A_wins: a, B_wins: b, Ties: ties = 0 }: JsonObject): string | undefined {
  if (!isCount(a) || !isCount(b) || !isCount(ties)) return undefined;
  const n = a + b + ties;
  const estimate = wilsonEstimate(a, n);
  if (!estimate) return undefined;
  return [
    t(
      'A wins {0} % ({1})',
      wholePercent(estimate.value),
      percentRange(estimate, '–', wholePercent),
    ),
    `B ${wholePercent(b / n)} %`,
    t('ties {0} %', wholePercent(ties / n)),
  ].join(' · ');
}

function isCount(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function rounded(value: number): string {
  return shortNumber(value, 1);
}
