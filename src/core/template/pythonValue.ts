import { readJsonText } from '../dataset/jsonText.js';
import type { JsonNode } from '../dataset/jsonText.js';
import { isJsonObject } from '../json.js';
import type { Json } from '../json.js';
import type { TemplateRow } from './renderTemplate.js';

/**
 * A value as templates see it. Nothing of the host is among them, and lookups go by these kinds
 * alone, so no template reaches a prototype, a constructor or a function of the host.
 * `undefined` is Jinja's undefined, `null` is None; a number is an integer below 2^53, a bigint any
 * other integer, a `Float` a float.
 */
export type Value =
  | undefined
  | null
  | boolean
  | number
  | bigint
  | string
  | Float
  | Tuple
  | Callable
  | Record
  | Value[]
  | Map<Value, Value>;

export class Float {
  constructor(readonly value: number) {}
}

export class Tuple {
  constructor(readonly items: readonly Value[]) {}
}

export interface Arguments {
  readonly args: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}

export class Callable {
  constructor(
    readonly name: string,
    readonly call: (given: Arguments) => Value,
  ) {}
}

/** A value with named parts only: `loop`, `namespace()`, a cycler. */
export class Record {
  private made: Map<string, Value> | undefined;

  /** `make` is called when a part is first asked for: most loops never look at `loop`. */
  constructor(
    readonly name: string,
    private readonly make: () => Map<string, Value>,
  ) {}

  get parts(): Map<string, Value> {
    this.made ??= this.make();
    return this.made;
  }
}

/** The columns of a row as template values. */
export function rowValues(row: TemplateRow): Map<string, Value> {
  const values = new Map<string, Value>();
  if (row.source !== undefined) {
    const reading = readJsonText(row.source);
    if (reading.ok && reading.node.kind === 'object') {
      for (const { key, value } of reading.node.members) values.set(key, ofNode(value));
      return values;
    }
  }
  for (const [key, value] of Object.entries<Json>(row.values)) values.set(key, ofJson(value));
  return values;
}

function ofNode(node: JsonNode): Value {
  switch (node.kind) {
    case 'object':
      return new Map(node.members.map(({ key, value }): [Value, Value] => [key, ofNode(value)]));
    case 'array':
      return node.items.map(ofNode);
    case 'number':
      if (!/^-?\d{1,4300}$/.test(node.text)) return new Float(Number(node.text));
      return integer(BigInt(node.text));
    case 'string':
    case 'literal':
      return node.value;
  }
}

function ofJson(json: Json): Value {
  if (Array.isArray(json)) return json.map(ofJson);
  if (isJsonObject(json)) {
    return new Map(Object.entries<Json>(json).map(([key, value]) => [key, ofJson(value)]));
  }
  if (typeof json === 'number') return Number.isSafeInteger(json) ? json : new Float(json);
  // `Array.isArray` does not narrow a readonly list away.
  return json as null | boolean | string;
}

export function integer(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

export function isNumber(value: Value): value is number | bigint | boolean | Float {
  return (
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    typeof value === 'boolean' ||
    value instanceof Float
  );
}

export function toNumber(value: number | bigint | boolean | Float): number {
  return value instanceof Float ? value.value : Number(value);
}

export function truthy(value: Value): boolean {
  if (value instanceof Float) return value.value !== 0;
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof Tuple) return value.items.length > 0;
  if (value instanceof Map) return value.size > 0;
  return Boolean(value);
}

export function kindOf(value: Value): string {
  if (value === undefined) return 'undefined';
  if (value === null) return 'None';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number' || typeof value === 'bigint') return 'int';
  if (typeof value === 'string') return 'str';
  if (value instanceof Float) return 'float';
  if (value instanceof Tuple) return 'tuple';
  if (value instanceof Map) return 'dict';
  return Array.isArray(value) ? 'list' : value.name;
}

export function equal(left: Value, right: Value): boolean {
  if (isNumber(left) && isNumber(right)) return sameNumber(left, right);
  if (Array.isArray(left) && Array.isArray(right)) return sameItems(left, right);
  if (left instanceof Tuple && right instanceof Tuple) return sameItems(left.items, right.items);
  if (left instanceof Map && right instanceof Map) {
    if (left.size !== right.size) return false;
    for (const [key, value] of left) {
      if (!right.has(key) || !equal(value, right.get(key))) return false;
    }
    return true;
  }
  return left === right;
}

type NumberValue = number | bigint | boolean | Float;

function sameNumber(left: NumberValue, right: NumberValue): boolean {
  if (typeof left === 'bigint' && typeof right === 'bigint') return left === right;
  return toNumber(left) === toNumber(right);
}

function sameItems(left: readonly Value[], right: readonly Value[]): boolean {
  return left.length === right.length && left.every((item, index) => equal(item, right[index]));
}
