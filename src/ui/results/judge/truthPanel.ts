import type { JudgeReliability } from '../../../core/reliability/judgeReliability.js';
import type { TruthAgreement } from '../../../core/reliability/truthAgreement.js';
import type { Estimate } from '../../../core/runs/manifest.js';
import { grouped, meanText, percent, percentRange } from '../../../core/stats/figures.js';
import { fixed, t } from '../../../l10n/t.js';
import type { JudgeFigure, JudgePanel } from '../../../shared/results/judgeProtocol.js';
import { coefficientFigure, countedIn, rowsLink, shareFigure } from './figureOf.js';

/** How far the judge agrees with the column that holds the truth. */
function chooseSentence(type: JudgeReliability['type']): string {
  switch (type) {
    case 'score':
      return t(
        'Choose the column that holds the right score, or whether the row should pass, to see how often the judge agrees with it.',
      );
    case 'classify':
      return t(
        'Choose the column that holds the right label, or whether the row should pass, to see how often the judge agrees with it.',
      );
    case 'compare':
      return t(
        'Choose the column that holds the right choice, to see how often the judge agrees with it.',
      );
  }
}

export function truthPanel({
  truth,
  truth_candidates: candidates,
  type,
}: JudgeReliability): JudgePanel {
  const panel = { id: 'truth' as const, title: t('Truth'), notes: [] };
  if (!truth) {
    const sentence =
      candidates.length === 0
        ? t(
            'The dataset has no column that could hold the right verdict: each has too many different values.',
          )
        : chooseSentence(type);
    return { ...panel, sentences: [sentence], figures: [], matrix: null, labels: [] };
  }
  const { confusion, labels } = { confusion: truth.confusion, labels: truth.confusion.labels };
  const isEmpty = truth.rows === 0;
  return {
    ...panel,
    sentences: sentencesOf(truth),
    figures: figuresOf(truth),
    matrix: isEmpty
      ? null
      : {
          caption:
            truth.kind === 'number'
              ? t('Rows by the side of the pass threshold')
              : t('Rows by truth and verdict'),
          down: truth.column,
          across: t('judge'),
          labels: [...labels],
          cells: truth.cells.map((row) =>
            row.map((list) => ({ count: list.count, rows: rowsLink(list) })),
          ),
        },
    labels: isEmpty
      ? []
      : confusion.perLabel.map(({ label, precision, recall, f1, support }) => ({
          label,
          precision: shareText(precision),
          recall: shareText(recall),
          f1: f1 === null ? '–' : fixed(f1, 2),
          support,
        })),
  };
}

function sentencesOf(truth: TruthAgreement): string[] {
  const left = [
    truth.without_value > 0 &&
      t('{0} without a value', countedIn(truth.without_value, 'judged row')),
    truth.without_meaning > 0 &&
      t('{0} with a value that stands for no verdict', grouped(truth.without_meaning)),
  ].filter((part) => part !== false);
  const leftOut = left.length > 0 ? [t('Left out: {0}.', left.join(', '))] : [];
  if (truth.rows === 0) {
    return [t('No row has a truth: say what the values stand for.'), ...leftOut];
  }
  const { accuracy, kappa } = truth.confusion;
  if (truth.kind === 'number') {
    const { mean_absolute_error: error } = truth.scores ?? {};
    const told = error
      ? [
          t(
            'A score is {0} from {1} on average, over {2}.',
            meanText(error, '–').value,
            truth.column,
            countedIn(truth.rows, 'row'),
          ),
        ]
      : [];
    return [...told, ...leftOut];
  }
  const chance =
    kappa && kappa.low <= 0
      ? [t('Its agreement can’t be told from chance (κ’s interval reaches 0).')]
      : [];
  const differs = truth.differing.count;
  return [
    accuracy
      ? t(
          'The judge agrees with {0} on {1} of {2} ({3} %, 95 % interval {4}).',
          truth.column,
          grouped(truth.rows - differs),
          countedIn(truth.rows, 'row'),
          percent(accuracy.value),
          percentRange(accuracy, '–'),
        )
      : t(
          'The judge agrees with {0} on {1} of {2}.',
          truth.column,
          grouped(truth.rows - differs),
          countedIn(truth.rows, 'row'),
        ),
    ...chance,
    ...(differs === 0 && truth.rows >= SUSPICIOUS_FROM
      ? [t('They never differ: make sure that the verdicts were not made from this column.')]
      : []),
    ...leftOut,
  ];
}

/** Judges that agree on so many rows without a slip are rare. */
const SUSPICIOUS_FROM = 20;

function figuresOf(truth: TruthAgreement): JudgeFigure[] {
  const { confusion, scores, rows, differing } = truth;
  const differ = differing.count > 0 ? rowsLink(differing) : null;
  const differLink = differ && { ...differ, text: t('{0} differ', grouped(differing.count)) };
  const figures: JudgeFigure[] = [];
  if (scores?.kendall) {
    figures.push(
      coefficientFigure(
        scores.kendall,
        {
          label: t('Kendall’s τ'),
          title: t('Rank correlation τ-b of score and truth (Kendall 1945)'),
          rows: differLink ?? undefined,
        },
        rows,
      ),
    );
  }
  if (scores?.spearman) {
    figures.push(
      coefficientFigure(
        scores.spearman,
        {
          label: t('Spearman’s ρ'),
          title: t('Correlation of ranks of score and truth (Spearman 1904)'),
        },
        rows,
      ),
    );
  }
  if (scores?.mean_absolute_error) {
    figures.push(errorFigure(scores.mean_absolute_error));
  }
  if (confusion.accuracy) {
    figures.push(
      shareFigure(confusion.accuracy, {
        label: truth.kind === 'number' ? t('same side of the threshold') : t('accuracy'),
        title: t('Rows whose verdict is the truth, of those that have one; Wilson (1927)'),
        rows: truth.kind === 'number' ? undefined : (differLink ?? undefined),
      }),
    );
  }
  if (confusion.kappa) {
    figures.push(
      coefficientFigure(
        confusion.kappa,
        {
          label: t('Cohen’s κ'),
          title: t(
            'Agreement beyond chance (Cohen 1960), standard error of Fleiss, Cohen and Everitt (1969); 0 is chance, 1 is always',
          ),
        },
        rows,
      ),
    );
  }
  return figures;
}

function errorFigure(error: Estimate): JudgeFigure {
  const { value, range } = meanText(error, '–');
  return {
    label: t('mean absolute error'),
    value,
    range,
    quote: null,
    n: countedIn(error.n ?? 0, 'row'),
    title: t('Mean of |score − truth|; Student’s t'),
    bar: null,
    rows: null,
  };
}

function shareText(estimate: Estimate | null): string {
  return estimate === null ? '–' : `${percent(estimate.value)} % (${percentRange(estimate, '–')})`;
}
