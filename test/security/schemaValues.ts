import fc from 'fast-check';
import * as z from 'zod/mini';

/** The part of JSON Schema that zod writes for the messages of the views. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
}

/** Values that a schema takes. */
export function schemaValues(schema: z.ZodMiniType): fc.Arbitrary<unknown> {
  // The fields that are read are those above; another one leads to an error below.
  return valuesOf(z.toJSONSchema(schema, { io: 'input' }) as Schema);
}

function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  const { type, properties, items, prefixItems } = schema;
  const among = schema.anyOf ?? schema.oneOf;
  if (among) return fc.oneof(...among.map(valuesOf));
  if (Array.isArray(type)) {
    return fc.oneof(...type.map((one: string) => valuesOf({ ...schema, type: one })));
  }
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'string':
      return fc.string({ unit: 'binary', maxLength: 12 });
    case 'integer':
      return fc.integer({ ...limits(schema), max: schema.maximum ?? 2 ** 31 });
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true, ...limits(schema) });
    case 'array':
      if (prefixItems) return fc.tuple(...prefixItems.map(valuesOf));
      return fc.array(items ? valuesOf(items) : fc.jsonValue(), { maxLength: 3 });
    case 'object': {
      const members = Object.entries(properties ?? {});
      return fc.record(Object.fromEntries(members.map(([name, one]) => [name, valuesOf(one)])), {
        requiredKeys: [...(schema.required ?? [])],
      });
    }
    default:
      throw new Error(`No values are made of ${JSON.stringify(schema)} yet.`);
  }
}

function limits({ minimum, exclusiveMinimum, maximum }: Schema): { min?: number; max?: number } {
  const min = minimum ?? (exclusiveMinimum === undefined ? undefined : exclusiveMinimum + 1);
  return { ...(min !== undefined && { min }), ...(maximum !== undefined && { max: maximum }) };
}

/** A value with one part replaced, taken away, added or doubled; the same for the same choices. */
export function changedValue(value: unknown): fc.Arbitrary<unknown> {
  return fc
    .tuple(fc.nat(), fc.constantFrom(...STRANGE_VALUES), fc.constantFrom('put', 'drop', 'add'))
    .map(([place, strange, how]) => changeAt(structuredClone(value), { place, strange, how }));
}

const STRANGE_VALUES: readonly unknown[] = [
  null,
  undefined,
  true,
  -1,
  0.5,
  1e300,
  NaN,
  Infinity,
  -0,
  2 ** 53,
  '',
  '1',
  '__proto__',
  'constructor',
  '\u2028</script>',
  [],
  [[]],
  {},
  { length: 1e9 },
  { __proto__: { from: 1 } },
  { toString: null, valueOf: null },
  JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
  new Date(0),
  new Map([['a', 1]]),
  10n,
];

interface Change {
  readonly place: number;
  readonly strange: unknown;
  readonly how: string;
}

function changeAt(value: unknown, { place, strange, how }: Change): unknown {
  const places: { readonly of: Record<string, unknown>; readonly name: string }[] = [];
  const walk = (one: unknown): void => {
    if (typeof one !== 'object' || one === null) return;
    const of = one as Record<string, unknown>; // arrays too are written to by name
    for (const name of Object.keys(of)) {
      places.push({ of, name });
      walk(of[name]);
    }
  };
  walk(value);
  const at = places[place % (places.length + 1)];
  if (!at) return strange;
  if (how === 'drop') Reflect.deleteProperty(at.of, at.name);
  else at.of[how === 'add' ? 'constructor' : at.name] = strange;
  return value;
}
