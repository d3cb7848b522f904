import { t } from '../../../l10n/t.js';
import { EVALUATION_TYPES } from '../evalSpec.js';
import type { SpecPath } from '../text/locatedTree.js';
import { alternatives, fieldAt, type SchemaNode } from '../specShape.js';
import { typesText } from '../problems/typesText.js';

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
  const facts = [valueWords(schema), field.required ? t('required') : t('optional')];
  if (owners.length < EVALUATION_TYPES.length) {
    facts.push(t('type {0}', typesText(owners.map(({ type }) => type))));
  }
  const paragraphs = [`**${names.join('.')}** · ${facts.join(' · ')}`];
  if (path.at(-1) === 'model_name') paragraphs.push(t('Older name of `model`; write `model`.'));
  if (schema.description !== undefined) paragraphs.push(schema.description);
  if (schema.default !== undefined) paragraphs.push(t('Default: {0}', code(schema.default)));
  const values = schema.const === undefined ? schema.enum : EVALUATION_TYPES;
  if (values) {
    paragraphs.push(t('One of {0}', values.map(code).join(', ')));
  } else if (schema.examples && schema.examples.length > 0) {
    const examples = schema.examples.map(code).join(', ');
    const isOne = schema.examples.length === 1;
    paragraphs.push(isOne ? t('Example: {0}', examples) : t('Examples: {0}', examples));
  }
  return paragraphs.join('\n\n');
}

/** `text`, `whole number from 1`, `number from 0 to 2`, `text or object`, … */
export function valueWords(schema: SchemaNode): string {
  return [...new Set(alternatives(schema).map(oneKind))].reduce((words, kind) =>
    t('{0} or {1}', words, kind),
  );
}

function oneKind(schema: SchemaNode): string {
  if (schema.type === 'string') return t('text');
  if (schema.type === 'integer') return `${t('whole number')}${range(schema)}`;
  if (schema.type === 'number') return `${t('number')}${range(schema)}`;
  if (schema.type === 'boolean') return t('true or false');
  if (schema.type !== 'array') return t('object');
  return schema.minItems === undefined ? t('list') : t('list of at least {0}', schema.minItems);
}

function range({ minimum, maximum, exclusiveMinimum }: SchemaNode): string {
  // Bounds of whole numbers that JSON can't hold anyway say nothing to a reader.
  const low =
    minimum !== undefined && Number.isSafeInteger(minimum) && minimum > -1e15 ? minimum : undefined;
  const high = maximum !== undefined && maximum < 1e15 ? maximum : undefined;
  const above = exclusiveMinimum === undefined ? '' : t(' above {0}', String(exclusiveMinimum));
  return `${above}${low === undefined ? '' : t(' from {0}', String(low))}${high === undefined ? '' : t(' to {0}', String(high))}`;
}

function code(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  // A line break would end the code span.
  return `\`${text.replace(/\s+/g, ' ')}\``;
}
