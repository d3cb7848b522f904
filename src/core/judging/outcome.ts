import type { Json } from '../json.js';
import type { ResultRow, RowOutcome } from '../runs/resultRow.js';
import type { ResolvedSpec, Responder } from '../spec/evalSpec.js';
import { isJudgedTwice } from './chatRequests.js';
import { resultColumns } from './resultColumns.js';
import { asChoice, asLabel, asScore, decide } from './verdictValues.js';
import type { Choice } from './verdictValues.js';

type CompareSpec = Extract<ResolvedSpec, { type: 'compare' }>;
type SingleSpec = Exclude<ResolvedSpec, CompareSpec>;

/**
 * How a row of results ended, from the row alone: our own rows as well as the service's files, old
 * and new. Never throws; what can't be read as a verdict is `invalid` where the judge said anything,
 * else an error.
 */
export function outcomeOf(result: ResultRow, spec: ResolvedSpec): RowOutcome {
  return spec.type === 'compare' ? compareOutcome(result, spec) : singleOutcome(result, spec);
}

function singleOutcome(result: ResultRow, spec: SingleSpec): RowOutcome {
  const success = saysSuccessful(result);
  if (success !== false) {
    const passed = spec.type === 'classify' ? labelPasses(result, spec) : scorePasses(result, spec);
    if (passed !== undefined) return passed ? 'passed' : 'failed';
  }
  if (isMissing(result, 'MODEL_TO_EVALUATE_OUTPUT', spec.model_to_evaluate, spec)) {
    return 'generation_error';
  }
  const verdict = spec.type === 'classify' ? result['label'] : result['score'];
  const answered = success === true || isGiven(verdict) || isGiven(result['feedback']);
  return answered ? 'invalid' : 'judge_error';
}

function labelPasses(
  result: ResultRow,
  spec: Extract<SingleSpec, { type: 'classify' }>,
): boolean | undefined {
  const label = asLabel(result['label'], spec.labels);
  return label === undefined ? undefined : asLabel(label, spec.pass_labels) !== undefined;
}

function scorePasses(
  result: ResultRow,
  spec: Extract<SingleSpec, { type: 'score' }>,
): boolean | undefined {
  const score = asScore(result['score']);
  const isUsable = score !== undefined && score >= spec.min_score && score <= spec.max_score;
  return isUsable ? score >= spec.pass_threshold : undefined;
}

const COMPARE_OUTCOMES = { A: 'a', B: 'b', Tie: 'tie' } as const satisfies Record<
  Choice,
  RowOutcome
>;

function compareOutcome(result: ResultRow, spec: CompareSpec): RowOutcome {
  const success = saysSuccessful(result);
  const decision = decisionOf(result, spec);
  if (success !== false && decision !== undefined) return COMPARE_OUTCOMES[decision];
  if (
    isMissing(result, 'MODEL_TO_EVALUATE_OUTPUT_A', spec.model_a, spec) ||
    isMissing(result, 'MODEL_TO_EVALUATE_OUTPUT_B', spec.model_b, spec)
  ) {
    return 'generation_error';
  }
  return success === true || judgeAnswered(result, spec) ? 'invalid' : 'judge_error';
}

/** `final_decision`; in files without it, what the choices come to. */
function decisionOf(result: ResultRow, spec: CompareSpec): Choice | undefined {
  if (isGiven(result['final_decision'])) return asChoice(result['final_decision']);
  const { original, flipped } = choicesOf(result, spec);
  return decide(original, flipped);
}

/** The usable choices of a compared row, both in the letters of the spec. */
export function choicesOf(
  result: ResultRow,
  spec: ResolvedSpec,
): { readonly original: Choice | undefined; readonly flipped: Choice | undefined } {
  return {
    original: asChoice(result['choice_original']),
    // A single pass has no such column: one of that name would be the dataset's own.
    flipped: isJudgedTwice(spec) ? asChoice(result['choice_flipped']) : undefined,
  };
}

function judgeAnswered(result: ResultRow, spec: CompareSpec): boolean {
  const orders = isJudgedTwice(spec) ? ['original', 'flipped'] : ['original'];
  const said = orders.flatMap((order) => [
    result[`judge_raw_output_${order}`],
    result[`judge_feedback_${order}_order`],
    result[`choice_${order}`],
  ]);
  if (said.some(isGiven)) return true;
  // Older files have no raw output: their flag says that there was some.
  const flag = result['is_invalid_judge_output'] ?? result['is_incomplete'];
  return result['judge_raw_output_original'] === undefined && asBoolean(flag) === true;
}

/** No response was there to be judged. */
function isMissing(
  result: ResultRow,
  column: string,
  responder: Responder,
  spec: ResolvedSpec,
): boolean {
  const output = result[column];
  if (isGiven(output)) return false;
  if (typeof responder !== 'string') return output === null;
  // The service may leave the output out of rows whose response was in the dataset.
  return resultColumns(spec).includes(responder) || !isGiven(ownValue(result, responder));
}

function ownValue(result: ResultRow, column: string): Json | undefined {
  return Object.hasOwn(result, column) ? result[column] : undefined;
}

/** `evaluation_successful`, formerly `evaluation_status` with the text `True` or `False`. */
function saysSuccessful(result: ResultRow): boolean | undefined {
  return asBoolean(result['evaluation_successful'] ?? result['evaluation_status']);
}

function asBoolean(value: Json | undefined): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

function isGiven(value: Json | undefined): boolean {
  return value !== undefined && value !== null;
}
