import type { LabelFigures } from '../labels/labelFigures.js';
import { agreementSentence } from '../labels/labelWords.js';
import type { Estimate } from '../runs/manifest.js';
import { grouped, percent, percentRange, wholePercent } from '../stats/figures.js';
import type { JudgeReliability } from './judgeReliability.js';
import type { LengthEffect } from './lengthEffect.js';
import type { OrderEffect } from './orderEffect.js';
import type { TruthAgreement } from './truthAgreement.js';

/**
 * How far the judge can be trusted, as far as the figures say it and no further: `Both orders agree on
 * 87.0 % of 500 rows (83.8–89.7); where they don’t, the judge leans to what it sees first (62 % of 65
 * rows, p = 0.04); length says little.`
 */
export function trustSentence(reliability: JudgeReliability, people: LabelFigures | null): string {
  const { evaluated, order, repeats, truth, feedback, length, type } = reliability;
  if (evaluated === 0) return 'No row has a verdict yet, so nothing can be said of the judge.';
  const held = people && (people.consensus ?? people.raters[0]);
  const clauses = [
    ...(held?.accuracy ? [agreementSentence(held)] : []),
    ...(truth && truth.rows > 0 ? [truthClause(truth)] : []),
    ...(order ? orderClauses(order) : []),
    ...(repeats?.self_consistency
      ? [
          `asked again it repeats its verdict in ${share(repeats.self_consistency)} of pairs of judgements`,
        ]
      : []),
    ...lengthClause(length, type),
    ...(feedback.contradicting.count > 0
      ? [
          `${grouped(feedback.contradicting.count)} of ${grouped(feedback.checked)} rows have feedback that reads as another verdict`,
        ]
      : []),
  ];
  const isChecked = order !== null || repeats !== null || truth !== null || people !== null;
  const text = clauses.length > 0 ? `${capitalised(clauses.join('; '))}.` : '';
  if (isChecked) return text;
  const once =
    'Each row was judged once and no column with the truth is chosen, so little is known of the judge.';
  return text === '' ? once : `${once} ${text}`;
}

function truthClause({ column, confusion, rows, scores }: TruthAgreement): string {
  if (scores?.kendall) {
    const { kendall } = scores;
    return `scores go with ${column} by Kendall’s τ = ${signed(kendall.value)} (${signedRange(kendall)}) on ${rowsText(rows)}`;
  }
  const { accuracy, kappa } = confusion;
  if (!accuracy) return `nothing can be said of its agreement with ${column}`;
  const chance = kappa
    ? `, κ = ${signed(kappa.value)} (${signedRange(kappa)})${kappa.low <= 0 ? ', which chance could give' : ''}`
    : '';
  return `the judge agrees with ${column} on ${share(accuracy)} of ${rowsText(rows)}${chance}`;
}

function orderClauses(order: OrderEffect): string[] {
  const { position_consistency: consistency, first_of_flips: lean, test, pairs } = order;
  if (!consistency) return ['no row has a usable choice in both orders'];
  const agree = `both orders agree on ${percent(consistency.value)} % of ${rowsText(pairs)} (${percentRange(consistency, '–')})`;
  if (!lean || lean.n === undefined) return [agree];
  const p = test.p_value;
  const counts = `${wholePercent(lean.value)} % of ${rowsText(lean.n)} the first${p === null ? '' : `, ${pText(p)}`}`;
  if (p === null || p >= SIGNIFICANT) {
    return [agree, `where they don’t, it leans to neither place clearly (${counts})`];
  }
  const place = lean.value > 0.5 ? 'first' : 'second';
  return [agree, `where they don’t, it leans to what it sees ${place} (${counts})`];
}

/** As for every interval here: 5 %. */
const SIGNIFICANT = 0.05;

function lengthClause(length: LengthEffect, type: JudgeReliability['type']): string[] {
  const { longer_wins: longer, rank_correlation: rank } = length;
  if (type === 'compare') {
    if (!longer) return [];
    if (longer.low <= 0.5 && longer.high >= 0.5) return littleSaid(longer);
    return [
      longer.value > 0.5
        ? `the longer response wins ${share(longer)} of decided rows`
        : `the shorter response wins ${percent(1 - longer.value)} % of decided rows`,
    ];
  }
  if (!rank) return [];
  if (rank.low <= 0 && rank.high >= 0) return littleSaid(rank);
  const verdicts = type === 'score' ? 'get higher scores' : 'pass more often';
  return [`${rank.value > 0 ? 'longer' : 'shorter'} responses ${verdicts}`];
}

/** Few rows can't tell a strong effect from none: then nothing is said. */
function littleSaid(estimate: Estimate): string[] {
  return isNarrow(estimate) ? ['length says little'] : [];
}

/** Narrow enough that what lies in the interval is little: 0.3 for a share or a coefficient. */
export function isNarrow({ low, high }: Estimate): boolean {
  return high - low <= 0.3;
}

function share(estimate: Estimate): string {
  return `${percent(estimate.value)} % (${percentRange(estimate, '–')})`;
}

function rowsText(count: number): string {
  return count === 1 ? '1 row' : `${grouped(count)} rows`;
}

/** `p = 0.03`, `p < 0.001` */
export function pText(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p < 0.1 ? p.toPrecision(1) : p.toFixed(2)}`;
}

/** A coefficient with two decimals and a real minus. */
export function signed(value: number): string {
  const text = value.toFixed(2);
  return Number(text) === 0 ? '0.00' : text.replace('-', '−');
}

/** `0.78–0.86`, `−0.10 to 0.20` */
export function signedRange({ low, high }: Estimate): string {
  return `${signed(low)}${low < 0 ? ' to ' : '–'}${signed(high)}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
