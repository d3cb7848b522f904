import { noteLoose, skipBlanks, stringEnd } from './jsonStrings';
import { QUOTE, SPACE } from './vectors';

/** Values of JSON (RFC 8259): each is gone through to its end, and found to be none at the first fault. */

const MINUS: u8 = 45;
const PLUS: u8 = 43;
const POINT: u8 = 46;
const ZERO: u8 = 48;
export const COMMA: u8 = 44;
export const COLON: u8 = 58;
export const OPEN_LIST: u8 = 91;
const CLOSE_LIST: u8 = 93;
export const OPEN_OBJECT: u8 = 123;
export const CLOSE_OBJECT: u8 = 125;

function isDigit(at: usize): bool {
  return load<u8>(at) - ZERO < 10;
}

/** The end of a number; 0 where there is none. */
export function numberEnd(from: usize): usize {
  let at = from;
  if (load<u8>(at) == MINUS) at += 1;
  if (load<u8>(at) == ZERO) at += 1;
  else {
    if (!isDigit(at)) return 0;
    do at += 1;
    while (isDigit(at));
  }
  if (load<u8>(at) == POINT) {
    at += 1;
    if (!isDigit(at)) return 0;
    do at += 1;
    while (isDigit(at));
  }
  if ((load<u8>(at) | 32) == 101) {
    at += 1;
    if (load<u8>(at) == PLUS || load<u8>(at) == MINUS) at += 1;
    if (!isDigit(at)) return 0;
    do at += 1;
    while (isDigit(at));
  }
  return at;
}

/** The end of `true`, `false` or `null`; 0 where none of them stands there. */
export function literalEnd(at: usize): usize {
  const word = load<u32>(at);
  if (word == 0x65757274 || word == 0x6c6c756e) return at + 4;
  return word == 0x736c6166 && load<u8>(at, 4) == 101 ? at + 5 : 0;
}

function scalarEnd(at: usize): usize {
  const byte = load<u8>(at);
  if (byte == QUOTE) {
    const quote = stringEnd(at + 1);
    return quote == 0 ? 0 : quote + 1;
  }
  return byte >= 97 ? literalEnd(at) : numberEnd(at);
}

/** Levels below the row's own: one of DEEPEST_JSON in src/core/isNestedDeeper.ts. */
const MOST_LEVELS: i32 = 999;
/** What closes each list and object that is open, one byte each. */
const levels: usize = memory.data(MOST_LEVELS);

function skip(at: usize): usize {
  if (load<u8>(at) > SPACE) return at;
  const to = skipBlanks(at);
  if (to != at) noteLoose();
  return to;
}

/** The end of the list or object that begins at `from`; 0 where it has a fault or too many levels. */
export function nestedEnd(from: usize): usize {
  let at = from;
  let depth: usize = 0;
  while (true) {
    // A value begins here.
    const byte = load<u8>(at);
    if (byte == OPEN_LIST || byte == OPEN_OBJECT) {
      if (depth == MOST_LEVELS) return 0;
      // Two behind the opening bracket in ASCII.
      store<u8>(levels + depth, byte + 2);
      depth += 1;
      at = skip(at + 1);
      if (load<u8>(at) != byte + 2) {
        if (byte == OPEN_OBJECT) {
          at = keyEnd(at);
          if (at == 0) return 0;
        }
        continue;
      }
      depth -= 1;
      at += 1;
    } else {
      at = scalarEnd(at);
      if (at == 0) return 0;
    }
    // A value ended here, and with it all that closes now.
    while (true) {
      if (depth == 0) return at;
      at = skip(at);
      const closing = load<u8>(levels + depth - 1);
      const mark = load<u8>(at);
      if (mark == closing) {
        depth -= 1;
        at += 1;
        continue;
      }
      if (mark != COMMA) return 0;
      at = skip(at + 1);
      if (closing == CLOSE_LIST) break;
      at = keyEnd(at);
      if (at == 0) return 0;
      break;
    }
  }
}

/** Where the value of the key that begins here begins; 0 where there is no key. */
function keyEnd(at: usize): usize {
  if (load<u8>(at) != QUOTE) return 0;
  const quote = stringEnd(at + 1);
  if (quote == 0) return 0;
  const colon = skip(quote + 1);
  return load<u8>(colon) == COLON ? skip(colon + 1) : 0;
}
