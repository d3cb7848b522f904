import { EVALUATION_TYPES } from './evalSpec.js';
import type { SpecPath } from './locatedTree.js';
import { alternatives, fieldAt, type SchemaNode } from './specShape.js';

/**
 * Documentation of the field at `path` in Markdown: what it means, which values it takes, its default
 * and examples. Undefined where no evaluation type has such a field.
 */
export function fieldDoc(path: SpecPath): string | undefined {
  const known = path.map((step) => (step === 'model_name' ? 'model' : step));
  const owners = EVALUATION_TYPES.flatMap((type) => {
    const field = path.length === 0 ? undefined : fieldAt(type, known);
    return field ? [{ type, field }] : [];
  });
  const field = owners[0]?.field;
  if (!field) return undefined;
  const { schema } = field;

  const names = path.filter((step) => typeof step === 'string');
  const facts = [valueWords(schema), field.required ? 'required' : 'optional'];
  if (owners.length < EVALUATION_TYPES.length) {
    facts.push(`type ${owners.map(({ type }) => type).join(' and ')}`);
  }
  const paragraphs = [`**${names.join('.')}** · ${facts.join(' · ')}`];
  if (path.at(-1) === 'model_name') paragraphs.push('Older name of `model`; write `model`.');
  if (schema.description !== undefined) paragraphs.push(schema.description);
  if (schema.default !== undefined) paragraphs.push(`Default: ${code(schema.default)}`);
  const values = schema.const === undefined ? schema.enum : EVALUATION_TYPES;
  if (values) {
    paragraphs.push(`One of ${values.map(code).join(', ')}`);
  } else if (schema.examples && schema.examples.length > 0) {
    const several = schema.examples.length > 1 ? 'Examples' : 'Example';
    paragraphs.push(`${several}: ${schema.examples.map(code).join(', ')}`);
  }
  return paragraphs.join('\n\n');
}

/** `text`, `whole number from 1`, `number from 0 to 2`, `text or object`, … */
export function valueWords(schema: SchemaNode): string {
  return [...new Set(alternatives(schema).map(oneKind))].join(' or ');
}

function oneKind(schema: SchemaNode): string {
  if (schema.type === 'string') return 'text';
  if (schema.type === 'integer') return `whole number${range(schema)}`;
  if (schema.type === 'number') return `number${range(schema)}`;
  if (schema.type === 'boolean') return 'true or false';
  if (schema.type !== 'array') return 'object';
  return schema.minItems === undefined ? 'list' : `list of at least ${schema.minItems}`;
}

function range({ minimum, maximum, exclusiveMinimum }: SchemaNode): string {
  // Bounds of whole numbers that JSON can't hold anyway say nothing to a reader.
  const low =
    minimum !== undefined && Number.isSafeInteger(minimum) && minimum > -1e15 ? minimum : undefined;
  const high = maximum !== undefined && maximum < 1e15 ? maximum : undefined;
  const above = exclusiveMinimum === undefined ? '' : ` above ${exclusiveMinimum}`;
  return `${above}${low === undefined ? '' : ` from ${low}`}${high === undefined ? '' : ` to ${high}`}`;
}

function code(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  // A line break would end the code span.
  return `\`${text.replace(/\s+/g, ' ')}\``;
}
