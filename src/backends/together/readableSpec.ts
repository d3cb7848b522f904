import type { Json, JsonObject } from '../../core/json.js';
import { isJsonObject } from '../../core/json.js';
import type { EvaluationType, ResolvedSpec } from '../../core/spec/evalSpec.js';
import { readServiceParameters } from '../../core/spec/serviceParameters.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import type { WireJob } from './wire/jobs.js';

/**
 * The spec that a job's parameters stand for, without keys. What the service does not tell, and its
 * results can be read without, is left open: `missing` names it. Throws `UserError` for a job that
 * can't be read at all.
 */
export function readableSpec(job: WireJob): {
  readonly spec: ResolvedSpec;
  readonly missing: readonly string[];
} {
  const fault = (why: string) =>
    new UserError(
      'bad_reply',
      t("Job {0} can't be imported: {1}; open its page on the web instead.", job.workflowId, why),
    );
  const type = job.type ?? typeOf(job.outcome.results);
  if (type === undefined) throw fault(t('its type is not known to this version'));
  const given = Object.fromEntries(
    Object.entries<Json>(job.parameters).filter(([, value]) => value !== null),
  );
  const filled: JsonObject = { ...unnamedResponders(type), ...given };
  const whole = readServiceParameters(type, filled);
  const unnamed = job.type === undefined ? ['type'] : [];
  if (whole.ok) return { spec: whole.spec, missing: unnamed };

  const judge = { ...UNKNOWN_JUDGE, ...(isJsonObject(given['judge']) ? given['judge'] : {}) };
  const known = { ...unknownFields(type, job.outcome.results), ...filled, judge };
  const read = readServiceParameters(type, known);
  if (!read.ok) throw fault(read.fault);
  const missing = Object.keys(known).filter(
    (field) => !Object.hasOwn(given, field) && !Object.hasOwn(unnamedResponders(type), field),
  );
  const judgeFields = isJsonObject(given['judge'])
    ? Object.keys(UNKNOWN_JUDGE).filter((field) => !Object.hasOwn(judgeOf(given), field))
    : [];
  return {
    spec: read.spec,
    missing: [...unnamed, ...missing, ...judgeFields.map((field) => `judge.${field}`)],
  };
}

const UNKNOWN_JUDGE = { model: 'unknown', model_source: 'serverless', system_template: '' };

function judgeOf(parameters: JsonObject): JsonObject {
  const { judge } = parameters;
  if (!isJsonObject(judge)) return {};
  return 'model_name' in judge ? { ...judge, model: judge['model_name'] ?? null } : judge;
}

/** The service's own schema lets a job do without: its responses then stand in the result column. */
export function unnamedResponders(type: EvaluationType): JsonObject {
  return type === 'compare'
    ? { model_a: 'MODEL_TO_EVALUATE_OUTPUT_A', model_b: 'MODEL_TO_EVALUATE_OUTPUT_B' }
    : { model_to_evaluate: 'MODEL_TO_EVALUATE_OUTPUT' };
}

/** What the results themselves tell. A scale or a threshold is nothing to guess. */
function unknownFields(type: EvaluationType, results: JsonObject | undefined): JsonObject {
  const file = { input_data_file_path: 'unknown' };
  if (type !== 'classify') return file;
  const counts = results?.['label_counts'];
  const labels = isJsonObject(counts) ? Object.keys(counts) : [];
  return labels.length < 2 ? file : { ...file, labels };
}

function typeOf(results: JsonObject | undefined): EvaluationType | undefined {
  if (!results) return undefined;
  if ('label_counts' in results) return 'classify';
  if ('aggregated_scores' in results) return 'score';
  return 'A_wins' in results ? 'compare' : undefined;
}
