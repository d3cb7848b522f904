import { plural, t } from '../../l10n/t.js';
import { canonicalJson } from '../canonicalJson.js';
import { isJsonObject } from '../json.js';
import type { Json } from '../json.js';
import type { RunManifest } from '../runs/manifest.js';

/** Something in which two runs were made differently. */
interface RunDifference {
  /** Field of the spec (`judge.model`), or `dataset`, `backend`, `origin`. */
  readonly field: string;
  /** What it is called on screen. */
  readonly label: string;
  /** The value in each run, short; null where the run has none. Of a template: how long it is. */
  readonly a: string | null;
  readonly b: string | null;
  /** A text whose two versions are worth a diff. */
  readonly isTemplate: boolean;
}

/** What is about the work, not about what is judged. */
const IGNORED = new Set([
  ...['name', 'description', 'tags', 'dataset', 'backend', 'gates'],
  ...['run.concurrency', 'run.cache', 'run.max_cost_usd'],
]);

/** Fields in the order of their weight; others follow by name. */
const ORDER = ['model_to_evaluate', 'model_a', 'model_b', 'judge', 'type', 'labels', 'pass_labels'];

const LONGEST = 80;

/**
 * In what two runs differ: fields of their specs, what they judge first, then dataset, backend and
 * origin. Empty for two runs of one spec and dataset.
 */
export function runDifferences(a: RunManifest, b: RunManifest): RunDifference[] {
  const [ofA, ofB] = [fieldsOf(a), fieldsOf(b)];
  const fields = [...new Set([...ofA.keys(), ...ofB.keys()])].filter(
    (field) => canonicalJson(ofA.get(field) ?? null) !== canonicalJson(ofB.get(field) ?? null),
  );
  return fields
    .sort((one, other) => weight(one) - weight(other) || (one < other ? -1 : 1))
    .map((field) => {
      const isTemplate = field.endsWith('_template');
      const text = isTemplate ? lengthText : valueText;
      return {
        field,
        label: labelOf(field),
        a: text(ofA.get(field)),
        b: text(ofB.get(field)),
        isTemplate,
      };
    });
}

function fieldsOf(manifest: RunManifest): Map<string, Json> {
  const fields = new Map<string, Json>();
  // A spec is what a file of JSON held.
  addFields(fields, '', manifest.spec as unknown as Json);
  const { sha256, path } = manifest.dataset;
  const dataset = sha256?.slice(0, 12) ?? path ?? manifest.file_ids?.dataset;
  if (dataset !== undefined) fields.set('dataset', dataset);
  fields.set('backend', manifest.backend);
  // The embedded service has another port each time.
  const origin = manifest.backend === 'demo' ? undefined : manifest.origin;
  if (origin !== undefined) fields.set('origin', origin);
  return fields;
}

function addFields(fields: Map<string, Json>, path: string, value: Json): void {
  if (!isJsonObject(value)) {
    fields.set(path, value);
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    const field = path === '' ? key : `${path}.${key}`;
    if (!IGNORED.has(field) && key !== 'external_api_token') addFields(fields, field, inner);
  }
}

function weight(field: string): number {
  const at = ORDER.findIndex((start) => field === start || field.startsWith(`${start}.`));
  return at < 0 ? ORDER.length : at;
}

const fieldLabels = (): Readonly<Record<string, string>> => ({
  'judge.model': t('judge'),
  'judge.system_template': t('rubric'),
  'model_to_evaluate.model': t('model'),
  'model_to_evaluate.system_template': t('system prompt'),
  'model_to_evaluate.input_template': t('prompt'),
  model_to_evaluate: t('response column'),
});

function labelOf(field: string): string {
  const known = fieldLabels()[field];
  if (known !== undefined) return known;
  return field
    .replace(/^model_to_evaluate\./, '')
    .replace(/^model_([ab])\b/, (_, letter: string) => t('model {0}', letter.toUpperCase()))
    .replace(/\.system_template$/, t(' system prompt'))
    .replace(/\.input_template$/, t(' prompt'))
    .replace(/\.model$/, '')
    .replaceAll('.', ' ')
    .replaceAll('_', ' ');
}

function valueText(value: Json | undefined): string | null {
  if (value === undefined || value === null) return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function lengthText(value: Json | undefined): string | null {
  if (typeof value !== 'string') return null;
  const lines = value.split('\n').length;
  return plural(lines, '{0} line', '{0} lines');
}
