import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export interface MutationOptions {
  /** The same seed makes the same inputs, on every machine. */
  readonly seed: number;
  /** How many inputs are made, in turn from each valid one. */
  readonly count: number;
  /** What the parser under attack knows: words, marks and numbers that are put in as they are. */
  readonly words?: readonly string[];
  /** No input grows beyond it by repeated runs; 64 KB unless told. */
  readonly maxBytes?: number;
}

/**
 * Valid inputs with one to five faults in their bytes each: what a broken disk, a cut connection, a
 * careless editor and somebody who looks for a hole would make of them. Lazy, so a long run holds one
 * input at a time. An input may by chance be as it was.
 */
export function* mutations(
  valid: readonly (string | Uint8Array)[],
  options: MutationOptions,
): Generator<Buffer> {
  const random = xoroshiro128plus(options.seed);
  const below: Below = (end) => uniformInt(random, 0, end - 1);
  const inputs = valid.map((input) => Buffer.from(input));
  const words = [...COMMON_WORDS, ...(options.words ?? [])].map((word) => Buffer.from(word));
  const maxBytes = options.maxBytes ?? 65_536;
  for (let made = 0; made < options.count; made++) {
    let bytes: Buffer = picked(inputs, made);
    // One fault finds what several would hide, five find what one can't reach.
    const faults = 1 + below(5);
    for (let fault = 0; fault < faults; fault++) {
      const change = picked(CHANGES, below(CHANGES.length));
      bytes = change({ bytes, below, words, inputs }).subarray(0, maxBytes);
    }
    yield Buffer.from(bytes);
  }
}

/** {@link mutations} as text, with the replacement character where the bytes are no UTF-8. */
export function* mutatedTexts(
  valid: readonly (string | Uint8Array)[],
  options: MutationOptions,
): Generator<string> {
  for (const bytes of mutations(valid, options)) yield bytes.toString('utf8');
}

/** A whole number from 0 to below `end`. */
type Below = (end: number) => number;

interface Change {
  readonly bytes: Buffer;
  readonly below: Below;
  readonly words: readonly Buffer[];
  /** All valid inputs, to put parts of another into one. */
  readonly inputs: readonly Buffer[];
}

const CHANGES: readonly ((change: Change) => Buffer)[] = [
  function flipBit({ bytes, below }) {
    const at = below(bytes.length + 1);
    return replaced(bytes, at, Buffer.from([(bytes[at] ?? 0) ^ (1 << below(8))]));
  },
  function setByte({ bytes, below }) {
    return replaced(bytes, below(bytes.length + 1), Buffer.from([below(256)]));
  },
  function setKeenByte({ bytes, below }) {
    const byte = picked(KEEN_BYTES, below(KEEN_BYTES.length));
    return replaced(bytes, below(bytes.length + 1), Buffer.from([byte]));
  },
  function insertByte({ bytes, below }) {
    const byte = picked(KEEN_BYTES, below(KEEN_BYTES.length));
    return inserted(bytes, below(bytes.length + 1), Buffer.from([byte]));
  },
  function insertWord({ bytes, below, words }) {
    return inserted(bytes, below(bytes.length + 1), picked(words, below(words.length)));
  },
  function overwriteWord({ bytes, below, words }) {
    return replaced(bytes, below(bytes.length + 1), picked(words, below(words.length)));
  },
  function replaceNumber({ bytes, below }) {
    const text = bytes.toString('latin1');
    const numbers = [...text.matchAll(/\d+/g)];
    if (numbers.length === 0) return bytes;
    const found = picked(numbers, below(numbers.length));
    const number = Buffer.from(picked(KEEN_NUMBERS, below(KEEN_NUMBERS.length)));
    return joined(bytes, found.index, number, found.index + found[0].length);
  },
  function remove({ bytes, below }) {
    const from = below(bytes.length + 1);
    return joined(bytes, from, Buffer.alloc(0), from + 1 + below(8));
  },
  function removePart({ bytes, below }) {
    const from = below(bytes.length + 1);
    return joined(bytes, from, Buffer.alloc(0), from + below(bytes.length - from + 1));
  },
  function cutOff({ bytes, below }) {
    return bytes.subarray(0, below(bytes.length + 1));
  },
  function duplicate({ bytes, below }) {
    const from = below(bytes.length + 1);
    const part = bytes.subarray(from, from + 1 + below(64));
    return inserted(bytes, below(bytes.length + 1), part);
  },
  function duplicateLine({ bytes, below }) {
    const lines = bytes.toString('latin1').split('\n');
    lines.splice(below(lines.length), 0, picked(lines, below(lines.length)));
    return Buffer.from(lines.join('\n'), 'latin1');
  },
  function repeatRun({ bytes, below }) {
    const from = below(bytes.length + 1);
    const part = bytes.subarray(from, from + 1 + below(4));
    const times = 2 ** (1 + below(12));
    return inserted(bytes, from, Buffer.concat(Array.from({ length: times }, () => part)));
  },
  function splice({ bytes, below, inputs }) {
    const other = picked(inputs, below(inputs.length));
    const tail = other.subarray(below(other.length + 1));
    return Buffer.concat([bytes.subarray(0, below(bytes.length + 1)), tail]);
  },
  function swapParts({ bytes, below }) {
    const [a, b] = [below(bytes.length + 1), below(bytes.length + 1)];
    const [from, to] = [Math.min(a, b), Math.max(a, b)];
    return Buffer.concat([bytes.subarray(from, to), bytes.subarray(0, from), bytes.subarray(to)]);
  },
];

/** Ends of lines and texts, quotes, brackets, marks of order, halves of characters, ends of ranges. */
const KEEN_BYTES: readonly number[] = [
  0x00, 0x01, 0x09, 0x0a, 0x0d, 0x1a, 0x20, 0x22, 0x27, 0x5c, 0x60, 0x7b, 0x7d, 0x5b, 0x5d, 0x28,
  0x29, 0x2c, 0x3a, 0x3b, 0x23, 0x24, 0x25, 0x26, 0x2a, 0x2d, 0x2e, 0x2f, 0x3c, 0x3e, 0x7c, 0x7f,
  0x80, 0xbf, 0xc0, 0xc3, 0xe2, 0xed, 0xef, 0xf0, 0xf4, 0xf8, 0xfe, 0xff,
];

const KEEN_NUMBERS: readonly string[] = [
  ...[
    '0',
    '-0',
    '-1',
    '1',
    '255',
    '256',
    '65535',
    '65536',
    '2147483647',
    '2147483648',
    '-2147483649',
  ],
  ...[
    '4294967296',
    '9007199254740991',
    '9007199254740993',
    '18446744073709551616',
    '1e308',
    '1e309',
  ],
  ...['-1e309', '1e-400', '0.1e1000000', '00', '0x10', '1_000', '9'.repeat(400), '.5', '5.', 'NaN'],
];

/** Names that are something else to JavaScript, and marks that end or open something in most formats. */
const COMMON_WORDS: readonly string[] = [
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    '"__proto__":{"x":1},',
  ],
  ...['null', 'true', '{}', '[]', '""', '\\u0000', '\\ud800', '\\u', '\u2028', '\ufeff', '\u202e'],
  ...[
    '\r\n',
    '\n\n',
    '\r',
    '{"a":',
    '[[[[[[[[',
    ']]]]]]]]',
    '"',
    '\\',
    '\\"',
    '//',
    '/*',
    '*/',
    '---\n',
  ],
  ...[
    '../',
    '..\\',
    'file:///etc/passwd',
    '\u{1f600}',
    'e\u0301',
    '${',
    '{{',
    '}}',
    '{%',
    '%}',
    '{#',
  ],
];

/** Bytes from `at` on written over, beyond the end too. */
function replaced(bytes: Buffer, at: number, part: Buffer): Buffer {
  return joined(bytes, at, part, at + part.length);
}

function inserted(bytes: Buffer, at: number, part: Buffer): Buffer {
  return joined(bytes, at, part, at);
}

function joined(bytes: Buffer, from: number, part: Buffer, to: number): Buffer {
  return Buffer.concat([bytes.subarray(0, from), part, bytes.subarray(to)]);
}

/** Item `at` of a list that has one, counted round. */
function picked<T>(items: readonly T[], at: number): T {
  const item = items[at % items.length];
  if (item === undefined) throw new Error('There is nothing to pick from.');
  return item;
}
