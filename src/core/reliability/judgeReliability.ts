import { t } from '../../l10n/t.js';
import { agreementText, judgementsDiffer } from '../judging/agreement.js';
import { isJudgedTwice } from '../judging/chatRequests.js';
import { choicesOf, outcomeOf } from '../judging/outcome.js';
import { repeatsOf } from '../judging/repeatedVerdict.js';
import { judgedVerdict } from '../judging/judgedVerdict.js';
import { isBorderline } from '../labels/labelRow.js';
import type { Estimate } from '../runs/manifest.js';
import type { ResultRow, StoredRow } from '../runs/resultRow.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { wilsonEstimate } from '../stats/intervals.js';
import { collectSelfConsistency } from '../stats/selfConsistency.js';
import { feedbackContradiction, feedbackTexts } from './feedbackChecks.js';
import type { FoundContradiction } from './feedbackChecks.js';
import { collectFeedbackHabits } from './feedbackHabits.js';
import type { FeedbackHabits } from './feedbackHabits.js';
import { collectLengthEffect } from './lengthEffect.js';
import type { LengthEffect } from './lengthEffect.js';
import { collectOrderEffect } from './orderEffect.js';
import type { OrderEffect } from './orderEffect.js';
import { collectReadFirst } from './readFirst.js';
import type { ReadFirst } from './readFirst.js';
import { growRowList } from './rowList.js';
import type { RowList } from './rowList.js';
import { truthAgreement } from './truthAgreement.js';
import type { TruthAgreement, TruthChoice } from './truthAgreement.js';
import { collectTruthColumns } from './truthColumns.js';
import type { TruthOptions } from './truthColumns.js';
import { truthRank } from './truthMeaning.js';

/**
 * How far the judge of a run can be trusted, from its rows alone; what `gavel stats --json` prints as
 * `reliability`. Rates are fractions with 95 % intervals, each with its own `n`; null where nothing can
 * be said. Row ids are rows of the dataset, or minus the line of the results where the row isn't known.
 */
export interface JudgeReliability {
  readonly type: ResolvedSpec['type'];
  /** Rows with a usable verdict. */
  readonly evaluated: number;
  /** Compare in both orders. */
  readonly order: OrderEffect | null;
  readonly length: LengthEffect;
  readonly feedback: FeedbackHabits & {
    /**
     * Evaluated rows with feedback (of score with `run.repeats` none: its score is a mean), and of
     * them the share that reads as another verdict (Wilson).
     */
    readonly checked: number;
    readonly contradiction_rate: Estimate | null;
    readonly contradicting: RowList;
    /** The first of them, with the words. */
    readonly contradictions: readonly RowContradiction[];
  };
  /** With `run.repeats`. */
  readonly repeats: {
    readonly self_consistency: Estimate | null;
    /** Rows whose judgements gave different verdicts. */
    readonly differing: RowList;
  } | null;
  /** Columns that could hold the truth, likely ones first. */
  readonly truth_candidates: readonly {
    readonly column: string;
    readonly values: number;
    readonly likely: boolean;
  }[];
  /** Agreement with the chosen column. */
  readonly truth: TruthAgreement | null;
  readonly read_first: readonly ReadFirst[];
}

type RowContradiction = FoundContradiction & { readonly id: number };

/** Reliability while rows come in: one pass, in which no row is kept. */
export interface ReliabilityCollector {
  add(row: StoredRow, line: number): void;
  /**
   * What the rows so far say. A `truth` that the rows don't have, or whose column was dropped on the way
   * because it holds too many values, gives `truth: null`: name it as `chosen` before the pass.
   */
  current(truth?: TruthChoice): JudgeReliability;
  /**
   * Works out ahead of `current` what takes longest of it, so that a caller with others to serve can
   * rest in between. Rows that are added later are minded.
   */
  prepare(): void;
  /** Columns that can be chosen. */
  columns(): readonly string[];
}

/** The name of a row for lists and links: its row of the dataset, else minus its line (from 1). */
function rowId({ details }: Pick<StoredRow, 'details'>, line: number): number {
  return details?.row ?? -line;
}

const MOST_CONTRADICTIONS = 200;

export function collectReliability(
  spec: ResolvedSpec,
  options: TruthOptions = {},
): ReliabilityCollector {
  const orders = isJudgedTwice(spec) ? collectOrderEffect(spec) : undefined;
  const lengths = collectLengthEffect(spec);
  const habits = collectFeedbackHabits(spec);
  const truths = collectTruthColumns(spec, options);
  const consistency = repeatsOf(spec) > 1 ? collectSelfConsistency(spec) : undefined;
  const readFirst = collectReadFirst();
  const differing = growRowList();
  const contradicting = growRowList();
  const contradictions: RowContradiction[] = [];
  let evaluated = 0;
  let checked = 0;
  let prepared: { readonly length: LengthEffect; readonly evaluated: number } | undefined;
  const lengthEffect = (): LengthEffect => {
    if (prepared?.evaluated !== evaluated) prepared = { length: lengths.current(), evaluated };
    return prepared.length;
  };

  const checkFeedback = (result: ResultRow, verdict: string | number, id: number) => {
    const texts = feedbackTexts(result, spec);
    habits.add(result, texts, id);
    // The words of one judgement say nothing of the mean of several scores.
    if (texts.length === 0 || (spec.type === 'score' && consistency)) return;
    checked += 1;
    const found = feedbackContradiction(result, verdict, spec);
    if (!found) return;
    contradicting.add(id);
    if (contradictions.length < MOST_CONTRADICTIONS) contradictions.push({ id, ...found });
    const text = t('the feedback says “{0}”', found.words);
    readFirst.add({ id, verdict: found.verdict, kind: 'feedback', text });
  };

  return {
    columns: truths.columns,
    prepare: () => void lengthEffect(),
    add(row, line) {
      const { result, details } = row;
      const id = rowId(row, line);
      consistency?.add(details?.judgements ?? []);
      const outcome = outcomeOf(result, spec);
      const verdict = judgedVerdict(result, outcome, spec);
      const said = verdict === undefined ? t('no verdict') : String(verdict);
      if (orders?.add(result, id)) {
        readFirst.add({ id, verdict: said, kind: 'orders', text: flipText(result, spec) });
      }
      if (judgementsDiffer(row, spec)) {
        differing.add(id);
        const text = t('its judgements differ: {0}', agreementText(row, spec) ?? '');
        readFirst.add({ id, verdict: said, kind: 'judgements', text });
      }
      if (verdict === undefined) return;
      evaluated += 1;
      lengths.add(result, outcome);
      truths.add(result, verdict, id);
      checkFeedback(result, verdict, id);
      if (spec.type === 'score' && isBorderline(verdict, spec)) {
        const text = t(
          '{0} is within a step of the threshold of {1}',
          verdict,
          spec.pass_threshold,
        );
        readFirst.add({ id, verdict: said, kind: 'borderline', text });
      }
    },
    current(truth) {
      const table = truths.current();
      const agreement = truth && truthAgreement(spec, table, truth);
      return {
        type: spec.type,
        evaluated,
        order: orders?.current() ?? null,
        length: lengthEffect(),
        feedback: {
          ...habits.current(),
          checked,
          contradiction_rate: wilsonEstimate(contradicting.current().count, checked),
          contradicting: contradicting.current(),
          contradictions: [...contradictions],
        },
        repeats: consistency
          ? {
              self_consistency: consistency.current().self_consistency ?? null,
              differing: differing.current(),
            }
          : null,
        truth_candidates: [...table.columns]
          .map(([column, { values }]) => ({
            column,
            values: values.length,
            ...truthRank(spec, column, values),
          }))
          .sort((a, b) => b.rank - a.rank)
          .map(({ column, values, likely }) => ({ column, values, likely })),
        truth: agreement ?? null,
        read_first: readFirst.current(
          (agreement?.differences ?? []).map(({ id, truth: value, verdict }) => ({
            id,
            verdict,
            kind: 'truth',
            text: t('{0} says {1}, the judge {2}', agreement?.column ?? '', value, verdict),
          })),
        ),
      };
    },
  };
}

function flipText(result: ResultRow, spec: ResolvedSpec): string {
  const { original, flipped } = choicesOf(result, spec);
  const pair = `${original ?? ''} ${flipped ?? ''}`;
  if (pair === 'A B') return t('its orders disagree: the first shown was chosen both times');
  if (pair === 'B A') return t('its orders disagree: the second shown was chosen both times');
  const said = (choice: string | undefined) => (choice === 'Tie' ? t('a tie') : (choice ?? ''));
  return t(
    'its orders disagree: {0} with A first, {1} with B first',
    said(original),
    said(flipped),
  );
}
