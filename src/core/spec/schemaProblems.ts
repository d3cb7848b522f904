import type * as z from 'zod';
import { isJsonObject, type Json, type JsonObject } from '../json.js';
import { knownKeys } from '../redaction/knownKeys.js';
import { closest, didYouMean } from './didYouMean.js';
import { EVALUATION_TYPES, specSchemas, type EvalSpec, type EvaluationType } from './evalSpec.js';
import { spoken, type FoundProblem } from './foundProblem.js';
import type { SpecPath } from './locatedTree.js';
import { LITERAL_KEY } from './modelProblems.js';
import { fieldAt, fieldsOf, typeSchema } from './specShape.js';

export type Checked =
  | { readonly spec: EvalSpec; readonly problems: readonly FoundProblem[] }
  | { readonly problems: readonly FoundProblem[] };

/** Checks a value against the schema of its own `type`; every fault in plain words. */
export function schemaProblems(value: JsonObject): Checked {
  const type = value['type'];
  if (!isEvaluationType(type)) {
    return { problems: [typeProblem(value), ...problemsWhateverType(value)] };
  }
  const result = specSchemas[type].safeParse(value);
  if (result.success) return { spec: result.data, problems: [] };
  return { problems: result.error.issues.flatMap((issue) => explain(issue, value, type)) };
}

export function isEvaluationType(type: unknown): type is EvaluationType {
  return EVALUATION_TYPES.some((known) => known === type);
}

function typeProblem(value: JsonObject): FoundProblem {
  const type = value['type'];
  const choices = quotedList(EVALUATION_TYPES);
  const base = { severity: 'error', path: ['type'] } as const;
  if (type === undefined) {
    return {
      ...base,
      code: 'missing-field',
      message: `\`type\` is missing; write one of ${choices}.`,
    };
  }
  const hint = typeof type === 'string' ? didYouMean(type, EVALUATION_TYPES) : '';
  return { ...base, code: 'wrong-value', message: `\`type\` must be one of ${choices}.${hint}` };
}

/** Without a type: the faults that stand whichever type is meant. */
function problemsWhateverType(value: JsonObject): FoundProblem[] {
  const lists = EVALUATION_TYPES.map((type) => {
    const result = specSchemas[type].safeParse({ ...value, type });
    return result.success
      ? []
      : result.error.issues.flatMap((issue) => explain(issue, value, type));
  });
  const [first = [], ...rest] = lists;
  const keyOf = ({ code, path }: FoundProblem) => `${code} ${path.join('/')}`;
  const others = rest.map((list) => new Set(list.map(keyOf)));
  return first
    .filter((problem) => others.every((known) => known.has(keyOf(problem))))
    .filter((problem) => problem.code !== 'other-type-field')
    .map((problem) =>
      problem.code === 'missing-field' && problem.path.length === 1
        ? { ...problem, message: `\`${String(problem.path[0])}\` is missing; every spec needs it.` }
        : problem,
    );
}

function explain(issue: z.core.$ZodIssue, root: JsonObject, type: EvaluationType): FoundProblem[] {
  const path = issue.path.filter((step) => typeof step !== 'symbol');
  const value = valueAt(root, path);
  const name = spoken(path);
  const problem = (code: string, message: string): FoundProblem[] => [
    { severity: 'error', code, message, path },
  ];

  if (value === undefined) return problem('missing-field', missing(path, type));
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.slice(0, MOST_UNKNOWN).map((key) => unknownField([...path, key], type));
    case 'invalid_union':
      return explainUnion(issue, root, type);
    case 'invalid_type':
      // A key of digits alone reads as a number.
      if (path.at(-1) === 'external_api_token' && typeof value === 'number') {
        knownKeys.learn(String(value), 'the key in the spec');
        return problem('literal-key', LITERAL_KEY);
      }
      return problem(
        'wrong-type',
        `${name} must be ${article(issue.expected)}, not ${kind(value)}.${unquote(issue.expected, value)}`,
      );
    case 'invalid_value': {
      const values = issue.values.map(String);
      const hint = typeof value === 'string' ? didYouMean(value, values) : '';
      return problem('wrong-value', `${name} must be one of ${quotedList(values)}.${hint}`);
    }
    case 'too_small':
      return problem('out-of-range', tooSmall(name, issue));
    case 'too_big':
      return problem('out-of-range', `${name} must be ${String(issue.maximum)} or less.`);
    case 'invalid_format':
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return problem(
        'wrong-value',
        `${name} has a value that doesn’t fit; see the field’s documentation.`,
      );
  }
}

/** Of the alternatives, the one that the value's kind speaks for is explained. */
function explainUnion(
  issue: z.core.$ZodIssueInvalidUnion,
  root: JsonObject,
  type: EvaluationType,
): FoundProblem[] {
  const path = issue.path.filter((step) => typeof step !== 'symbol');
  const value = valueAt(root, path);
  const ofSameKind = issue.errors.find(
    (issues) => !issues.some((inner) => inner.code === 'invalid_type' && inner.path.length === 0),
  );
  if (ofSameKind) {
    return ofSameKind.flatMap((inner) =>
      explain({ ...inner, path: [...issue.path, ...inner.path] }, root, type),
    );
  }
  const isTemplate = String(path.at(-1)).endsWith('_template');
  const expected = isTemplate
    ? 'text, or an object `{ "file": "…" }`'
    : 'the name of a column or a model object';
  return [
    {
      severity: 'error',
      code: 'wrong-type',
      message: `${spoken(path)} must be ${expected}, not ${kind(value ?? null)}.`,
      path,
    },
  ];
}

/** Nobody reads more; each is compared with every field there is. */
const MOST_UNKNOWN = 1000;

function unknownField(path: SpecPath, type: EvaluationType): FoundProblem {
  const key = String(path.at(-1));
  const around = path.slice(0, -1);
  const found = (code: string, message: string): FoundProblem => ({
    severity: 'error',
    code,
    message,
    path,
    part: 'key',
  });
  if (around.length === 0) {
    const owners = EVALUATION_TYPES.filter((other) => fieldsOf(typeSchema(other)).has(key));
    if (owners.length > 0) {
      return found(
        'other-type-field',
        `\`${key}\` belongs to type ${owners.join(' and ')}; this spec’s type is ${type}.`,
      );
    }
  }
  if (around[0] === 'judge' && key === 'input_template') {
    return found(
      'unknown-field',
      '`input_template` belongs to a model that is evaluated; a judge has only `system_template`.',
    );
  }
  const schema = fieldAt(type, around)?.schema;
  const known = schema ? [...fieldsOf(schema).keys()] : [];
  const place = around.length === 0 ? 'an eval spec' : spoken(around);
  if (closest(key, known) === undefined && around.length > 0) {
    const elsewhere = fieldsOf(typeSchema(type)).has(key);
    if (elsewhere) {
      return found('unknown-field', `\`${key}\` belongs to the spec itself, not to ${place}.`);
    }
  }
  return found('unknown-field', `\`${key}\` is no field of ${place}.${didYouMean(key, known)}`);
}

function missing(path: SpecPath, type: EvaluationType): string {
  const last = path.at(-1);
  const around = path.slice(0, -1);
  const of = around.length === 0 ? `a ${type} spec needs it` : `${spoken(around)} needs it`;
  const example = fieldAt(type, path)?.schema.examples?.[0];
  const hint =
    example === undefined || typeof example === 'object' ? '' : `, e.g. ${JSON.stringify(example)}`;
  const short = hint.length > 60 || String(last).endsWith('_template') ? '' : hint;
  return `\`${String(last)}\` is missing; ${of}${short}.`;
}

function tooSmall(name: string, issue: z.core.$ZodIssueTooSmall): string {
  if (issue.origin === 'string') return `${name} must not be empty.`;
  const minimum = String(issue.minimum);
  if (issue.origin === 'array') {
    return `${name} needs at least ${minimum} ${minimum === '1' ? 'item' : 'items'}.`;
  }
  return issue.inclusive === false
    ? `${name} must be more than ${minimum}.`
    : `${name} must be ${minimum} or more.`;
}

const ARTICLES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object with fields',
  record: 'an object with fields',
};

function article(expected: string): string {
  return ARTICLES[expected] ?? expected;
}

function kind(value: Json): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'number') return 'an object';
  return Number.isFinite(value) ? `the number ${value}` : 'an endless number';
}

function unquote(expected: string, value: Json): string {
  if (expected === 'string' && (typeof value === 'number' || typeof value === 'boolean')) {
    return ' Put it in quotes.';
  }
  const wanted = typeof value === 'string' ? value.trim() : '';
  const isNumber = wanted !== '' && Number.isFinite(Number(wanted));
  if ((expected === 'number' || expected === 'int') && isNumber) return ' Remove the quotes.';
  if (expected === 'boolean' && (wanted === 'true' || wanted === 'false')) {
    return ' Remove the quotes.';
  }
  return '';
}

function quotedList(values: readonly string[]): string {
  const quoted = values.map((value) => `\`${value}\``);
  return quoted.length < 2
    ? quoted.join('')
    : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1) ?? ''}`;
}

function valueAt(root: Json, path: SpecPath): Json | undefined {
  let value: Json | undefined = root;
  for (const step of path) {
    if (Array.isArray(value)) value = (value as readonly Json[])[Number(step)];
    else if (isJsonObject(value) && Object.hasOwn(value, String(step))) value = value[String(step)];
    else return undefined;
  }
  return value;
}
