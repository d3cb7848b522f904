import type { JudgeReliability } from '../../../core/reliability/judgeReliability.js';
import type { LengthEffect } from '../../../core/reliability/lengthEffect.js';
import { lengthLean } from '../../../core/reliability/lengthLean.js';
import type { LengthLean } from '../../../core/reliability/lengthLean.js';
import { pText, signed } from '../../../core/reliability/trustSentence.js';
import type { Estimate } from '../../../core/runs/manifest.js';
import { grouped, percent, percentRange } from '../../../core/stats/figures.js';
import { fixed, t } from '../../../l10n/t.js';
import type { JudgeFigure, JudgePanel } from '../../../shared/results/judgeProtocol.js';
import { coefficientFigure, countFigure, countedIn, rowsLink, shareFigure } from './figureOf.js';
import type { NoteOf } from './judgeView.js';

const PLAIN = { figures: [], matrix: null, labels: [], notes: [] };

/** How verdicts go with length. */
export function lengthPanel({ length, type }: JudgeReliability): JudgePanel {
  const panel = { ...PLAIN, id: 'length' as const, title: t('Length') };
  const figures = lengthFigures(length, type);
  if (figures.length === 0) {
    return {
      ...panel,
      sentences: [t('Too few judged rows with a response to say anything of its length.')],
    };
  }
  return { ...panel, sentences: lengthSentences(length, type), figures };
}

function lengthSentences(length: LengthEffect, type: JudgeReliability['type']): string[] {
  const { longer_wins: longer, odds_per_doubling: odds, rank_correlation: rank } = length;
  const lean = lengthLean(length);
  const told = [
    ...(lean === null
      ? []
      : longer
        ? [winsWords(longer, lean)]
        : rank
          ? [rankWords(rank, lean, type)]
          : []),
    ...(odds ? [doublingWords(odds, type)] : []),
  ].join('; ');
  return [
    `${told.charAt(0).toUpperCase()}${told.slice(1)}.`,
    t(
      'That alone is no bias: a longer response may be better. Read rows where a shorter one is clearly right.',
    ),
  ];
}

/** What stands before the figure where it is not the lean itself. */
const noLean = () =>
  ({ little: t('length says little: '), unknown: t('too few rows to tell: ') }) as const;

function winsWords(longer: Estimate, lean: LengthLean): string {
  const before = lean === 'little' || lean === 'unknown' ? noLean()[lean] : '';
  return t(
    '{0}the longer response wins {1} % of decided rows ({2})',
    before,
    percent(longer.value),
    percentRange(longer, '–'),
  );
}

function rankWords(
  rank: NonNullable<LengthEffect['rank_correlation']>,
  lean: LengthLean,
  type: JudgeReliability['type'],
): string {
  const tau = `τ = ${signed(rank.value)}, ${pText(rank.p_value)}`;
  if (lean === 'little' || lean === 'unknown') return `${noLean()[lean]}${tau}`;
  return type === 'score'
    ? lean === 'longer'
      ? t('longer responses get higher scores ({0})', tau)
      : t('shorter responses get higher scores ({0})', tau)
    : lean === 'longer'
      ? t('longer responses pass more often ({0})', tau)
      : t('shorter responses pass more often ({0})', tau);
}

function doublingWords(
  odds: NonNullable<LengthEffect['odds_per_doubling']>,
  type: JudgeReliability['type'],
): string {
  return type === 'compare'
    ? t(
        'each doubling of A’s length over B’s multiplies A’s odds of winning by {0}',
        oddsText(odds),
      )
    : t('each doubling of length multiplies the odds of passing by {0}', oddsText(odds));
}

function oddsText(odds: NonNullable<LengthEffect['odds_per_doubling']>): string {
  const { value, range } = ratioText(odds);
  return `${value} (${range})`;
}

/** Two digits each: between 0.4 and 1.0 lies all that a ratio may say. */
function ratioText({ value, low, high }: Estimate): { value: string; range: string } {
  return { value: fixed(value, 2), range: `${fixed(low, 2)}–${fixed(high, 2)}` };
}

function lengthFigures(length: LengthEffect, type: JudgeReliability['type']): JudgeFigure[] {
  const { longer_wins: longer, odds_per_doubling: odds, rank_correlation: rank, rows } = length;
  const figures: JudgeFigure[] = [];
  if (longer) {
    figures.push(
      shareFigure(longer, {
        label: t('the longer response wins'),
        title: t(
          'Of the decided rows whose responses differ in length (characters); Wilson (1927)',
        ),
        mark: 0.5,
      }),
    );
  }
  if (odds) {
    const { value, range } = ratioText(odds);
    figures.push({
      label: t('odds per doubling of length'),
      value: `× ${value}`,
      range,
      quote: null,
      n: `${countedIn(rows, 'row')}, ${pText(odds.p_value)}`,
      title:
        type === 'compare'
          ? t(
              'Logistic regression of “A wins” on log2(length of A / length of B); 1 is no effect, Wald interval',
            )
          : t('Logistic regression of “passes” on log2(length); 1 is no effect, Wald interval'),
      bar: null,
      rows: null,
    });
  }
  if (rank) {
    const figure = coefficientFigure(
      rank,
      {
        label:
          type === 'score'
            ? t('length with score (Kendall’s τ)')
            : t('length with passing (Kendall’s τ)'),
        title: t('Rank correlation τ-b (Kendall 1945): 0 is none, 1 the longer the better'),
      },
      rows,
    );
    figures.push({ ...figure, n: `${figure.n}, ${pText(rank.p_value)}` });
  }
  return figures;
}

/** What the judge wrote, held against what it decided. */
export function feedbackPanel({ feedback, type }: JudgeReliability, note: NoteOf): JudgePanel {
  const { rows, checked, contradiction_rate: rate, contradicting } = feedback;
  const panel = { ...PLAIN, id: 'feedback' as const, title: t('Feedback') };
  if (rows === 0) {
    return { ...panel, sentences: [t('No row has a verdict yet.')] };
  }
  const found = contradicting.count;
  const sentences = [
    checked === 0
      ? feedback.without_feedback.count === rows
        ? t('The results hold no feedback, so it can’t be held against the verdicts.')
        : t(
            'Each score is the mean of several judgements: the feedback of one can’t be held against it.',
          )
      : found === 0
        ? t(
            'No feedback of {0} reads as another verdict. The check is simple and misses most.',
            countedIn(checked, 'row'),
          )
        : t(
            'The feedback of {0} of {1} reads as another verdict than the one given: read them.',
            countedIn(found, 'row'),
            grouped(checked),
          ),
    ...habitSentences(feedback, type),
  ];
  const figures = [
    ...(rate && found > 0
      ? [
          shareFigure(rate, {
            label: t('feedback reads as another verdict'),
            title: t(
              'Plain patterns in the last sentence; negations and weighing sentences are let alone',
            ),
            rows: rowsLink(contradicting) ?? undefined,
          }),
        ]
      : []),
    ...(feedback.without_feedback.count > 0 && checked > 0
      ? [
          countFigure(feedback.without_feedback, rows, {
            label: t('verdict without feedback'),
            title: t('Judged rows whose verdict came without a reason'),
          }),
        ]
      : []),
    ...feedback.repeated.map(({ text, rows: same }) =>
      countFigure(same, rows, {
        label: t('rows with the very same words'),
        quote: clipped(text),
        title: t('Judged rows with this very feedback: {0}', text),
      }),
    ),
  ];
  return {
    ...panel,
    sentences,
    figures,
    notes: feedback.contradictions
      .slice(0, MOST_NOTES)
      .map(({ id, verdict, words, says, order }) =>
        note(id, verdict, [
          t(
            '{0}“{1}” says {2}',
            order === undefined ? '' : order === 'original' ? t('A first: ') : t('B first: '),
            words,
            says,
          ),
        ]),
      ),
  };
}

const MOST_NOTES = 10;

function habitSentences(
  feedback: JudgeReliability['feedback'],
  type: JudgeReliability['type'],
): string[] {
  const { unused_labels: unused, commonest_score: commonest, rows } = feedback;
  const sentences: string[] = [];
  if (type === 'classify' && unused.length > 0 && rows > 0) {
    const many = unused.length > 1;
    sentences.push(
      many
        ? t('Labels never given: {0} ({1}).', unused.join(', '), countedIn(rows, 'judged row'))
        : t('Label never given: {0} ({1}).', unused.join(', '), countedIn(rows, 'judged row')),
    );
  }
  if (commonest && commonest.share.low >= HEAPED) {
    sentences.push(
      t(
        '{0} % of {1} got the same score, {2}: the scale tells them apart little.',
        percent(commonest.share.value),
        countedIn(rows, 'judged row'),
        commonest.score,
      ),
    );
  }
  return sentences;
}

/** From here on scores stand in one heap. */
const HEAPED = 0.5;

/** The page cuts what is longer than its column. */
function clipped(text: string): string {
  return [...text].slice(0, 100).join('');
}
