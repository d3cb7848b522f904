import { readJsonText } from '../../dataset/text/jsonText.js';
import type { JsonNode } from '../../dataset/text/jsonText.js';
import { isJsonObject } from '../../json.js';
import type { Json, JsonObject } from '../../json.js';
import { dictOf } from '../values/dictKeys.js';
import { Float, integer } from '../values/pythonValue.js';
import type { Value } from '../values/pythonValue.js';

/** The columns of a row as template values, each made when it is first asked for. */
export interface RowColumns {
  /** undefined: the row has no such column. */
  column(name: string): Value;
}

interface Row {
  readonly values: JsonObject;
  readonly source?: string;
}

export function rowColumns(row: Row): RowColumns {
  return {
    column(name) {
      const { values } = row;
      if (!Object.hasOwn(values, name)) return undefined;
      const value = values[name];
      if (typeof value === 'string' || value === undefined) return value;
      const node = losesText(value) ? columnTexts(row)?.get(name) : undefined;
      return node ? ofNode(node) : ofJson(value);
    },
  };
}

type ColumnTexts = ReadonlyMap<string, JsonNode>;

/** What was read of a row's text: a row is rendered by several templates, and again and again. */
const readTexts = new WeakMap<JsonObject, { readonly source: string; texts: ColumnTexts | null }>();

/** What may stand for something that `JSON.parse` loses, be it inside a string. */
const LOSSY = /[0-9][.eE]|[0-9]{16}|-0|"[0-9]+"\s*:/;

/** The columns as written; undefined where `JSON.parse` has lost nothing. */
function columnTexts({ values, source }: Row): ColumnTexts | undefined {
  if (source === undefined) return undefined;
  const known = readTexts.get(values);
  if (known?.source === source) return known.texts ?? undefined;
  const texts = LOSSY.test(source) ? readColumns(source) : null;
  readTexts.set(values, { source, texts });
  return texts ?? undefined;
}

function readColumns(source: string): ColumnTexts {
  const texts = new Map<string, JsonNode>();
  const reading = readJsonText(source);
  if (!reading.ok || reading.node.kind !== 'object') return texts;
  for (const { key, value } of reading.node.members) texts.set(key, value);
  return texts;
}

/** Keys that `JSON.parse` moves to the front. */
const INDEX = /^(?:0|[1-9][0-9]{0,9})$/;

/** Whether `JSON.parse` may have lost what the text says: `1.0`, big integers, the order of keys. */
function losesText(value: Json): boolean {
  if (typeof value === 'number') return Number.isInteger(value) || !Number.isFinite(value);
  if (Array.isArray(value)) return value.some(losesText);
  if (!isJsonObject(value)) return false;
  return Object.keys(value).some((key) => INDEX.test(key) || losesText(value[key] ?? null));
}

function ofNode(node: JsonNode): Value {
  switch (node.kind) {
    case 'object':
      return dictOf(node.members.map(({ key, value }): [Value, Value] => [key, ofNode(value)]));
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
    return dictOf(Object.entries<Json>(json).map(([key, value]) => [key, ofJson(value)]));
  }
  if (typeof json === 'number') return Number.isSafeInteger(json) ? json : new Float(json);
  // `Array.isArray` does not narrow a readonly list away.
  return json as null | boolean | string;
}
