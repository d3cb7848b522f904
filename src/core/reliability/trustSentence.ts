import { decimalText, plural, t } from '../../l10n/t.js';
import type { LabelFigures } from '../labels/labelFigures.js';
import { agreementSentence } from '../labels/labelWords.js';
import type { Estimate } from '../runs/manifest.js';
import { figureText, grouped, percent, percentRange, wholePercent } from '../stats/figures.js';
import type { JudgeReliability } from './judgeReliability.js';
import type { LengthEffect } from './lengthEffect.js';
import { lengthLean } from './lengthLean.js';
import type { OrderEffect } from './orderEffect.js';
import type { TruthAgreement } from './truthAgreement.js';

/**
 * How far the judge can be trusted, as far as the figures say it and no further: `Both orders agree on
 * 87.0 % of 500 rows (83.8–89.7); where they don’t, the judge leans to what it sees first (62 % of 65
 * rows, p = 0.04); length says little.`
 */
export function trustSentence(reliability: JudgeReliability, people: LabelFigures | null): string {
  const { evaluated, order, repeats, truth, feedback, length, type } = reliability;
  if (evaluated === 0) return t('No row has a verdict yet, so nothing can be said of the judge.');
  const held = people && (people.consensus ?? people.raters[0]);
  const clauses = [
    ...(held?.accuracy ? [agreementSentence(held)] : []),
    ...(truth && truth.rows > 0 ? [truthClause(truth)] : []),
    ...(order ? orderClauses(order) : []),
    ...(repeats?.self_consistency
      ? [
          t(
            'asked again it repeats its verdict in {0} of pairs of judgements',
            share(repeats.self_consistency),
          ),
        ]
      : []),
    ...lengthClause(length, type),
    ...(feedback.contradicting.count > 0
      ? [
          t(
            '{0} of {1} rows have feedback that reads as another verdict',
            grouped(feedback.contradicting.count),
            grouped(feedback.checked),
          ),
        ]
      : []),
  ];
  const isChecked = order !== null || repeats !== null || truth !== null || people !== null;
  const text = clauses.length > 0 ? `${capitalised(clauses.join('; '))}.` : '';
  if (isChecked) return text;
  const once = t(
    'Each row was judged once and no column with the truth is chosen, so little is known of the judge.',
  );
  return text === '' ? once : `${once} ${text}`;
}

function truthClause({ column, confusion, rows, scores }: TruthAgreement): string {
  if (scores?.kendall) {
    const { kendall } = scores;
    return t(
      'scores go with {0} by Kendall’s τ = {1} ({2}) on {3}',
      column,
      signed(kendall.value),
      signedRange(kendall),
      rowsText(rows),
    );
  }
  const { accuracy, kappa } = confusion;
  if (!accuracy) return t('nothing can be said of its agreement with {0}', column);
  const agrees = t(
    'the judge agrees with {0} on {1} of {2}',
    column,
    share(accuracy),
    rowsText(rows),
  );
  if (!kappa) return agrees;
  const told = `${agrees}, κ = ${signed(kappa.value)} (${signedRange(kappa)})`;
  return kappa.low <= 0 ? t('{0}, which chance could give', told) : told;
}

function orderClauses(order: OrderEffect): string[] {
  const { position_consistency: consistency, first_of_flips: lean, test, pairs } = order;
  if (!consistency) return [t('no row has a usable choice in both orders')];
  const agree = t(
    'both orders agree on {0} % of {1} ({2})',
    percent(consistency.value),
    rowsText(pairs),
    percentRange(consistency, '–'),
  );
  if (!lean || lean.n === undefined) return [agree];
  const p = test.p_value;
  const first = t('{0} % of {1} the first', wholePercent(lean.value), rowsText(lean.n));
  const counts = p === null ? first : `${first}, ${pText(p)}`;
  if (p === null || p >= SIGNIFICANT) {
    return [agree, t('where they don’t, it leans to neither place clearly ({0})', counts)];
  }
  const leans =
    lean.value > 0.5
      ? t('where they don’t, it leans to what it sees first ({0})', counts)
      : t('where they don’t, it leans to what it sees second ({0})', counts);
  return [agree, leans];
}

/** As for every interval here: 5 %. */
const SIGNIFICANT = 0.05;

function lengthClause(length: LengthEffect, type: JudgeReliability['type']): string[] {
  const { longer_wins: longer, rank_correlation: rank } = length;
  const lean = lengthLean(length);
  if (lean === null || lean === 'unknown') return [];
  if (lean === 'little') return [t('length says little')];
  if (longer) return [t('the longer response wins {0} of decided rows', share(longer))];
  const tau = rank ? ` (τ = ${signed(rank.value)}, ${signedRange(rank)})` : '';
  return [`${leanText(lean, type)}${tau}`];
}

function leanText(lean: 'longer' | 'shorter', type: JudgeReliability['type']): string {
  if (type === 'score') {
    return lean === 'longer'
      ? t('longer responses get higher scores')
      : t('shorter responses get higher scores');
  }
  return lean === 'longer'
    ? t('longer responses pass more often')
    : t('shorter responses pass more often');
}

function share(estimate: Estimate): string {
  return `${percent(estimate.value)} % (${percentRange(estimate, '–')})`;
}

function rowsText(count: number): string {
  return plural(count, '{0} row', '{0} rows');
}

/** `p = 0.03`, `p < 0.001` */
export function pText(p: number): string {
  return decimalText(p < 0.001 ? 'p < 0.001' : `p = ${p < 0.1 ? p.toPrecision(1) : p.toFixed(2)}`);
}

/** A coefficient with two decimals and a real minus. */
export function signed(value: number): string {
  return figureText(value, 2);
}

/** `0.78–0.86`, `−0.10 to 0.20` */
export function signedRange({ low, high }: Estimate): string {
  return `${signed(low)}${low < 0 ? t(' to ') : '–'}${signed(high)}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
