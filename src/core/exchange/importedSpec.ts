import { t } from '../../l10n/t.js';
import type { Json, JsonObject } from '../json.js';
import { isJsonObject } from '../json.js';
import { parseKeyReference } from '../keys.js';
import { PROVIDER_BASES } from '../models/providerBases.js';
import { knownKeys } from '../redaction/knownKeys.js';
import { EVALUATION_TYPES, type EvaluationType } from '../spec/evalSpec.js';
import { parseSpec, type SpecFormat } from '../spec/parseSpec.js';
import { TYPE_FIELDS } from '../spec/serviceParameters.js';
import { specText } from '../spec/text/specText.js';
import { UserError } from '../userError.js';

/** A key that stood in a snippet or job: it is in no file; the spec names it. */
export interface FoundKey {
  readonly name: string;
  /** The address that the spec sends it to; absent where that isn't known. */
  readonly origin?: string;
  readonly value: string;
}

/** What could not be carried over. `line`: in the snippet, from 1. */
export interface LeftOut {
  readonly what: string;
  readonly line?: number;
}

export interface ImportedSpec {
  readonly text: string;
  readonly format: SpecFormat;
  readonly name: string;
  readonly dataset: string;
  readonly leftOut: readonly LeftOut[];
  readonly keys: readonly FoundKey[];
  /** Errors that the spec still has, one sentence each: what the snippet did not say. */
  readonly problems: readonly string[];
}

/** What a spec is made from: the parts of a job. */
interface JobParts {
  readonly type: EvaluationType;
  /** As of `POST /evaluation`; a key may stand in it. */
  readonly parameters: JsonObject;
  readonly name: string;
  readonly dataset: string;
  readonly format: SpecFormat;
  readonly leftOut?: readonly LeftOut[];
}

const TARGET = ['model', 'model_source', 'system_template', 'input_template', 'max_tokens'];
const TARGET_END = ['temperature', 'external_base_url', 'external_api_token', 'num_workers'];
const JUDGE_FIELDS = [...TARGET, ...TARGET_END].filter((name) => name !== 'input_template');
const MODEL_FIELDS = [...TARGET, ...TARGET_END];
const FIELDS: Readonly<Record<EvaluationType, readonly string[]>> = TYPE_FIELDS;

/** The spec whose launch sends these parameters. Keys become references. */
export function importedSpec(parts: JobParts): ImportedSpec {
  const { type, parameters, name, dataset, format } = parts;
  const leftOut: LeftOut[] = [...(parts.leftOut ?? [])];
  const keys: FoundKey[] = [];
  const target = (field: string, allowed: readonly string[]): Json | undefined => {
    const value = parameters[field];
    if (value === undefined || value === null) return undefined;
    if (!isJsonObject(value)) return value;
    const model = withOldName(value);
    for (const member of Object.keys(model)) {
      if (!allowed.includes(member)) leftOut.push({ what: `${field}.${member}` });
    }
    const taken = allowed.flatMap((member): [string, Json][] => {
      const given = model[member];
      if (given === undefined || given === null) return [];
      if (member !== 'external_api_token') return [[member, given]];
      if (typeof given !== 'string' || given === '') return [];
      return [[member, parseKeyReference(given) ? given : keyReference(given, model, keys)]];
    });
    return Object.fromEntries(taken);
  };
  for (const field of Object.keys(parameters)) {
    if (![...FIELDS[type], 'judge', 'input_data_file_path'].includes(field)) {
      leftOut.push({ what: field });
    }
  }
  const judge = target('judge', JUDGE_FIELDS);
  const fields = FIELDS[type].flatMap((field): [string, Json][] => {
    const value = field.startsWith('model') ? target(field, MODEL_FIELDS) : parameters[field];
    return value === undefined || value === null ? [] : [[field, value]];
  });
  const spec: JsonObject = {
    name,
    type,
    dataset,
    ...(judge !== undefined && { judge }),
    ...Object.fromEntries(fields),
  };
  const text = specText(spec, format, { head: [], fields: {} });
  const problems = parseSpec(text, `spec.eval.${format}`)
    .problems.filter(({ severity }) => severity === 'error')
    .map(({ message }) => message);
  return { text, format, name, dataset, leftOut, keys, problems };
}

/** A job's type as the service writes it. Throws `UserError` for one that is not known here. */
export function evaluationType(word: unknown): EvaluationType {
  const type = EVALUATION_TYPES.find((each) => each === word);
  if (type) return type;
  const message = t('There is no type of evaluation in it; it must be classify, score or compare.');
  throw new UserError('usage', message);
}

function withOldName(model: JsonObject): JsonObject {
  const { model_name: old, ...rest } = model;
  return old === undefined || rest['model'] !== undefined ? rest : { model: old, ...rest };
}

/** A reference under the name that a key of this provider usually has. */
export function keyReference(value: string, model: JsonObject, keys: FoundKey[]): string {
  knownKeys.learn(value, t('the key in the snippet'));
  const url = model['external_base_url'];
  const origin = typeof url === 'string' && URL.canParse(url) ? new URL(url).origin : undefined;
  const named = model['model'];
  const where = origin ?? (typeof named === 'string' ? (named.split('/')[0] ?? '') : '');
  const provider = PROVIDER_BASES.find(({ name, shortcut = name }) =>
    where.includes(shortcut.toLowerCase()),
  );
  const to = origin ?? (provider && new URL(provider.url).origin);
  const same = keys.find((key) => key.value === value && key.origin === to);
  const base = provider?.key ?? 'EXTERNAL_API_KEY';
  const taken = keys.filter((key) => key.name.startsWith(base)).length;
  const name = same?.name ?? (taken === 0 ? base : `${base}_${taken + 1}`);
  if (!same) keys.push({ name, value, ...(to !== undefined && { origin: to }) });
  return `\${secret:${name}}`;
}
