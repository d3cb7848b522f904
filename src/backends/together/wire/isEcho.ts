import { isJsonObject } from '../../../core/json.js';
import type { JsonObject } from '../../../core/json.js';

const ALWAYS = ['judge', 'model_to_evaluate', 'model_a', 'model_b', 'input_data_file_path'];
const WHERE_ECHOED = [
  'labels',
  'pass_labels',
  'min_score',
  'max_score',
  'pass_threshold',
  'disable_position_bias_correction',
];
/** Not the key, which is redacted, nor the workers, which the service raises. */
const OF_MODELS = [
  'model_source',
  'system_template',
  'input_template',
  'max_tokens',
  'temperature',
  'external_base_url',
];

/**
 * Whether a job's parameters are those that were sent: file and models must be; of the rest what the
 * service echoes, as far as it is of the same kind. Blanks of templates and the order of labels don't
 * count: a job that is missed could be paid twice.
 */
export function isEcho(sent: JsonObject, echoed: JsonObject): boolean {
  if (ALWAYS.some((field) => modelIn(sent[field]) !== modelIn(echoed[field]))) return false;
  if (!agree(sent, echoed, WHERE_ECHOED)) return false;
  return ALWAYS.every((field) => {
    const [ours, theirs] = [sent[field], echoed[field]];
    return !isJsonObject(ours) || !isJsonObject(theirs) || agree(ours, theirs, OF_MODELS);
  });
}

/** The model's name of an object, a text itself; null for none. */
function modelIn(value: unknown): unknown {
  return isJsonObject(value) ? (value['model'] ?? value['model_name'] ?? null) : (value ?? null);
}

function agree(sent: JsonObject, echoed: JsonObject, fields: readonly string[]): boolean {
  return fields.every((field) => {
    const [ours, theirs] = [plain(sent[field]), plain(echoed[field])];
    return typeof ours !== typeof theirs || ours === undefined || ours === theirs;
  });
}

/** As it is compared; undefined for what isn't. */
function plain(value: unknown): string | number | boolean | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'string') return value.replace(/\s+/g, ' ').trim().replace(/\/$/, '');
  if (!Array.isArray(value)) return undefined;
  return JSON.stringify(value.map(String).sort());
}
