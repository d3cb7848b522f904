import type { JsonObject } from '../json.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { isJudgedTwice } from './chatRequests.js';
import type { ParsedVerdict } from './parseVerdict.js';
import { decide, flippedBack } from './verdictValues.js';
import type { Choice } from './verdictValues.js';

/** One answered request to the judge. */
export interface Pass {
  readonly text: string;
  readonly parsed: ParsedVerdict;
}

/**
 * The service's result columns of a row (API reference, section 5).
 *
 * @param responses what is judged, null where generating it failed; compare: A and B
 * @param passes the judge's answers, null where none came; compare: original and flipped order
 */
export function verdictColumns(
  spec: ResolvedSpec,
  responses: readonly (string | null)[],
  passes: readonly (Pass | null)[],
): JsonObject {
  const [first = null, second = null] = responses;
  const [original = null, flipped = null] = passes;
  if (spec.type === 'compare') {
    return {
      MODEL_TO_EVALUATE_OUTPUT_A: first,
      MODEL_TO_EVALUATE_OUTPUT_B: second,
      ...(isJudgedTwice(spec) ? twoPassColumns(original, flipped) : onePassColumns(original)),
    };
  }
  return {
    MODEL_TO_EVALUATE_OUTPUT: first,
    evaluation_successful: original?.parsed.ok ?? false,
    [spec.type === 'classify' ? 'label' : 'score']: original && givenVerdict(original.parsed),
    feedback: original && original.parsed.feedback,
  };
}

/** The verdict, usable or not, in the judge's words. */
function givenVerdict(parsed: ParsedVerdict): string | number | null {
  if (!parsed.ok) return parsed.given;
  const { verdict } = parsed;
  switch (verdict.type) {
    case 'classify':
      return verdict.label;
    case 'score':
      return verdict.score;
    case 'compare':
      return verdict.choice;
  }
}

function onePassColumns(pass: Pass | null): JsonObject {
  const { choice, feedback } = readPass(pass);
  return {
    judge_raw_output_original: pass && pass.text,
    choice_original: choice ?? null,
    judge_feedback_original_order: feedback,
    final_decision: choice ?? null,
    evaluation_successful: choice !== undefined,
    is_invalid_judge_output: choice === undefined,
  };
}

/** The flipped feedback and raw output keep the swapped letters, the flipped choice does not. */
function twoPassColumns(originalPass: Pass | null, flippedPass: Pass | null): JsonObject {
  const original = readPass(originalPass);
  const swapped = readPass(flippedPass);
  const flipped = swapped.choice && flippedBack(swapped.choice);
  const decision = decide(original.choice, flipped);
  return {
    judge_raw_output_original: originalPass && originalPass.text,
    judge_raw_output_flipped: flippedPass && flippedPass.text,
    choice_original: original.choice ?? null,
    judge_feedback_original_order: original.feedback,
    choice_flipped: flipped ?? null,
    judge_feedback_flipped_order: swapped.feedback,
    final_decision: decision ?? null,
    evaluation_successful: decision !== undefined,
    is_invalid_judge_output: original.choice === undefined || flipped === undefined,
  };
}

function readPass(pass: Pass | null): {
  readonly choice: Choice | undefined;
  readonly feedback: string | null;
} {
  if (!pass?.parsed.ok || pass.parsed.verdict.type !== 'compare') {
    return { choice: undefined, feedback: null };
  }
  return { choice: pass.parsed.verdict.choice, feedback: pass.parsed.feedback };
}
