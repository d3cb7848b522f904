import { t } from '../../../l10n/t.js';
import type { Json, JsonObject } from '../../json.js';
import type { ImportNotes } from '../importNotes.js';
import { shownValue } from '../jsonParts.js';
import { GRADED, NOT_CARRIED } from './assertTypes.js';

/** As promptfoo takes it where a table names none. */
const DEFAULT_THRESHOLD = 0.75;
const WITH_THRESHOLD = new Set([
  'answer-relevance',
  'context-faithfulness',
  'context-recall',
  'context-relevance',
]);

/**
 * A row of a table as a test: columns are variables, `__expected…` assertions, other names with two
 * underscores in front are settings.
 */
export function csvTest(row: JsonObject, notes: ImportNotes): JsonObject {
  const vars: Record<string, Json> = {};
  const asserts: Record<string, Json>[] = [];
  const options: Record<string, Json> = {};
  let output: Json | undefined;
  let metric: string | undefined;
  for (const [column, value] of Object.entries(row)) {
    const name = column.trim();
    const text = shownValue(value);
    if (!name.startsWith('__')) vars[name] = value;
    else if (name.startsWith('__expected')) {
      if (text.trim() !== '') asserts.push(expectedAssert(text.trim()));
    } else if (name === '__prefix') options['prefix'] = text;
    else if (name === '__suffix') options['suffix'] = text;
    else if (name === '__providerOutput') output = value;
    else if (name === '__metric') metric = text.trim() === '' ? undefined : text;
    else if (name.startsWith('__config:')) configure(name, text, asserts);
    else if (name !== '__description') {
      notes.lost({
        what: t('column {0}', name),
        why: t('A dataset row has values for templates, and no settings.'),
      });
    }
  }
  return {
    vars,
    assert: asserts.map((assert) => (metric === undefined ? assert : { ...assert, metric })),
    options,
    ...(output !== undefined && output !== '' && { providerOutput: output }),
  };
}

/** `llm-rubric: …`, `grade: …`, `factuality: …`, `not-…(0.8): …`; anything else is to be equal. */
function expectedAssert(text: string): Record<string, Json> {
  if (/^(?:javascript|fn|eval):/.test(text)) return { type: 'javascript' };
  if (/^python:/.test(text)) return { type: 'python' };
  if (/^file:\/\/.*\.py\b/.test(text)) return { type: 'python' };
  if (/^file:\/\/.*\.[cm]?[jt]s\b/.test(text)) return { type: 'javascript' };
  const match = /^(not-)?([a-z][a-z-]*)(?:\((\d+(?:\.\d+)?)\))?(?::([\s\S]*))?$/.exec(text);
  const [, negation = '', word = '', threshold, value = ''] = match ?? [];
  const type = word === 'grade' ? 'llm-rubric' : word;
  if (!Object.hasOwn(GRADED, type) && !Object.hasOwn(NOT_CARRIED, type)) {
    return { type: 'equals', value: text };
  }
  const least = threshold === undefined ? undefined : Number(threshold);
  const limit = least ?? (WITH_THRESHOLD.has(type) ? DEFAULT_THRESHOLD : undefined);
  return {
    type: `${negation}${type}`,
    value: value.trim(),
    ...(limit !== undefined && { threshold: limit }),
  };
}

/** `__config:__expected2:threshold` sets the threshold of the second assertion. */
function configure(column: string, text: string, asserts: Record<string, Json>[]): void {
  const [, which] = /^__config:__expected(\d*):threshold$/.exec(column) ?? [];
  const threshold = Number(text);
  if (which === undefined || text.trim() === '' || !Number.isFinite(threshold)) return;
  const assert = asserts[which === '' ? 0 : Number(which) - 1];
  if (assert) assert['threshold'] = threshold;
}
