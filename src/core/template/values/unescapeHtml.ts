import { namedReferences } from './htmlReferences.js';

// What HTML reads the references 128 to 159 as: the characters of Windows-1252.
const WINDOWS =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f' +
  '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';
const REFERENCE = /&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)/gu;

/** Replaces HTML's character references by their characters, as Python's `html.unescape`. */
export function unescapeHtml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(REFERENCE, (_, reference: string) =>
    reference.startsWith('#') ? numbered(reference) : named(reference),
  );
}

function numbered(reference: string): string {
  const isHex = /^#x/i.test(reference);
  const digits = reference.slice(isHex ? 2 : 1).replace(';', '');
  // Beyond 8 digits it is no code point any more, whatever the digits are.
  const significant = digits.replace(/^0+/, '').slice(0, 8);
  const point = significant === '' ? 0 : parseInt(significant, isHex ? 16 : 10);
  if (point === 0) return '\ufffd';
  if (point === 0x0d) return '\r';
  if (point >= 0x80 && point <= 0x9f) return WINDOWS.charAt(point - 0x80);
  if ((point >= 0xd800 && point <= 0xdfff) || point > 0x10ffff) return '\ufffd';
  return isNoCharacter(point) ? '' : String.fromCodePoint(point);
}

function isNoCharacter(point: number): boolean {
  if (point < 0x20) return point !== 0x09 && point !== 0x0a && point !== 0x0c;
  if (point === 0x7f || (point >= 0xfdd0 && point <= 0xfdef)) return true;
  return (point & 0xfffe) === 0xfffe;
}

function named(reference: string): string {
  const references = namedReferences();
  const text = references.get(reference);
  if (text !== undefined) return text;
  const points = Array.from(reference);
  for (let length = points.length - 1; length > 1; length -= 1) {
    const known = references.get(points.slice(0, length).join(''));
    if (known !== undefined) return known + points.slice(length).join('');
  }
  return `&${reference}`;
}
