import * as z from 'zod';
import { specSchemas, type EvaluationType } from './evalSpec.js';

/** The part of draft-07 that specs need. */
export interface SchemaNode {
  $schema?: string;
  title?: string;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
  examples?: unknown[];
  description?: string;
  markdownDescription?: string;
  deprecationMessage?: string;
  defaultSnippets?: { label: string; description?: string; body: unknown }[];
  properties?: Record<string, SchemaNode | false>;
  required?: string[];
  additionalProperties?: boolean;
  items?: SchemaNode;
  anyOf?: SchemaNode[];
  oneOf?: SchemaNode[];
  allOf?: SchemaNode[];
  if?: SchemaNode;
  then?: SchemaNode;
  minItems?: number;
  minLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  pattern?: string;
}

const made = new Map<EvaluationType, SchemaNode>();

/** JSON Schema (draft-07) of one evaluation type, straight from zod. Not to be changed in place. */
export function typeSchema(type: EvaluationType): SchemaNode {
  const known = made.get(type);
  if (known) return known;
  // zod's own type of a JSON Schema is wider than what these schemas can give.
  const schema = z.toJSONSchema(specSchemas[type], {
    target: 'draft-7',
    io: 'input',
  }) as SchemaNode;
  made.set(type, schema);
  return schema;
}

/** A field as it stands at a path: its schema, and whether the object around it requires it. */
export interface ShapedField {
  readonly schema: SchemaNode;
  readonly required: boolean;
}

/** The field at `path` in specs of `type`; undefined where there is none. */
export function fieldAt(
  type: EvaluationType,
  path: readonly (string | number)[],
): ShapedField | undefined {
  let field: ShapedField = { schema: typeSchema(type), required: true };
  for (const step of path) {
    const next = typeof step === 'number' ? itemOf(field.schema) : fieldsOf(field.schema).get(step);
    if (!next) return undefined;
    field = next;
  }
  return field;
}

/** Fields of the object that `schema` allows (as one of its alternatives). */
export function fieldsOf(schema: SchemaNode): Map<string, ShapedField> {
  const fields = new Map<string, ShapedField>();
  for (const alternative of alternatives(schema)) {
    for (const [name, field] of Object.entries(alternative.properties ?? {})) {
      if (field === false) continue;
      fields.set(name, { schema: field, required: !!alternative.required?.includes(name) });
    }
  }
  return fields;
}

export function alternatives(schema: SchemaNode): readonly SchemaNode[] {
  return schema.anyOf ?? [schema];
}

function itemOf(schema: SchemaNode): ShapedField | undefined {
  const items = alternatives(schema).find((alternative) => alternative.items)?.items;
  return items && { schema: items, required: true };
}
