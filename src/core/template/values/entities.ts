import { ENTITY_TABLE } from './entityTable.js';

let names: ReadonlyMap<string, string> | undefined;

/** References by name as Python's `html.entities.html5` has them: most with a `;`, old ones without. */
function entityNames(): ReadonlyMap<string, string> {
  if (names) return names;
  const table = new Map<string, string>();
  for (const entry of ENTITY_TABLE.trim().split(/\s+/)) {
    const [name = '', codes = ''] = entry.split('=');
    const text = String.fromCodePoint(...codes.split(',').map((code) => Number.parseInt(code, 16)));
    table.set(`${name.replace('!', '')};`, text);
    if (name.startsWith('!')) table.set(name.slice(1), text);
  }
  names = table;
  return table;
}

const REFERENCE = /&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)/gu;

/** What the numbers 0x80 to 0x9f stand for: Windows-1252, '' where that has nothing. */
const WINDOWS_1252 =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f' +
  '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';

/** Python's `html.unescape`. */
export function unescapedText(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(REFERENCE, (whole, reference: string) =>
    reference.startsWith('#') ? numbered(reference.slice(1)) : (named(reference) ?? whole),
  );
}

function numbered(reference: string): string {
  const digits = reference.replace(';', '');
  const code = /^[xX]/.test(digits)
    ? Number.parseInt(digits.slice(1), 16)
    : Number.parseInt(digits, 10);
  if (code === 0) return '\ufffd';
  if (code === 0x0d) return '\r';
  if (code >= 0x80 && code <= 0x9f) return WINDOWS_1252.charAt(code - 0x80);
  if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) return '\ufffd';
  return isNoCharacter(code) ? '' : String.fromCodePoint(code);
}

function isNoCharacter(code: number): boolean {
  if (code <= 0x08 || code === 0x0b || (code >= 0x0e && code <= 0x1f)) return true;
  if (code === 0x7f || (code >= 0xfdd0 && code <= 0xfdef)) return true;
  return (code & 0xfffe) === 0xfffe;
}

/** The longest name that the reference begins with; undefined where there is none. */
function named(reference: string): string | undefined {
  const table = entityNames();
  const whole = table.get(reference);
  if (whole !== undefined) return whole;
  for (let length = reference.length - 1; length > 1; length -= 1) {
    const start = table.get(reference.slice(0, length));
    if (start !== undefined) return start + reference.slice(length);
  }
  return undefined;
}
