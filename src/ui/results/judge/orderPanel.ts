import type { JudgeReliability } from '../../../core/reliability/judgeReliability.js';
import { CHOICES } from '../../../core/reliability/orderEffect.js';
import type { OrderEffect } from '../../../core/reliability/orderEffect.js';
import { pText } from '../../../core/reliability/trustSentence.js';
import type { ResolvedSpec } from '../../../core/spec/evalSpec.js';
import { grouped, wholePercent } from '../../../core/stats/figures.js';
import { t } from '../../../l10n/t.js';
import type { JudgeFigure, JudgePanel } from '../../../shared/results/judgeProtocol.js';
import { rowsLink, shareFigure } from './figureOf.js';

/** What the order of the responses does to the judge; undefined where there is no order. */
export function orderPanel(
  { order }: JudgeReliability,
  spec: ResolvedSpec,
): JudgePanel | undefined {
  if (spec.type !== 'compare') return undefined;
  const panel = { id: 'order' as const, title: t('Order'), labels: [], notes: [] };
  if (!order || order.pairs === 0) {
    const sentence = order
      ? t('No row has a usable choice in both orders.')
      : t(
          'Each row was judged in one order, A first: a lean to what stands first can’t be told from A being better. Only judging in both orders tells: disable_position_bias_correction in a spec turns that off.',
        );
    return { ...panel, sentences: [sentence], figures: [], matrix: null };
  }
  return {
    ...panel,
    sentences: sentencesOf(order),
    figures: figuresOf(order),
    matrix: {
      caption: t('Rows by choice in both orders'),
      down: t('A first'),
      across: t('B first'),
      labels: [...CHOICES],
      cells: order.cells.map((row) =>
        row.map((list) => ({ count: list.count, rows: rowsLink(list) })),
      ),
    },
  };
}

function sentencesOf({ first_of_flips: lean, test, flips, pairs }: OrderEffect): string[] {
  if (!lean) return [t('Both orders agree on every row.')];
  const p = test.p_value;
  const counted = t(
    '{0} % of the {1} disagreements lean to the first',
    wholePercent(lean.value),
    grouped(flips.count),
  );
  const proof = p === null ? '' : ` (${pText(p)})`;
  const words =
    p === null || p >= 0.05
      ? t('No clear lean to a place: {0}{1}.', counted, proof)
      : lean.value > 0.5
        ? t('The judge leans to what it sees first: {0}{1}.', counted, proof)
        : t('The judge leans to what it sees second: {0}{1}.', counted, proof);
  return [
    words,
    t(
      'A disagreement counts as a tie: {0} of {1} rows with both orders are ties for it.',
      grouped(flips.count),
      grouped(pairs),
    ),
  ];
}

function figuresOf(order: OrderEffect): JudgeFigure[] {
  const {
    position_consistency: consistency,
    first_of_flips: lean,
    first_position_rate: first,
    win_rate_a_original: original,
    win_rate_a_flipped: flipped,
    flips,
  } = order;
  const link = rowsLink(flips);
  const disagree = link && {
    ...link,
    filters: ['disagree'],
    text: t('{0} flip', grouped(flips.count)),
  };
  return [
    ...(consistency
      ? [
          shareFigure(consistency, {
            label: t('both orders agree'),
            title: t('Rows whose two choices are the same, of those with both; Wilson (1927)'),
            rows: disagree ?? undefined,
          }),
        ]
      : []),
    ...(lean
      ? [
          shareFigure(lean, {
            label: t('disagreements that lean to the first'),
            title: t(
              'A then B, A then tie, tie then B lean to what stands first. 50 % is no lean; p of the sign test, interval of Wilson (1927)',
            ),
            mark: 0.5,
          }),
        ]
      : []),
    ...(first
      ? [
          shareFigure(first, {
            label: t('passes that chose the first'),
            title: t(
              'Of the passes that chose a side; 50 % is no lean. A row’s two passes are not independent: the interval is approximate',
            ),
            unit: 'pass',
            mark: 0.5,
          }),
        ]
      : []),
    ...(original
      ? [
          shareFigure(original, {
            label: t('A wins, judged with A first alone'),
            title: t('What the win rate would be from the original order; ties count for neither'),
          }),
        ]
      : []),
    ...(flipped
      ? [
          shareFigure(flipped, {
            label: t('A wins, judged with B first alone'),
            title: t('What the win rate would be from the flipped order; ties count for neither'),
          }),
        ]
      : []),
  ];
}
