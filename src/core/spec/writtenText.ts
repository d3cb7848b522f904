import type { DecodedText } from './decodedText.js';
import { decodeJsonText } from './decodeJsonText.js';
import { decodeYamlBlock, type BlockText } from './decodeYamlBlock.js';
import { decodeDoubleQuoted, decodePlain, decodeSingleQuoted } from './decodeYamlText.js';

/** How a text stands in the file; `start` and `end` with its quotes. */
export type WrittenText =
  | {
      readonly style: 'json' | 'plain' | 'single' | 'double';
      readonly start: number;
      readonly end: number;
    }
  | ({ readonly style: 'block' } & BlockText);

export function decodeWritten(file: string, written: WrittenText): DecodedText {
  const { start, end } = written;
  switch (written.style) {
    case 'json':
      return decodeJsonText(file, start, end);
    case 'plain':
      return decodePlain(file, start, end);
    case 'single':
      return decodeSingleQuoted(file, start, end);
    case 'double':
      return decodeDoubleQuoted(file, start, end);
    case 'block':
      return decodeYamlBlock(file, written);
  }
}
