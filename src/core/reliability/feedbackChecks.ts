import { choicesOf } from '../judging/outcome.js';
import { flippedBack } from '../judging/verdictValues.js';
import type { Json } from '../json.js';
import type { ResultRow } from '../runs/resultRow.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { choiceContradiction, labelContradiction, scoreContradiction } from './contradiction.js';
import type { Contradiction } from './contradiction.js';

/** What the judge wrote about a row, without what is empty; compare: of both orders. */
export function feedbackTexts(result: ResultRow, spec: ResolvedSpec): string[] {
  const columns =
    spec.type === 'compare'
      ? ['judge_feedback_original_order', 'judge_feedback_flipped_order']
      : ['feedback'];
  return columns.flatMap((column) => textOf(result[column]) ?? []);
}

/** A contradiction with the verdict beside it, both in the letters of the spec. */
export interface FoundContradiction extends Contradiction {
  readonly verdict: string;
  /** Compare: the order whose feedback it is. */
  readonly order?: 'original' | 'flipped';
}

/**
 * Whether the feedback of an evaluated row reads as if it meant another verdict; see
 * `contradiction.ts`. The judge saw B under the letter A in the flipped order, and its feedback keeps
 * that: what it says is turned back here. Undefined also where there is nothing to check.
 */
export function feedbackContradiction(
  result: ResultRow,
  verdict: string | number,
  spec: ResolvedSpec,
): FoundContradiction | undefined {
  switch (spec.type) {
    case 'classify': {
      const feedback = textOf(result['feedback']);
      const found = feedback && labelContradiction(feedback, String(verdict), spec.labels);
      return found ? { ...found, verdict: String(verdict) } : undefined;
    }
    case 'score': {
      const feedback = textOf(result['feedback']);
      const scale = { min: spec.min_score, max: spec.max_score };
      const found = feedback && scoreContradiction(feedback, Number(verdict), scale);
      return found ? { ...found, verdict: String(verdict) } : undefined;
    }
    case 'compare':
      return inOriginalOrder(result, spec) ?? inFlippedOrder(result, spec);
  }
}

function inOriginalOrder(result: ResultRow, spec: ResolvedSpec): FoundContradiction | undefined {
  const { original } = choicesOf(result, spec);
  const feedback = textOf(result['judge_feedback_original_order']);
  if (original === undefined || feedback === undefined) return undefined;
  const found = choiceContradiction(feedback, original);
  return found && { ...found, verdict: original, order: 'original' };
}

function inFlippedOrder(result: ResultRow, spec: ResolvedSpec): FoundContradiction | undefined {
  const { flipped } = choicesOf(result, spec);
  const feedback = textOf(result['judge_feedback_flipped_order']);
  if (flipped === undefined || feedback === undefined) return undefined;
  const found = choiceContradiction(feedback, flippedBack(flipped));
  if (!found) return undefined;
  const says = flippedBack(found.says === 'A' ? 'A' : 'B');
  return { words: found.words, says, verdict: flipped, order: 'flipped' };
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
