import type { JudgeReliability } from '../../../core/reliability/judgeReliability.js';
import type { TruthAgreement } from '../../../core/reliability/truthAgreement.js';
import type { Estimate } from '../../../core/runs/manifest.js';
import { grouped, meanText, percent, percentRange } from '../../../core/stats/figures.js';
import type { JudgeFigure, JudgePanel } from '../../../shared/results/judgeProtocol.js';
import { coefficientFigure, countedIn, rowsLink, shareFigure } from './figureOf.js';

/** How far the judge agrees with the column that holds the truth. */
export function truthPanel({
  truth,
  truth_candidates: candidates,
  type,
}: JudgeReliability): JudgePanel {
  const panel = { id: 'truth' as const, title: 'Truth', notes: [] };
  if (!truth) {
    const sentence =
      candidates.length === 0
        ? 'The dataset has no column that could hold the right verdict: each has too many different values.'
        : `Choose the column that holds the right ${type === 'score' ? 'score, or whether the row should pass' : type === 'classify' ? 'label, or whether the row should pass' : 'choice'}, to see how often the judge agrees with it.`;
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
              ? 'Rows by the side of the pass threshold'
              : 'Rows by truth and verdict',
          down: truth.column,
          across: 'judge',
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
          f1: f1 === null ? '–' : f1.toFixed(2),
          support,
        })),
  };
}

function sentencesOf(truth: TruthAgreement): string[] {
  const left = [
    truth.without_value > 0 && `${countedIn(truth.without_value, 'judged row')} without a value`,
    truth.without_meaning > 0 &&
      `${grouped(truth.without_meaning)} with a value that stands for no verdict`,
  ].filter((part) => part !== false);
  const leftOut = left.length > 0 ? [`Left out: ${left.join(', ')}.`] : [];
  if (truth.rows === 0) {
    return ['No row has a truth: say what the values stand for.', ...leftOut];
  }
  const { accuracy, kappa } = truth.confusion;
  if (truth.kind === 'number') {
    const { mean_absolute_error: error } = truth.scores ?? {};
    const told = error
      ? [
          `A score is ${meanText(error, '–').value} from ${truth.column} on average, over ${countedIn(truth.rows, 'row')}.`,
        ]
      : [];
    return [...told, ...leftOut];
  }
  const chance =
    kappa && kappa.low <= 0
      ? ['Its agreement can’t be told from chance (κ’s interval reaches 0).']
      : [];
  const differs = truth.differing.count;
  return [
    `The judge agrees with ${truth.column} on ${grouped(truth.rows - differs)} of ${countedIn(truth.rows, 'row')}${accuracy ? ` (${percent(accuracy.value)} %, 95 % interval ${percentRange(accuracy, '–')})` : ''}.`,
    ...chance,
    ...leftOut,
  ];
}

function figuresOf(truth: TruthAgreement): JudgeFigure[] {
  const { confusion, scores, rows, differing } = truth;
  const differ = differing.count > 0 ? rowsLink(differing) : null;
  const differLink = differ && { ...differ, text: `${grouped(differing.count)} differ` };
  const figures: JudgeFigure[] = [];
  if (scores?.kendall) {
    figures.push(
      coefficientFigure(
        scores.kendall,
        {
          label: 'Kendall’s τ',
          title: 'Rank correlation τ-b of score and truth (Kendall 1945)',
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
        { label: 'Spearman’s ρ', title: 'Correlation of ranks of score and truth (Spearman 1904)' },
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
        label: truth.kind === 'number' ? 'same side of the threshold' : 'accuracy',
        title: 'Rows whose verdict is the truth, of those that have one; Wilson (1927)',
        rows: truth.kind === 'number' ? undefined : (differLink ?? undefined),
      }),
    );
  }
  if (confusion.kappa) {
    figures.push(
      coefficientFigure(
        confusion.kappa,
        {
          label: 'Cohen’s κ',
          title:
            'Agreement beyond chance (Cohen 1960), standard error of Fleiss, Cohen and Everitt (1969); 0 is chance, 1 is always',
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
    label: 'mean absolute error',
    value,
    range,
    n: countedIn(error.n ?? 0, 'row'),
    title: 'Mean of |score − truth|; Student’s t',
    bar: null,
    rows: null,
  };
}

function shareText(estimate: Estimate | null): string {
  return estimate === null ? '–' : `${percent(estimate.value)} % (${percentRange(estimate, '–')})`;
}
