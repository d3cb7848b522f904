import { readJsonText } from '../../core/dataset/text/jsonText.js';
import { DEEPEST_JSON, isNestedDeeper } from '../../core/isNestedDeeper.js';
import { isJsonObject } from '../../core/json.js';
import type { JsonObject } from '../../core/json.js';
import { hasTooManyValues, MOST_VALUES } from '../../core/jsonBounds.js';
import { numberText, t } from '../../l10n/t.js';
import { DatasetFault } from './datasetFault.js';

/** The object on a line; throws `DatasetFault`. */
export function parseJsonLine(text: string, line: number): JsonObject {
  if (hasTooManyValues(text)) {
    const most = numberText(MOST_VALUES);
    throw new DatasetFault(
      line,
      t('line {0} is too large: expected no more than {1} values', line, most),
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const reading = readJsonText(text);
    throw new DatasetFault(
      line,
      reading.ok
        ? t('line {0} is not JSON that can be read here', line)
        : t(
            'line {0} is not JSON: expected {1} at column {2}',
            line,
            reading.expected,
            reading.column,
          ),
    );
  }
  if (isNestedDeeper(value, DEEPEST_JSON)) {
    throw new DatasetFault(
      line,
      t('line {0} is nested too deeply: expected no more than {1} levels', line, DEEPEST_JSON),
    );
  }
  if (isJsonObject(value)) return value;
  throw new DatasetFault(
    line,
    t('line {0} is {1}: expected an object such as {2}', line, nameOf(value), '{"question": "…"}'),
  );
}

function nameOf(value: unknown): string {
  if (Array.isArray(value)) return t('a list');
  if (value === null) return 'null';
  if (typeof value === 'boolean') return t('a boolean');
  return typeof value === 'string' ? t('a string') : t('a number');
}
