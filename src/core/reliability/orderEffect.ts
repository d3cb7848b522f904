import { choicesOf } from '../judging/outcome.js';
import type { Choice } from '../judging/verdictValues.js';
import type { Estimate } from '../runs/manifest.js';
import type { ResultRow } from '../runs/resultRow.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { wilsonEstimate } from '../stats/intervals.js';
import { signTest } from '../stats/signTest.js';
import type { TestResult } from '../stats/testResult.js';
import { growRowList } from './rowList.js';
import type { RowList } from './rowList.js';

export const CHOICES = ['A', 'B', 'Tie'] as const satisfies readonly Choice[];

/**
 * What the order in which the responses stand does to a judge that was asked in both. Choices are in
 * the letters of the spec: in the original order A stands first, in the flipped one B.
 */
export interface OrderEffect {
  /** Rows with a usable choice in both orders. */
  readonly pairs: number;
  /** Of the pairs, those whose two choices are the same; Wilson. */
  readonly position_consistency: Estimate | null;
  /** Rows by choice: `table[original][flipped]`, each in the order of `CHOICES`. */
  readonly table: readonly (readonly number[])[];
  /** The rows of each cell of the table. */
  readonly cells: readonly (readonly RowList[])[];
  /** Of the passes that chose a side, those that chose the first; Wilson, see `runStatistics`. */
  readonly first_position_rate: Estimate | null;
  /**
   * Of the pairs whose orders disagree, those that lean to what stands first; Wilson. Each
   * disagreement leans to one side: A then B, A then Tie, Tie then B chose the first more often. A
   * judge without position bias has one half here, however often its orders disagree.
   */
  readonly first_of_flips: Estimate | null;
  /** Sign test of `first_of_flips` against one half. */
  readonly test: TestResult;
  readonly flips: RowList;
  /** Wins of A of the usable choices of one order alone; Wilson. */
  readonly win_rate_a_original: Estimate | null;
  readonly win_rate_a_flipped: Estimate | null;
}

interface OrderCollector {
  /** Whether the row's orders disagree. */
  add(result: ResultRow, id: number): boolean;
  current(): OrderEffect;
}

export function collectOrderEffect(spec: ResolvedSpec): OrderCollector {
  const cells = CHOICES.map(() => CHOICES.map(growRowList));
  const original = { n: 0, a: 0, first: 0, sided: 0 };
  const flipped = { n: 0, a: 0, first: 0, sided: 0 };
  const flips = growRowList();
  let pairs = 0;

  return {
    add(result, id) {
      const choices = choicesOf(result, spec);
      countPass(original, choices.original, 'A');
      countPass(flipped, choices.flipped, 'B');
      if (choices.original === undefined || choices.flipped === undefined) return false;
      pairs += 1;
      cells[CHOICES.indexOf(choices.original)]?.[CHOICES.indexOf(choices.flipped)]?.add(id);
      if (choices.original === choices.flipped) return false;
      flips.add(id);
      return true;
    },
    current() {
      const lists = cells.map((row) => row.map((list) => list.current()));
      const cell = (row: Choice, column: Choice) =>
        lists[CHOICES.indexOf(row)]?.[CHOICES.indexOf(column)]?.count ?? 0;
      const first = cell('A', 'B') + cell('A', 'Tie') + cell('Tie', 'B');
      const second = cell('B', 'A') + cell('B', 'Tie') + cell('Tie', 'A');
      return {
        pairs,
        position_consistency: wilsonEstimate(pairs - first - second, pairs),
        table: lists.map((row) => row.map(({ count }) => count)),
        cells: lists,
        first_position_rate: wilsonEstimate(
          original.first + flipped.first,
          original.sided + flipped.sided,
        ),
        first_of_flips: wilsonEstimate(first, first + second),
        test: signTest(first, second),
        flips: flips.current(),
        win_rate_a_original: wilsonEstimate(original.a, original.n),
        win_rate_a_flipped: wilsonEstimate(flipped.a, flipped.n),
      };
    },
  };
}

function countPass(
  pass: { n: number; a: number; first: number; sided: number },
  choice: Choice | undefined,
  first: Choice,
): void {
  if (choice === undefined) return;
  pass.n += 1;
  if (choice === 'A') pass.a += 1;
  if (choice === 'Tie') return;
  pass.sided += 1;
  if (choice === first) pass.first += 1;
}
