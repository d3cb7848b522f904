import { isJsonObject, type Json, type JsonObject } from '../../json.js';
import { contentText } from '../chatTemplates.js';
import { fieldOf, listOf, numberOf, objectOf, saidText } from '../jsonParts.js';
import type { PastRow, PastVerdict } from '../pastRuns.js';

/** A row of an eval: its item's fields, and what was answered where that is there. */
export interface HostedRow {
  readonly values: JsonObject;
  readonly output?: string | undefined;
}

/** `{ "item": { … }, "sample": { … } }`. */
export function hostedRow(row: JsonObject): HostedRow {
  return { values: objectOf(fieldOf(row, 'item')), output: sampleText(fieldOf(row, 'sample')) };
}

/** An answer of `…/output_items` as a row. */
export function outputItemRow(item: JsonObject): HostedRow {
  return { values: itemValues(item), output: sampleText(fieldOf(item, 'sample')) };
}

/** The same with its verdicts, one for each grader. */
export function pastRow(item: JsonObject, models: ReadonlyMap<string, string>): PastRow {
  const run = saidText(fieldOf(item, 'run_id')) ?? '';
  const sample = objectOf(fieldOf(item, 'sample'));
  const model = saidText(fieldOf(sample, 'model')) ?? models.get(run) ?? '';
  return {
    subject: [model, run].filter((each) => each !== '').join(' '),
    model,
    values: itemValues(item),
    output: sampleText(sample),
    verdicts: listOf(fieldOf(item, 'results')).filter(isJsonObject).map(verdictOf),
  };
}

function verdictOf(result: JsonObject): PastVerdict {
  const passed = fieldOf(result, 'passed');
  const name = saidText(fieldOf(result, 'name')) ?? 'grader';
  const label = saidText(fieldOf(result, 'label'));
  return {
    // The API makes names its own by a number behind them.
    check: name.replace(/-[0-9a-f]{8}-[0-9a-f-]{27}$/, ''),
    ...(typeof passed === 'boolean' && { pass: passed }),
    score: numberOf(fieldOf(result, 'score')),
    ...(label !== undefined && { label }),
    reason: saidText(fieldOf(result, 'reason')) ?? sampleText(fieldOf(result, 'sample')),
    threshold: numberOf(fieldOf(result, 'threshold')),
  };
}

/** The row as it was, whether or not it is wrapped once more. */
function itemValues(item: JsonObject): JsonObject {
  const given = objectOf(fieldOf(item, 'datasource_item'));
  const inner = fieldOf(given, 'item');
  return isJsonObject(inner) ? inner : given;
}

/** The text of a response, in any form that the API has for one. */
function sampleText(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value;
  if (!isJsonObject(value)) return undefined;
  const text = fieldOf(value, 'output_text');
  if (typeof text === 'string') return text;
  const choice = objectOf(listOf(fieldOf(value, 'choices'))[0]);
  const message = fieldOf(objectOf(fieldOf(choice, 'message')), 'content');
  if (typeof message === 'string') return message;
  const texts = listOf(fieldOf(value, 'output'))
    .filter(isJsonObject)
    .map((part) => contentText(fieldOf(part, 'content'), () => undefined));
  return texts.length > 0 ? texts.join('\n') : undefined;
}
