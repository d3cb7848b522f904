/** Line and column from 1; columns in UTF-16 units. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** `end` is the first position that is not part of it. */
export interface TextRange {
  readonly start: TextPosition;
  readonly end: TextPosition;
}

/** Turns offsets into positions; offsets outside the text are brought inside. */
export function rangesOf(text: string): (start: number, end: number) => TextRange {
  const lineStarts = [0];
  for (const match of text.matchAll(/\r\n|\n|\r/g)) {
    lineStarts.push(match.index + match[0].length);
  }
  const position = (offset: number): TextPosition => {
    const inside = Math.min(Math.max(offset, 0), text.length);
    let low = 0;
    let high = lineStarts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((lineStarts[middle] ?? 0) <= inside) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: inside - (lineStarts[low] ?? 0) + 1 };
  };
  return (start, end) => ({ start: position(start), end: position(Math.max(start, end)) });
}
