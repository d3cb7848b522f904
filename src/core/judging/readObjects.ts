import { isJsonObject } from '../json.js';
import { isWithinBounds } from '../jsonBounds.js';
import type { JsonObject } from '../json.js';

/** A JSON object found in running text. */
export interface FoundObject {
  readonly value: JsonObject;
  /** As it stands in the text. */
  readonly source: string;
  /** Top-level keys in the order they stand there, repeated ones as often as they occur. */
  readonly keys: readonly string[];
}

interface FoundObjects {
  readonly objects: readonly FoundObject[];
  /** The text stops within an object. */
  readonly truncated: boolean;
}

/**
 * Finds the JSON objects in a text, whatever stands around them (prose, code fences). Tolerates
 * trailing commas and line breaks within strings. Objects within objects or strings are not found
 * on their own: what is quoted there was not said. Nothing after the start of an object that is
 * never closed is found either, for the same reason. An object that is deeper or has more members
 * than any verdict is no verdict, and is not found.
 */
export function readObjects(text: string): FoundObjects {
  const objects: FoundObject[] = [];
  // `{` and then a key, or nothing: other braces are prose (`{{name}}`, sets, code).
  const start = /\{(?=\s*["}])/g;
  for (let match = start.exec(text); match; match = start.exec(text)) {
    const span = scanObject(text, match.index);
    if (!span) return { objects, truncated: true };
    start.lastIndex = match.index + span.repaired.sourceLength;
    const value = isWithinBounds(span.repaired.text, BOUNDS)
      ? parseObject(span.repaired.text)
      : undefined;
    if (value) {
      const source = text.slice(match.index, start.lastIndex);
      objects.push({ value, source, keys: span.keys });
    }
  }
  return { objects, truncated: false };
}

const BOUNDS = { depth: 100, values: 100_000 };

function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

interface ObjectSpan {
  readonly repaired: { readonly text: string; readonly sourceLength: number };
  readonly keys: readonly string[];
}

/** The object that begins at `from`, its text made strict JSON; undefined where it never ends. */
function scanObject(text: string, from: number): ObjectSpan | undefined {
  const keys: string[] = [];
  const parts: string[] = [];
  let depth = 0;
  for (let at = from; at < text.length;) {
    const char = text.charAt(at);
    if (char === '"') {
      const literal = scanString(text, at);
      if (!literal) return undefined;
      at += literal.sourceLength;
      parts.push(literal.text);
      if (depth === 1 && /^\s*:/.test(text.slice(at, at + 50))) keys.push(unquote(literal.text));
      continue;
    }
    at++;
    if (char === '{' || char === '[') depth++;
    if (char === '}' || char === ']') depth--;
    if (char !== ',' || !closesNext(text, at)) parts.push(char);
    if (depth === 0) return { repaired: { text: parts.join(''), sourceLength: at - from }, keys };
  }
  return undefined;
}

/** A comma before `at` is a trailing one. */
function closesNext(text: string, at: number): boolean {
  const rest = /\S/.exec(text.slice(at, at + 200));
  return rest?.[0] === '}' || rest?.[0] === ']';
}

const CONTROL_ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function scanString(text: string, from: number): ObjectSpan['repaired'] | undefined {
  const parts = ['"'];
  for (let at = from + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') {
      parts.push(char, text.charAt(++at));
    } else {
      parts.push(CONTROL_ESCAPES[char] ?? char);
      if (char === '"') return { text: parts.join(''), sourceLength: at + 1 - from };
    }
  }
  return undefined;
}

function unquote(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal.slice(1, -1);
  }
}
