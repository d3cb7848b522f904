import type { Json } from '../json.js';
import { isJsonObject } from '../json.js';

/** How a language writes values. */
export interface Notation {
  text(value: string): string;
  /** A member's name with its colon. */
  key(name: string): string;
  readonly words: { readonly true: string; readonly false: string; readonly null: string };
  /** Behind the last member of an object. */
  readonly lastComma: string;
  /** What stands in place of the value at a path, if it is no plain literal. */
  inPlaceOf(path: readonly string[], value: Json): string | undefined;
}

/** A value as source text: objects over several lines, lists on one. */
export function literal(
  value: Json,
  notation: Notation,
  path: readonly string[] = [],
  indent = '',
): string {
  const other = notation.inPlaceOf(path, value);
  if (other !== undefined) return other;
  if (typeof value === 'string') return notation.text(value);
  if (value === null) return notation.words.null;
  if (typeof value === 'boolean') return value ? notation.words.true : notation.words.false;
  if (typeof value === 'number') return JSON.stringify(value);
  const step = notation.lastComma === '' ? '  ' : '    ';
  if (!isJsonObject(value)) {
    return `[${value.map((item, index) => literal(item, notation, [...path, String(index)], indent)).join(', ')}]`;
  }
  const inner = indent + step;
  const members = Object.entries<Json>(value).map(
    ([name, member]) =>
      `${inner}${notation.key(name)} ${literal(member, notation, [...path, name], inner)}`,
  );
  return `{\n${members.join(',\n')}${notation.lastComma}\n${indent}}`;
}

/** Texts of more than one line, by path, each with a name of its own to stand above the call. */
export function longTexts(
  parameters: Json,
): Map<string, { readonly name: string; readonly text: string }> {
  const found = new Map<string, { name: string; text: string }>();
  const visit = (value: Json, path: readonly string[]) => {
    if (typeof value === 'string') {
      const isLong = path.length === 2 && value.includes('\n');
      if (isLong) found.set(path.join('.'), { name: path.join('_'), text: value });
    } else if (isJsonObject(value)) {
      for (const [name, member] of Object.entries<Json>(value)) visit(member, [...path, name]);
    }
  };
  visit(parameters, []);
  return found;
}

/** Control characters, line ends other than \n and halves of pairs: they don't survive an editor. */
export const UNSAFE =
  // eslint-disable-next-line no-control-regex -- control characters are what this is about
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\u202a-\u202e\u2066-\u2069]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** `\u0007`, as Python and JavaScript know it. */
export function unicodeEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A text on one line between double quotes; what JSON writes is Python and JavaScript too. */
export function quotedText(text: string): string {
  return JSON.stringify(text).replace(UNSAFE, unicodeEscape);
}
