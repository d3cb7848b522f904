import { EVALUATION_TYPES, type EvaluationType } from './evalSpec.js';
import { specSnippets } from './completion/specSnippets.js';
import { typeSchema, type SchemaNode } from './specShape.js';

/**
 * JSON Schema (draft-07) of eval specs, strict: what it accepts is a spec but for what no schema can
 * state (pass labels among the labels, a threshold within the range, keys in the open).
 */
export function specJsonSchema(): SchemaNode {
  const perType = EVALUATION_TYPES.map((type) => ({ type, schema: typeSchema(type) }));
  const properties: Record<string, SchemaNode> = {};
  for (const { schema } of perType) {
    for (const [name, field] of Object.entries(schema.properties ?? {})) {
      if (field !== false) properties[name] ??= field;
    }
  }
  const [typeField] = perType.map(({ schema }) => schema.properties?.['type']);
  properties['type'] = {
    type: 'string',
    enum: [...EVALUATION_TYPES],
    ...(typeField && typeField.description !== undefined && { description: typeField.description }),
  };
  const schema: SchemaNode = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Gavel eval spec',
    description: 'An evaluation by an LLM as a judge: judge, rubric, dataset and model under test.',
    type: 'object',
    properties,
    required: ['type', ...inEvery(perType.map(({ schema }) => schema.required ?? []))],
    additionalProperties: false,
    allOf: perType.map(({ type, schema }) => typeRule(type, schema, Object.keys(properties))),
    defaultSnippets: specSnippets(),
  };
  return documented(schema, withOlderName);
}

/**
 * The same for editors: completion and hover. What would make the editor's own JSON validation
 * repeat our diagnostics, in other words and at coarser places, is left out.
 */
export function specEditorSchema(): SchemaNode {
  return documented(specJsonSchema(), forEditor);
}

function inEvery(lists: readonly (readonly string[])[]): string[] {
  const [first = [], ...others] = lists;
  return first.filter((name) => name !== 'type' && others.every((list) => list.includes(name)));
}

/** The fields that one type requires, and those of the other types that it refuses. */
function typeRule(type: EvaluationType, schema: SchemaNode, all: readonly string[]): SchemaNode {
  const own = schema.properties ?? {};
  const foreign = all.filter((name) => !Object.hasOwn(own, name));
  return {
    if: { properties: { type: { const: type } }, required: ['type'] },
    then: {
      required: schema.required ?? [],
      properties: Object.fromEntries(foreign.map((name) => [name, false] as const)),
    },
  };
}

/** A copy in which `change` was applied to every schema, innermost first. */
function documented(schema: SchemaNode, change: (node: SchemaNode) => SchemaNode): SchemaNode {
  const within = (node: SchemaNode) => documented(node, change);
  const copy: SchemaNode = { ...schema };
  if (schema.properties) {
    copy.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, field]) => [name, field && within(field)]),
    );
  }
  if (schema.items) copy.items = within(schema.items);
  if (schema.anyOf) copy.anyOf = schema.anyOf.map(within);
  if (schema.allOf) copy.allOf = schema.allOf.map(within);
  return change(copy);
}

/** Objects with a `model` take the older `model_name` in its place; descriptions are Markdown. */
function withOlderName(node: SchemaNode): SchemaNode {
  const described =
    node.description === undefined ? node : { ...node, markdownDescription: node.description };
  const model = node.properties?.['model'];
  if (!model || !node.required?.includes('model')) return described;
  return {
    ...described,
    properties: {
      ...node.properties,
      model_name: {
        type: 'string',
        minLength: 1,
        description: 'Older name of `model`.',
        markdownDescription: 'Older name of `model`.',
        deprecationMessage: 'Write `model`.',
      },
    },
    required: node.required.filter((name) => name !== 'model'),
    oneOf: [{ required: ['model'] }, { required: ['model_name'] }],
  };
}

/** Of these an editor's validation would speak. */
const CONSTRAINTS = [
  'type',
  'enum',
  'required',
  'additionalProperties',
  'oneOf',
  'allOf',
  'minItems',
  'minLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'pattern',
] as const;

function forEditor(node: SchemaNode): SchemaNode {
  const kept: SchemaNode = { ...node };
  for (const constraint of CONSTRAINTS) Reflect.deleteProperty(kept, constraint);
  // Without `type` and `enum` the values stay on offer as examples, but nothing is refused.
  const examples =
    node.enum ?? node.examples ?? (node.type === 'boolean' ? [true, false] : undefined);
  if (examples) kept.examples = examples;
  if (node.items) kept.defaultSnippets = [{ label: '[ ]', body: ['$1'] }];
  if (node.properties) {
    const names = Object.entries(node.properties).filter(([name]) => name !== 'model_name');
    kept.properties = Object.fromEntries(names);
    // The shape alone says what to insert after a field's name.
    kept.defaultSnippets = node.defaultSnippets ?? [objectSnippet(node)];
  }
  return kept;
}

/** Inserts the fields that an object can't do without. */
function objectSnippet(node: SchemaNode) {
  const names = Object.keys(node.properties ?? {});
  const required = names.filter(
    (name) => name === 'model' || (node.required?.includes(name) ?? false),
  );
  const body = Object.fromEntries(
    required.map((name, index) => {
      const field = node.properties?.[name];
      const example = field ? field.examples?.[0] : undefined;
      const text = typeof example === 'string' ? example.replace(/[$}\\]/g, '\\$&') : '';
      return [name, `\${${index + 1}:${text}}`];
    }),
  );
  return { label: '{ }', body: required.length > 0 ? body : { $1: '' } };
}
