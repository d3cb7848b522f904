import { fail } from '../render/templateFailure.js';

/** Arguments of Python's `encode` and `decode`. */
interface Coding {
  readonly encoding: string;
  readonly errors: string;
}

type Codec = 'utf-8' | 'ascii' | 'latin-1' | 'utf-16' | 'utf-32';

interface Known {
  readonly codec: Codec;
  readonly order: 'little' | 'big';
  readonly hasMark: boolean;
}

const NAMES: Readonly<Record<string, Codec>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  u8: 'utf-8',
  ascii: 'ascii',
  'us-ascii': 'ascii',
  'latin-1': 'latin-1',
  latin1: 'latin-1',
  latin: 'latin-1',
  'iso-8859-1': 'latin-1',
  iso8859: 'latin-1',
  'utf-16': 'utf-16',
  utf16: 'utf-16',
  'utf-32': 'utf-32',
  utf32: 'utf-32',
};

function knownEncoding(given: string): Known {
  const name = given.toLowerCase().replace(/[_ ]/g, '-');
  const ordered = /^(utf-?(?:16|32))-?(le|be)$/.exec(name);
  const codec = NAMES[ordered?.[1] ?? name];
  if (!codec) return fail(`"${given}" is no encoding that templates know`);
  return { codec, order: ordered?.[2] === 'be' ? 'big' : 'little', hasMark: !ordered };
}

/** Bytes of a text. Fails where `errors` is `strict` and the encoding lacks a character. */
export function encodedBytes(text: string, { encoding, errors }: Coding): number[] {
  const known = knownEncoding(encoding);
  const bytes: number[] = [];
  if (known.hasMark && known.codec === 'utf-16') bytes.push(0xff, 0xfe);
  if (known.hasMark && known.codec === 'utf-32') bytes.push(0xff, 0xfe, 0, 0);
  for (const point of text) {
    const code = point.codePointAt(0) ?? 0;
    const encoded = pointBytes(code, known);
    if (encoded) for (const byte of encoded) bytes.push(byte);
    else {
      for (const other of replacement(code, errors)) {
        const byte = pointBytes(other.codePointAt(0) ?? 0, known);
        for (const each of byte ?? []) bytes.push(each);
      }
    }
  }
  return bytes;
}

function pointBytes(code: number, { codec, order }: Known): readonly number[] | undefined {
  if (codec === 'ascii' || codec === 'latin-1') {
    return code < (codec === 'ascii' ? 0x80 : 0x100) ? [code] : undefined;
  }
  if (code >= 0xd800 && code <= 0xdfff) return undefined;
  if (codec === 'utf-8') return utf8Bytes(code);
  if (codec === 'utf-32') return unitBytes(code, 4, order);
  return Array.from({ length: code > 0xffff ? 2 : 1 }, (_, index) =>
    unitBytes(String.fromCodePoint(code).charCodeAt(index), 2, order),
  ).flat();
}

function utf8Bytes(code: number): number[] {
  if (code < 0x80) return [code];
  if (code < 0x800) return [0xc0 | (code >> 6), 0x80 | (code & 63)];
  const last = [0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
  if (code < 0x10000) return [0xe0 | (code >> 12), ...last];
  return [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), ...last];
}

function unitBytes(unit: number, size: number, order: 'little' | 'big'): number[] {
  const bytes = Array.from({ length: size }, (_, index) => (unit >>> (8 * index)) & 255);
  return order === 'little' ? bytes : bytes.reverse();
}

function replacement(code: number, errors: string): string {
  const hex = code.toString(16);
  switch (errors) {
    case 'ignore':
      return '';
    case 'replace':
      return '?';
    case 'xmlcharrefreplace':
      return `&#${code};`;
    case 'backslashreplace':
      if (code < 0x100) return `\\x${hex.padStart(2, '0')}`;
      return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
    case 'strict':
      return fail('encode() finds a character that the encoding does not have');
    default:
      return fail(`"${errors}" is no way to handle what can't be encoded`);
  }
}

/** The text of bytes; `errors` is `strict`, `ignore` or `replace`. */
export function decodedText(bytes: readonly number[], { encoding, errors }: Coding): string {
  const { codec, order } = knownEncoding(encoding);
  if (codec === 'ascii' || codec === 'latin-1') {
    const limit = codec === 'ascii' ? 0x80 : 0x100;
    return bytes
      .map((byte) => (byte < limit ? String.fromCharCode(byte) : broken(errors)))
      .join('');
  }
  if (codec === 'utf-8') return decodedUtf8(bytes, errors);
  const size = codec === 'utf-16' ? 2 : 4;
  if (bytes.length % size !== 0) return fail('decode() finds half a character');
  let text = '';
  for (let at = 0; at < bytes.length; at += size) {
    const unit = bytes.slice(at, at + size);
    const ordered = order === 'little' ? unit.reverse() : unit;
    const code = ordered.reduce((sum, byte) => sum * 256 + byte, 0);
    if (code > 0x10ffff) return fail('decode() finds a number that is no character');
    const isMark = at === 0 && code === 0xfeff;
    if (!isMark) text += size === 2 ? String.fromCharCode(code) : String.fromCodePoint(code);
  }
  return text;
}

function decodedUtf8(bytes: readonly number[], errors: string): string {
  let text = '';
  let at = 0;
  while (at < bytes.length) {
    const first = bytes[at] ?? 0;
    const size = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    const rest = bytes.slice(at + 1, at + size);
    let code = size === 1 ? first : first & (0xff >> (size + 1));
    for (const byte of rest) code = code * 64 + (byte & 63);
    const isWhole =
      size > 0 && rest.length === size - 1 && rest.every((byte) => byte >> 6 === 2) && first < 0xf5;
    if (isWhole && utf8Bytes(code).length === size && !(code >= 0xd800 && code <= 0xdfff)) {
      text += String.fromCodePoint(code);
      at += size;
    } else {
      text += broken(errors);
      at += 1;
    }
  }
  return text;
}

function broken(errors: string): string {
  if (errors === 'ignore') return '';
  if (errors === 'replace') return '\ufffd';
  return fail('decode() finds bytes that are no character of the encoding');
}
