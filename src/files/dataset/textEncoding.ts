import { isUtf8 } from 'node:buffer';
import type { TextEncoding } from '../../core/dataset/openDataset.js';

/** How a file's bytes are text. */
export interface FileEncoding {
  readonly encoding: TextEncoding;
  /** Bytes of the byte-order mark, which is no part of the text. */
  readonly mark: number;
}

/** Bytes from somewhere in a file. */
export interface Sample {
  readonly bytes: Uint8Array;
  /** Offset of the first. */
  readonly offset: number;
  /** The file ends with the last. */
  readonly endsFile: boolean;
}

const MARKS: readonly { readonly encoding: TextEncoding; readonly bytes: readonly number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
];

/**
 * Tells the encoding from a byte-order mark, else from samples: zeros at every other place are
 * UTF-16; bytes that are not UTF-8 anywhere are Windows-1252, unless more of them are. The first
 * sample is the beginning of the file.
 */
export function detectEncoding(samples: readonly Sample[]): FileEncoding {
  const start = samples[0]?.bytes ?? new Uint8Array();
  for (const { encoding, bytes } of MARKS) {
    if (bytes.every((byte, at) => start[at] === byte)) return { encoding, mark: bytes.length };
  }
  const wide = samples.map(wideEncoding);
  const [first] = wide;
  if (first && wide.every((found) => found === first)) return { encoding: first, mark: 0 };
  const isLatin = samples.some((sample) => isMostlyInvalid(withoutCuts(sample)));
  return { encoding: isLatin ? 'windows-1252' : 'utf-8', mark: 0 };
}

/** Text in UTF-16 has zeros in one half of its bytes: blanks, digits and delimiters at least. */
function wideEncoding({ bytes, offset }: Sample): TextEncoding | undefined {
  if (bytes.length < 2) return undefined;
  const zeros: [number, number] = [0, 0];
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] === 0) zeros[(offset + at) % 2 === 0 ? 0 : 1] += 1;
  }
  const [even, odd] = zeros;
  const enough = Math.max(3, bytes.length / 20);
  if (odd > enough && even < odd / 20) return 'utf-16le';
  if (even > enough && odd < even / 20) return 'utf-16be';
  return undefined;
}

/** Without the parts of characters at both ends, where a sample was cut out of a text. */
function withoutCuts({ bytes, offset, endsFile }: Sample): Uint8Array {
  let from = 0;
  while (offset > 0 && from < Math.min(3, bytes.length) && isContinuation(bytes[from])) from += 1;
  let to = bytes.length;
  if (endsFile) return bytes.subarray(from);
  for (let back = 1; back <= Math.min(4, bytes.length - from); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (isContinuation(byte)) continue;
    if (byte >= 0xc0 && back < charactersBytes(byte)) to = bytes.length - back;
    break;
  }
  return bytes.subarray(from, to);
}

/** A single damaged byte makes no other encoding of a text with many characters that are sound. */
function isMostlyInvalid(bytes: Uint8Array): boolean {
  if (isUtf8(bytes)) return false;
  let sound = 0;
  let broken = 0;
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at] ?? 0;
    const length = byte < 0x80 ? 1 : charactersBytes(byte);
    const isSound = length > 1 && isUtf8(bytes.subarray(at, at + length));
    if (isSound) sound += 1;
    else if (byte >= 0x80) broken += 1;
    at += isSound ? length : 1;
  }
  return broken > sound;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** Bytes of the UTF-8 character that this one begins; 1 for one that begins none. */
function charactersBytes(byte: number): number {
  if (byte >= 0xf0 && byte < 0xf5) return 4;
  if (byte >= 0xe0) return byte < 0xf0 ? 3 : 1;
  return byte >= 0xc2 ? 2 : 1;
}

/** Bytes of one unit: where a unit is two, delimiters and line breaks are two bytes as well. */
export function unitBytes(encoding: TextEncoding): 1 | 2 {
  return encoding === 'utf-16le' || encoding === 'utf-16be' ? 2 : 1;
}

/** The letters of bytes 0x80 to 0x9F; the five that are none stand for themselves. */
const WINDOWS_LETTERS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** The text of bytes that hold whole characters. Bytes that are none become U+FFFD. */
export function decoded(bytes: Uint8Array, encoding: TextEncoding): string {
  switch (encoding) {
    case 'utf-8':
      return bufferOf(bytes).toString('utf8');
    case 'utf-16le':
      return wellFormed(bufferOf(bytes).toString('utf16le'));
    case 'utf-16be':
      return wellFormed(
        Buffer.from(bytes.subarray(0, bytes.length & ~1))
          .swap16()
          .toString('utf16le'),
      );
    case 'windows-1252':
      // The decoder of Node 20 takes it for Latin-1, in which these bytes are control characters.
      return bufferOf(bytes)
        .toString('latin1')
        .replace(
          /[\x80-\x9f]/g,
          (letter) => WINDOWS_LETTERS[letter.charCodeAt(0) - 0x80] ?? letter,
        );
  }
}

/** Half a surrogate pair is no text, and could not be written as UTF-8. */
function wellFormed(text: string): string {
  return /\p{Surrogate}/u.test(text) ? text.replace(/\p{Surrogate}/gu, '\uFFFD') : text;
}

/** Whether every byte is part of a character. */
export function isSound(bytes: Uint8Array, encoding: TextEncoding): boolean {
  if (encoding === 'utf-8') return isUtf8(bytes);
  if (encoding === 'windows-1252') return true;
  return bytes.length % 2 === 0 && !decoded(bytes, encoding).includes('\uFFFD');
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** One byte a unit into `into`: ASCII as it is, any other unit as 0x80. Gives the number of units. */
export function narrowed(bytes: Uint8Array, encoding: TextEncoding, into: Uint8Array): number {
  const [low, high] = encoding === 'utf-16be' ? [1, 0] : [0, 1];
  const units = bytes.length >> 1;
  for (let unit = 0; unit < units; unit += 1) {
    const byte = bytes[2 * unit + low] ?? 0;
    into[unit] = bytes[2 * unit + high] === 0 && byte < 0x80 ? byte : 0x80;
  }
  return units;
}
