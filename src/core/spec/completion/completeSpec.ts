import { t } from '../../../l10n/t.js';
import { modelEntries, type ModelSurroundings, type TextChange } from './completeModel.js';
import { EVALUATION_TYPES, type EvaluationType } from '../evalSpec.js';
import { locate, plainValue, type LocatedNode, type SpecPath } from '../text/locatedTree.js';
import { specFormat } from '../parseSpec.js';
import { readJson } from '../text/readJson.js';
import { readYaml } from '../text/readYaml.js';
import { isEvaluationType } from '../problems/schemaProblems.js';
import { fieldDoc, valueWords } from './specDocs.js';
import { specPlace, type SpecPlace } from './specPlace.js';
import {
  alternatives,
  fieldAt,
  fieldsOf,
  type SchemaNode,
  type ShapedField,
} from '../specShape.js';
import { isNameable } from '../templateNames.js';

interface CompletionRequest {
  readonly text: string;
  /** Of the cursor, from 0, in UTF-16 units. */
  readonly offset: number;
  /** Of the spec: its ending tells the format. */
  readonly path: string;
  /** Columns of the dataset, where they are known. */
  readonly columns?: readonly string[];
  /** Dataset files to offer, relative to the spec. */
  readonly datasetFiles?: readonly string[];
  /** What is known of models and keys. */
  readonly models?: ModelSurroundings;
}

export interface SpecCompletion {
  readonly label: string;
  /** `field` and `value` come from the schema, the others from this spec and its files. */
  readonly kind: 'field' | 'value' | 'label' | 'column' | 'file' | 'model' | 'address' | 'secret';
  /** In snippet syntax: `$1` is where the cursor goes. */
  readonly insertText: string;
  /** Offsets of the text that it takes the place of. */
  readonly start: number;
  readonly end: number;
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  /** Required fields come first. */
  readonly sortText: string;
  /** Changes elsewhere in the text that go with it, by offsets. */
  readonly edits?: readonly TextChange[];
}

/** What fits at the cursor. Never throws: a spec is broken most of the time it is typed. */
export function completeSpec(request: CompletionRequest): SpecCompletion[] {
  const { text, offset, path } = request;
  const format = specFormat(path);
  const place = specPlace(text, offset, format);
  if (!place) return [];
  const root = readAround(text, { offset, format, place });
  const written = root && locate(root, ['type'])?.node.value;
  const types = isEvaluationType(written) ? [written] : EVALUATION_TYPES;
  switch (place.at) {
    case 'key':
      return fieldItems(text, { place, types, root });
    case 'template':
      return (request.columns ?? [])
        .filter(isNameable)
        .map((column) => item(place, { kind: 'column', label: column, insertText: column }));
    case 'value':
      return valueItems(request, { place, types, root });
  }
}

interface Context {
  readonly place: SpecPlace;
  readonly types: readonly EvaluationType[];
  readonly root: LocatedNode | undefined;
}

/** The spec as far as it reads; without a line of YAML that has no colon yet and would break it. */
function readAround(
  text: string,
  at: {
    readonly offset: number;
    readonly format: 'json' | 'jsonc' | 'yaml';
    readonly place: SpecPlace;
  },
): LocatedNode | undefined {
  const { offset, format, place } = at;
  try {
    if (format !== 'yaml') return readJson(text, 'jsonc').root;
    if (place.at !== 'key' || place.syntax !== 'yaml') return readYaml(text).root;
    const start = text.lastIndexOf('\n', offset - 1) + 1;
    const next = text.indexOf('\n', offset);
    const rest = next < 0 ? '' : text.slice(next);
    return readYaml(text.slice(0, start) + rest).root;
  } catch (error) {
    // Nested beyond the parser's stack: complete without knowing the rest.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function fieldItems(text: string, { place, types, root }: Context): SpecCompletion[] {
  const fields = new Map<string, ShapedField>();
  for (const type of types) {
    const around = fieldAt(type, place.path);
    for (const [name, field] of around ? fieldsOf(around.schema) : []) fields.set(name, field);
  }
  const object = root && locate(root, place.path)?.node;
  const present = (object?.members ?? [])
    .filter((member) => place.syntax !== 'json' || member.keyStart !== place.start)
    .map((member) => member.key);
  return [...fields]
    .filter(([name]) => !present.includes(name))
    .map(([name, { schema, required }]) => {
      const documentation = fieldDoc([...place.path, name]);
      return item(place, {
        kind: 'field',
        label: name,
        insertText: fieldText(name, schema, { place, after: text.slice(place.end) }),
        detail: required ? t('{0}, required', valueWords(schema)) : valueWords(schema),
        ...(documentation !== undefined && { documentation }),
        sortText: `${required ? '0' : '1'}${name}`,
      });
    });
}

function fieldText(
  name: string,
  schema: SchemaNode,
  { place, after }: { readonly place: SpecPlace; readonly after: string },
): string {
  const key = place.syntax === 'json' ? JSON.stringify(name) : name;
  if (/^\s*:/.test(after)) return key;
  if (place.syntax === 'json') {
    return `${key}: ${jsonValue(schema)}${/^\s*"/.test(after) ? ',' : ''}`;
  }
  const [first] = alternatives(schema);
  if (first?.type === 'array') return `${key}: [$1]`;
  if (first?.type === 'object') {
    return place.syntax === 'yaml' ? `${key}:\n  $1` : `${key}: {$1}`;
  }
  const isText = place.syntax === 'yaml' && name.endsWith('_template');
  return isText ? `${key}: |\n  $1` : `${key}: ${defaultText(schema)}`;
}

function jsonValue(schema: SchemaNode): string {
  const [first] = alternatives(schema);
  if (first?.type === 'array') return '[$1]';
  if (first?.type === 'object') return '{$1}';
  return first?.type === 'string' ? '"$1"' : defaultText(schema);
}

function defaultText(schema: SchemaNode): string {
  return schema.default === undefined ? '$1' : `\${1:${JSON.stringify(schema.default)}}`;
}

function valueItems(request: CompletionRequest, context: Context): SpecCompletion[] {
  const { place, types } = context;
  const last = place.path.at(-1);
  const [head] = place.path;
  const offer = (kind: SpecCompletion['kind'], values: readonly unknown[], list = false) =>
    values.map((value) => {
      const label = typeof value === 'string' ? value : JSON.stringify(value);
      const plain = place.syntax === 'json' ? JSON.stringify(value) : yamlText(value);
      return item(place, { kind, label, insertText: escaped(list ? `[${plain}]` : plain) });
    });
  if (head === 'dataset' && place.path.length === 1) {
    return offer('file', request.datasetFiles ?? []);
  }
  if (head === 'pass_labels') return offer('label', freeLabels(context.root), last === head);
  if (
    place.path.length === 1 &&
    ['model_to_evaluate', 'model_a', 'model_b'].includes(String(head))
  ) {
    return offer('column', request.columns ?? []);
  }
  if (head === 'type' && place.path.length === 1) return offer('value', EVALUATION_TYPES);
  const known = (
    request.models && modelEntries(request.models, { text: request.text, ...context })
  )?.map(({ plain, ...entry }) => {
    const text = place.syntax === 'json' ? JSON.stringify(plain) : yamlText(plain);
    return item(place, { label: plain, insertText: escaped(text), ...entry });
  });
  // Of models that are known, examples say nothing new; those of keys name what may be set yet.
  if (known && (known.length > 0 || last !== 'external_api_token')) return known;
  const [schema] = types.flatMap((type) => fieldAt(type, place.path)?.schema ?? []);
  if (!schema) return [];
  if (schema.type === 'boolean') return offer('value', [true, false]);
  const scalars = (schema.enum ?? [schema.default, ...(schema.examples ?? [])]).filter(
    (value) =>
      value !== undefined && typeof value !== 'object' && !JSON.stringify(value).includes('\\n'),
  );
  return offer('value', [...new Set(scalars)]);
}

/** Labels that don't pass yet. */
function freeLabels(root: LocatedNode | undefined): string[] {
  const list = (path: SpecPath): readonly unknown[] => {
    const node = root && locate(root, path)?.node;
    const value = node && plainValue(node);
    return Array.isArray(value) ? value : [];
  };
  const taken = list(['pass_labels']);
  return list(['labels']).filter(
    (label): label is string => typeof label === 'string' && !taken.includes(label),
  );
}

/** Plain where YAML reads it as the same text, else in quotes. */
function yamlText(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  const isPlain = /^[A-Za-z_./][\w ./-]*$/.test(value) && !/^(true|false|null|~)$/i.test(value);
  return isPlain && value.trim() === value ? value : JSON.stringify(value);
}

function escaped(text: string): string {
  return text.replace(/[$}\\]/g, '\\$&');
}

function item(
  { start, end }: SpecPlace,
  entry: Omit<SpecCompletion, 'start' | 'end' | 'sortText'> & { readonly sortText?: string },
): SpecCompletion {
  return { sortText: `0${entry.label}`, ...entry, start, end };
}
