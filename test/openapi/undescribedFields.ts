import { isJsonObject } from '../../src/core/json.js';
import type { Json, JsonObject } from '../../src/core/json.js';

/**
 * Paths of the members of a value that no schema at their place names, e.g. `parameters.judge.seed`;
 * items of arrays are `[]`. A schema that lets any member in by `additionalProperties` names all.
 */
export function undescribedFields(
  document: JsonObject,
  schema: unknown,
  value: unknown,
  path = '',
): string[] {
  const schemas = flattened(document, schema);
  if (schemas.length === 0) return [];
  if (Array.isArray(value)) {
    const items = schemas.flatMap((one) => ('items' in one ? [one['items']] : []));
    const found = value.flatMap((item: unknown) =>
      undescribedFields(document, { anyOf: items }, item, `${path}[]`),
    );
    return [...new Set(found)];
  }
  if (!isJsonObject(value) || schemas.some((one) => one['additionalProperties'])) return [];
  return Object.entries<Json>(value).flatMap(([name, member]) => {
    const here = path === '' ? name : `${path}.${name}`;
    const named = schemas.flatMap((one) => {
      const properties = one['properties'];
      return isJsonObject(properties) && name in properties ? [properties[name]] : [];
    });
    if (named.length === 0) return [here];
    return undescribedFields(document, { anyOf: named as Json[] }, member, here);
  });
}

/** The schemas that stand behind references and alternatives. */
function flattened(document: JsonObject, schema: unknown): JsonObject[] {
  if (!isJsonObject(schema)) return [];
  const reference = schema['$ref'];
  if (typeof reference === 'string') return flattened(document, atReference(document, reference));
  const inner = ['anyOf', 'oneOf', 'allOf'].flatMap((word) => {
    const list = schema[word];
    return Array.isArray(list) ? list.flatMap((one) => flattened(document, one)) : [];
  });
  const tells = ['properties', 'items', 'additionalProperties', 'type'].some(
    (key) => key in schema,
  );
  return tells ? [schema, ...inner] : inner;
}

function atReference(document: JsonObject, reference: string): unknown {
  return reference
    .replace(/^#\//, '')
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, part) => (isJsonObject(value) ? value[part] : undefined), document);
}
