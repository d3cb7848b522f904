import { readJsonText } from '../../core/dataset/jsonText.js';
import { DEEPEST_JSON, isNestedDeeper } from '../../core/isNestedDeeper.js';
import { isJsonObject } from '../../core/json.js';
import type { JsonObject } from '../../core/json.js';
import { hasTooManyValues, MOST_VALUES } from '../../core/jsonBounds.js';
import { DatasetFault } from './datasetFault.js';

/** The object on a line; throws `DatasetFault`. */
export function parseJsonLine(text: string, line: number): JsonObject {
  if (hasTooManyValues(text)) {
    const most = MOST_VALUES.toLocaleString('en-US');
    throw new DatasetFault(line, `line ${line} is too large: expected no more than ${most} values`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const reading = readJsonText(text);
    throw new DatasetFault(
      line,
      reading.ok
        ? `line ${line} is not JSON that can be read here`
        : `line ${line} is not JSON: expected ${reading.expected} at column ${reading.column}`,
    );
  }
  if (isNestedDeeper(value, DEEPEST_JSON)) {
    throw new DatasetFault(
      line,
      `line ${line} is nested too deeply: expected no more than ${DEEPEST_JSON} levels`,
    );
  }
  if (isJsonObject(value)) return value;
  throw new DatasetFault(
    line,
    `line ${line} is ${nameOf(value)}: expected an object such as {"question": "…"}`,
  );
}

function nameOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value === null) return 'null';
  return `a ${typeof value}`;
}
