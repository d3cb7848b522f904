import { createTextDecoder, type DecodedText } from './decodedText.js';

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** The JSON string whose opening quote stands at `start`; a broken one as far as it goes. */
export function decodeJsonText(file: string, start: number, end: number): DecodedText {
  const decoder = createTextDecoder(file);
  let at = start + 1;
  while (at < end) {
    const char = file.charAt(at);
    if (char === '"' || char === '\n' || char === '\r') break;
    if (char !== '\\') {
      decoder.copy(at, at + 1);
      at += 1;
      continue;
    }
    const hex = /^\\u([0-9a-fA-F]{4})/.exec(file.slice(at, at + 6))?.[1];
    if (hex !== undefined) {
      decoder.put(String.fromCharCode(parseInt(hex, 16)), at, at + 6);
      at += 6;
      continue;
    }
    const meant = ESCAPES[file.charAt(at + 1)];
    if (meant !== undefined) decoder.put(meant, at, at + 2);
    at += 2;
  }
  return decoder.decoded();
}
