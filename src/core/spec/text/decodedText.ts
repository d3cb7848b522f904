/** A text as its reader sees it, with the place that each of its UTF-16 units has in the file. */
export interface DecodedText {
  readonly text: string;
  /** `starts[i]` and `ends[i]`: the stretch of the file that stands for `text[i]`; both rise. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

export interface TextDecoder {
  /** `written` units that one stretch of the file stands for: an escape, a folded line break. */
  put(written: string, start: number, end: number): void;
  /** A stretch that means itself. */
  copy(start: number, end: number): void;
  decoded(): DecodedText;
}

/** Collects a decoded text from the file's text, from left to right. */
export function createTextDecoder(file: string): TextDecoder {
  const parts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  return {
    put(written, start, end) {
      parts.push(written);
      for (let unit = 0; unit < written.length; unit += 1) {
        starts.push(start);
        ends.push(end);
      }
    },
    copy(start, end) {
      parts.push(file.slice(start, end));
      for (let at = start; at < end; at += 1) {
        starts.push(at);
        ends.push(at + 1);
      }
    },
    decoded: () => ({ text: parts.join(''), starts, ends }),
  };
}
