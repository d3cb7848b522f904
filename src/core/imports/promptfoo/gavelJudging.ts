import type { Json, JsonObject } from '../../json.js';
import { EVALUATION_TYPES } from '../../spec/evalSpec.js';
import { fieldOf, saidText } from '../jsonParts.js';
import type { Judging } from './rubrics.js';

/** Fields of a spec, by its type, that an assertion's `config.gavel` keeps. */
const GAVEL_FIELDS = {
  classify: ['labels', 'pass_labels'],
  score: ['min_score', 'max_score', 'pass_threshold'],
  compare: ['disable_position_bias_correction'],
} as const;

/** How an exported spec is judged: promptfoo keeps what it does not know of an assertion's `config`. */
export function gavelJudging(kept: JsonObject): Judging | undefined {
  const type = EVALUATION_TYPES.find((each) => each === fieldOf(kept, 'type'));
  const rubric = saidText(fieldOf(kept, 'system_template'));
  if (!type || rubric === undefined) return undefined;
  const fields = GAVEL_FIELDS[type].flatMap((name): [string, Json][] => {
    const value = fieldOf(kept, name);
    return value === undefined ? [] : [[name, value]];
  });
  return { type, rubric, fields: Object.fromEntries(fields) };
}

/** Fields of an exported spec that promptfoo knows nothing of. */
export function gavelFields(kept: JsonObject): JsonObject {
  const names = ['name', 'description', 'tags', 'backend', 'run', 'gates'];
  return Object.fromEntries(
    names.flatMap((name): [string, Json][] => {
      const value = fieldOf(kept, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
