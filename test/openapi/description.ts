import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { isJsonObject } from '../../src/core/json.js';
import type { Json, JsonObject } from '../../src/core/json.js';
import { undescribedFields } from './undescribedFields.js';

/** One request and what came back, as they went over the wire. */
export interface Exchange {
  readonly method: string;
  /** Below the base URL, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly request: WireBody;
  readonly status: number;
  readonly reply: WireBody;
}

export interface WireBody {
  /** Media type without its parameters; '' for no body. */
  readonly type: string;
  /** JSON as a value, a form as an object of its fields, anything else as text. */
  readonly content: unknown;
}

/** What an exchange comes to, held against the description. */
export interface Checked {
  /** E.g. `GET /files/{id}`; undefined where the description has no such operation. */
  readonly operation: string | undefined;
  /** One sentence for each violation. */
  readonly violations: readonly string[];
  /** Fields that were sent or answered and that the description does not name; it allows them. */
  readonly beyond: readonly string[];
}

export interface Description {
  readonly operations: readonly string[];
  check(exchange: Exchange): Checked;
}

/** Reads an OpenAPI 3.0 or 3.1 description (YAML or JSON text). */
export function readDescription(text: string): Description {
  const document = modernized(parse(text)) as JsonObject;
  const paths = objectAt(document, 'paths');
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
  // The package is CommonJS: its default export is the module's `default`.
  (addFormats as unknown as { default: (target: Ajv2020) => void }).default(ajv);
  ajv.addSchema({ $id: 'openapi', ...document });
  const compiled = new Map<string, ValidateFunction>();

  /** Errors of a value against the schema at a place of the document. */
  const errorsAt = (pointer: readonly string[], value: unknown): string[] => {
    const $ref = `openapi#${pointer.map((part) => `/${encodeURIComponent(escaped(part))}`).join('')}`;
    const validate = compiled.get($ref) ?? ajv.compile({ $ref });
    compiled.set($ref, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(({ instancePath, message = 'is wrong' }) =>
      `${instancePath} ${message}`.trim(),
    );
  };
  const beyondAt = (pointer: readonly string[], value: unknown) =>
    undescribedFields(document, valueAt(document, pointer), value);

  const checkBody = (what: string, pointer: readonly string[], body: WireBody): Findings => {
    const content = objectAt(valueAt(document, pointer), 'content');
    const types = Object.keys(content);
    if (types.length === 0) return nothing;
    const type = types.find((known) => known === body.type);
    if (type === undefined) {
      const text = `${what} is ${body.type || 'empty'}, described is ${types.join(' or ')}`;
      return { violations: [text], beyond: [] };
    }
    const at = [...pointer, 'content', type, 'schema'];
    return {
      violations: errorsAt(at, body.content).map((error) => `${what}: ${error}`),
      beyond: beyondAt(at, body.content).map((field) => `${what}: ${field}`),
    };
  };

  const checkQuery = (pointer: readonly string[], query: URLSearchParams): string[] => {
    const listed = valueAt(document, [...pointer, 'parameters']);
    const known = (Array.isArray(listed) ? listed : []).flatMap((item: Json, index) =>
      isJsonObject(item) && item['in'] === 'query' && typeof item['name'] === 'string'
        ? [{ name: item['name'], isRequired: item['required'] === true, index: String(index) }]
        : [],
    );
    const stray = [...query.keys()].filter((name) => !known.some((one) => one.name === name));
    return [
      ...stray.map((name) => `query: ${name} is not described`),
      ...known.flatMap(({ name, isRequired, index }) => {
        const given = query.get(name);
        if (given === null) return isRequired ? [`query: ${name} is missing`] : [];
        const at = [...pointer, 'parameters', index, 'schema'];
        const value = typedText(given, valueAt(document, at));
        return errorsAt(at, value).map((error) => `query: ${name} ${error}`);
      }),
    ];
  };

  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(isJsonObject(item) ? item : {})
      .filter((method) => METHODS.includes(method))
      .map((method) => ({ path, method, name: `${method.toUpperCase()} ${path}` })),
  );

  return {
    operations: operations.map(({ name }) => name),
    check(exchange) {
      const { method, query, request, status, reply } = exchange;
      const found = operations
        .filter((one) => one.method === method.toLowerCase() && matches(one.path, exchange.path))
        // A path without a variable is the better one.
        .sort((a, b) => Number(a.path.includes('{')) - Number(b.path.includes('{')))[0];
      if (!found) return { operation: undefined, violations: [], beyond: [] };
      const at = ['paths', found.path, found.method];
      const asked = checkBody('request', [...at, 'requestBody'], request);
      const answered = valueAt(document, [...at, 'responses', String(status)]);
      const told = isJsonObject(answered)
        ? checkBody(`reply ${status}`, [...at, 'responses', String(status)], reply)
        : { violations: [`reply: status ${status} is not described`], beyond: [] };
      return {
        operation: found.name,
        violations: [...checkQuery(at, query), ...asked.violations, ...told.violations],
        beyond: [...asked.beyond, ...told.beyond],
      };
    },
  };
}

type Findings = Pick<Checked, 'violations' | 'beyond'>;
const nothing: Findings = { violations: [], beyond: [] };
const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

function matches(template: string, path: string): boolean {
  const parts = template.split('/');
  const given = path.split('/');
  return (
    parts.length === given.length &&
    parts.every((part, index) => part.startsWith('{') || part === given[index])
  );
}

/**
 * `nullable` of OpenAPI 3.0, which descriptions of 3.1 go on using, in JSON Schema's own words; and
 * `oneOf` as `anyOf`, as the alternatives of descriptions overlap (a classify request fits two).
 */
function modernized(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(modernized);
  if (!isJsonObject(value)) return value;
  const { nullable, ...rest } = value;
  const members = Object.fromEntries(
    Object.entries(rest).map(([key, member]) => [
      key === 'oneOf' ? 'anyOf' : key,
      modernized(member),
    ]),
  );
  if (nullable !== true) return members;
  // `{ nullable: true }` alone says nothing.
  return Object.keys(members).length === 0 ? {} : { anyOf: [members, { type: 'null' }] };
}

function escaped(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1');
}

function valueAt(document: unknown, pointer: readonly string[]): unknown {
  return pointer.reduce<unknown>(
    (value, part) =>
      Array.isArray(value) ? value[Number(part)] : isJsonObject(value) ? value[part] : undefined,
    document,
  );
}

function objectAt(value: unknown, name: string): JsonObject {
  const member = isJsonObject(value) ? value[name] : undefined;
  return isJsonObject(member) ? member : {};
}

/** A query has texts only. */
function typedText(text: string, schema: unknown): unknown {
  const type = isJsonObject(schema) ? schema['type'] : undefined;
  if (type === 'integer' || type === 'number') return text === '' ? text : Number(text);
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}
