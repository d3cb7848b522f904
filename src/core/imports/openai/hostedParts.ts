import { isJsonObject, type Json, type JsonObject } from '../../json.js';
import { fieldOf, listOf } from '../jsonParts.js';

/** What a file of OpenAI's evals can hold, sorted by kind. */
export interface HostedParts {
  readonly evals: JsonObject[];
  readonly runs: JsonObject[];
  readonly outputItems: JsonObject[];
  /** `{ "item": …, "sample": … }`. */
  readonly rows: JsonObject[];
}

/** Lists within bundles within lists: no deeper. */
const DEEPEST = 6;
const BUNDLES = [
  'data',
  'eval',
  'evals',
  'run',
  'runs',
  'output_items',
  'outputItems',
  'items',
  'content',
];

/** Sorts answers of the API, lists of them, and bundles of both; what is none of them is left out. */
export function hostedParts(values: readonly Json[]): HostedParts {
  const parts: HostedParts = { evals: [], runs: [], outputItems: [], rows: [] };
  for (const value of values) sort(value, parts, 0);
  return parts;
}

function sort(value: Json, parts: HostedParts, level: number): void {
  if (level > DEEPEST) return;
  if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) sort(item, parts, level + 1);
    return;
  }
  if (!isJsonObject(value)) return;
  const kind = fieldOf(value, 'object');
  if (kind === 'eval.run.output_item' || Object.hasOwn(value, 'datasource_item')) {
    parts.outputItems.push(value);
  } else if (Array.isArray(fieldOf(value, 'testing_criteria'))) {
    parts.evals.push(value);
    for (const name of ['runs', 'output_items']) {
      const inner = fieldOf(value, name);
      if (inner !== undefined) sort(inner, parts, level + 1);
    }
  } else if (kind === 'eval.run' || isJsonObject(fieldOf(value, 'data_source'))) {
    parts.runs.push(value);
  } else if (isJsonObject(fieldOf(value, 'item'))) {
    parts.rows.push(value);
  } else {
    for (const name of BUNDLES) {
      const inner = fieldOf(value, name);
      if (inner !== undefined) sort(inner, parts, level + 1);
    }
  }
}

/** The rows that a run carries in itself. */
export function runRows(run: JsonObject): JsonObject[] {
  const source = fieldOf(run, 'data_source');
  const inner = isJsonObject(source) ? fieldOf(source, 'source') : undefined;
  return [source, inner].flatMap((each) =>
    isJsonObject(each)
      ? listOf(fieldOf(each, 'content'))
          .filter(isJsonObject)
          .filter((row) => isJsonObject(fieldOf(row, 'item')))
      : [],
  );
}
