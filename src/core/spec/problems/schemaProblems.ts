import type * as z from 'zod';
import { t } from '../../../l10n/t.js';
import { isJsonObject, type Json, type JsonObject } from '../../json.js';
import { knownKeys } from '../../redaction/knownKeys.js';
import { closest, didYouMean } from './didYouMean.js';
import { EVALUATION_TYPES, specSchemas, type EvalSpec, type EvaluationType } from '../evalSpec.js';
import { spoken, type FoundProblem } from './foundProblem.js';
import type { SpecPath } from '../text/locatedTree.js';
import { literalKey } from './modelProblems.js';
import { fieldAt, fieldsOf, typeSchema } from '../specShape.js';
import { typesText } from './typesText.js';

type Checked =
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
      message: t('`type` is missing; write one of {0}.', choices),
    };
  }
  const hint = typeof type === 'string' ? didYouMean(type, EVALUATION_TYPES) : '';
  return {
    ...base,
    code: 'wrong-value',
    message: t('`type` must be one of {0}.{1}', choices, hint),
  };
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
        ? {
            ...problem,
            message: t('`{0}` is missing; every spec needs it.', String(problem.path[0])),
          }
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
        knownKeys.learn(String(value), t('the key in the spec'));
        return problem('literal-key', literalKey());
      }
      return problem(
        'wrong-type',
        t(
          '{0} must be {1}, not {2}.{3}',
          name,
          article(issue.expected),
          kind(value),
          unquote(issue.expected, value),
        ),
      );
    case 'invalid_value': {
      const values = issue.values.map(String);
      const hint = typeof value === 'string' ? didYouMean(value, values) : '';
      return problem(
        'wrong-value',
        t('{0} must be one of {1}.{2}', name, quotedList(values), hint),
      );
    }
    case 'too_small':
      return problem('out-of-range', tooSmall(name, issue));
    case 'too_big':
      return problem('out-of-range', t('{0} must be {1} or less.', name, String(issue.maximum)));
    case 'invalid_format':
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return problem(
        'wrong-value',
        t('{0} has a value that doesn’t fit; see the field’s documentation.', name),
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
    ? t('text, or an object `{ "file": "…" }`')
    : t('the name of a column or a model object');
  return [
    {
      severity: 'error',
      code: 'wrong-type',
      message: t('{0} must be {1}, not {2}.', spoken(path), expected, kind(value ?? null)),
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
        t('`{0}` belongs to type {1}; this spec’s type is {2}.', key, typesText(owners), type),
      );
    }
  }
  if (around[0] === 'judge' && key === 'input_template') {
    return found(
      'unknown-field',
      t(
        '`input_template` belongs to a model that is evaluated; a judge has only `system_template`.',
      ),
    );
  }
  const schema = fieldAt(type, around)?.schema;
  const known = schema ? [...fieldsOf(schema).keys()] : [];
  const place = around.length === 0 ? t('an eval spec') : spoken(around);
  if (closest(key, known) === undefined && around.length > 0) {
    const elsewhere = fieldsOf(typeSchema(type)).has(key);
    if (elsewhere) {
      return found('unknown-field', t('`{0}` belongs to the spec itself, not to {1}.', key, place));
    }
  }
  return found(
    'unknown-field',
    t('`{0}` is no field of {1}.{2}', key, place, didYouMean(key, known)),
  );
}

/** Characters of an example that a message has room for. */
const MOST_EXAMPLE = 53;

function missing(path: SpecPath, type: EvaluationType): string {
  const last = path.at(-1);
  const around = path.slice(0, -1);
  const example = fieldAt(type, path)?.schema.examples?.[0];
  const shown = example === undefined || typeof example === 'object' ? '' : JSON.stringify(example);
  const isLong = shown.length > MOST_EXAMPLE || String(last).endsWith('_template');
  const field = String(last);
  const owner = spoken(around);
  if (shown === '' || isLong) {
    return around.length === 0
      ? t('`{0}` is missing; a {1} spec needs it.', field, type)
      : t('`{0}` is missing; {1} needs it.', field, owner);
  }
  return around.length === 0
    ? t('`{0}` is missing; a {1} spec needs it, e.g. {2}.', field, type, shown)
    : t('`{0}` is missing; {1} needs it, e.g. {2}.', field, owner, shown);
}

function tooSmall(name: string, issue: z.core.$ZodIssueTooSmall): string {
  if (issue.origin === 'string') return t('{0} must not be empty.', name);
  const minimum = String(issue.minimum);
  if (issue.origin === 'array') {
    return minimum === '1'
      ? t('{0} needs at least {1} item.', name, minimum)
      : t('{0} needs at least {1} items.', name, minimum);
  }
  return issue.inclusive === false
    ? t('{0} must be more than {1}.', name, minimum)
    : t('{0} must be {1} or more.', name, minimum);
}

const articles = (): Readonly<Record<string, string>> => ({
  string: t('text'),
  number: t('a number'),
  int: t('a whole number'),
  boolean: t('true or false'),
  array: t('a list'),
  object: t('an object with fields'),
  record: t('an object with fields'),
});

function article(expected: string): string {
  return articles()[expected] ?? expected;
}

function kind(value: Json): string {
  if (value === null) return t('empty');
  if (Array.isArray(value)) return t('a list');
  if (typeof value === 'string') return t('text');
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'number') return t('an object');
  return Number.isFinite(value) ? t('the number {0}', String(value)) : t('an endless number');
}

function unquote(expected: string, value: Json): string {
  if (expected === 'string' && (typeof value === 'number' || typeof value === 'boolean')) {
    return t(' Put it in quotes.');
  }
  const wanted = typeof value === 'string' ? value.trim() : '';
  const isNumber = wanted !== '' && Number.isFinite(Number(wanted));
  if ((expected === 'number' || expected === 'int') && isNumber) return t(' Remove the quotes.');
  if (expected === 'boolean' && (wanted === 'true' || wanted === 'false')) {
    return t(' Remove the quotes.');
  }
  return '';
}

function quotedList(values: readonly string[]): string {
  const quoted = values.map((value) => `\`${value}\``);
  return quoted.length < 2
    ? quoted.join('')
    : t('{0} or {1}', quoted.slice(0, -1).join(', '), quoted.at(-1) ?? '');
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
