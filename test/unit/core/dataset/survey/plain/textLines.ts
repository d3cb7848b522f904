import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { DatasetFault } from '../../../../../../src/files/dataset/datasetFault.js';

const LONGEST_RECORD = 64 * 1024 * 1024;

export interface TextLine {
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

/**
 * The lines of a UTF-8 file without their ends (`\n`, `\r\n` or `\r`); a byte-order mark is dropped.
 * Throws `DatasetFault` for a line beyond any sense.
 */
export async function* textLines(
  bytes: Readable,
  firstLine = 1,
): AsyncGenerator<TextLine, void, undefined> {
  const decoder = new StringDecoder('utf8');
  let held: string[] = [];
  let heldLength = 0;
  let line = firstLine;
  let afterReturn = false;
  let first = true;
  try {
    for await (const chunk of bytes) {
      // The stream has no encoding set, so its chunks are buffers.
      let text = decoder.write(chunk as Buffer);
      if (text === '') continue;
      if (first && text.startsWith('\uFEFF')) text = text.slice(1);
      first = false;
      let start = afterReturn && text.startsWith('\n') ? 1 : 0;
      afterReturn = text.endsWith('\r');
      for (const match of text.matchAll(/\r\n?|\n/g)) {
        if (match.index < start) continue;
        held.push(text.slice(start, match.index));
        yield { text: held.join(''), line };
        held = [];
        heldLength = 0;
        line += 1;
        start = match.index + match[0].length;
      }
      if (start < text.length) {
        held.push(text.slice(start));
        heldLength += text.length - start;
      }
      if (heldLength > LONGEST_RECORD) {
        throw new DatasetFault(
          line,
          `line ${line} is longer than 64 MB: expected one row (a JSON object) per line`,
        );
      }
    }
    held.push(decoder.end());
    const last = held.join('');
    if (last !== '') yield { text: last, line };
  } finally {
    bytes.destroy();
  }
}
