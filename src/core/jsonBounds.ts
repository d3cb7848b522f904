/** How large the structure of a JSON text may be, whatever its length. */
interface JsonBounds {
  /** Arrays and objects within each other; a few thousand more overflow the stack of whoever writes them. */
  readonly depth: number;
  /** Values, nearly: commas and opening brackets. Three bytes can become an object of sixty. */
  readonly values: number;
}

/** Of a row of a dataset or of results: no table has as many columns. */
export const MOST_VALUES = 1_000_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Whether a JSON text may be parsed; of one that is no JSON it says nothing. Holds no part of it. */
export function isWithinBounds(text: string, { depth, values }: JsonBounds): boolean {
  let level = 0;
  let count = 0;
  let isText = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isText) {
      if (code === BACKSLASH) at += 1;
      else if (code === QUOTE) isText = false;
      continue;
    }
    switch (code) {
      case QUOTE:
        isText = true;
        break;
      case 0x5b: // [
      case 0x7b: // {
        level += 1;
        count += 1;
        if (level > depth || count > values) return false;
        break;
      case 0x5d: // ]
      case 0x7d: // }
        level -= 1;
        break;
      case 0x2c: // ,
        count += 1;
        if (count > values) return false;
        break;
    }
  }
  return true;
}

/** Whether a JSON text of a row has more values than any row; cheap for all but the longest. */
export function hasTooManyValues(text: string): boolean {
  // Each value takes a character at least.
  if (text.length <= MOST_VALUES) return false;
  return !isWithinBounds(text, { depth: Infinity, values: MOST_VALUES });
}
