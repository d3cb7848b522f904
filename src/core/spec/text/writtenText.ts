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

/** A piece of text as it must stand inside of `written` to be read as itself. */
export function encodeWritten(text: string, written: WrittenText, file: string): string {
  switch (written.style) {
    case 'json':
    case 'double':
      return JSON.stringify(text).slice(1, -1);
    case 'single':
      return text.replaceAll("'", "''");
    case 'plain':
      return text;
    case 'block': {
      const { start, end } = written;
      const [, first = ' '.repeat(written.indent + 2)] =
        /^(?:[ ]*\r?\n)*( +)/.exec(file.slice(start, end)) ?? [];
      return text.replaceAll('\n', `\n${first}`);
    }
  }
}
