import { isJsonObject, type Json } from '../../json.js';

const LONGEST = 80;

/** A value in one line of at most 80 characters; lists and dicts as JSON. */
export function sampleText(value: Json): string {
  if (typeof value === 'string') return clipped(oneLine(value));
  const pieces: string[] = [];
  write(value, { pieces, left: LONGEST + 1 });
  return clipped(pieces.join(''));
}

interface Sink {
  readonly pieces: string[];
  left: number;
}

/** Stops as soon as there is enough: the value may be huge. */
function write(value: Json, sink: Sink): void {
  if (sink.left <= 0) return;
  if (Array.isArray(value)) {
    put('[', sink);
    (value as readonly Json[]).some((item, index) => {
      if (index > 0) put(', ', sink);
      write(item, sink);
      return sink.left <= 0;
    });
    put(']', sink);
  } else if (isJsonObject(value)) {
    put('{', sink);
    Object.keys(value).some((key, index) => {
      put(`${index > 0 ? ', ' : ''}${JSON.stringify(key.slice(0, LONGEST))}: `, sink);
      write(value[key] ?? null, sink);
      return sink.left <= 0;
    });
    put('}', sink);
  } else if (typeof value === 'string') {
    put(JSON.stringify(value.slice(0, LONGEST)), sink);
  } else {
    put(JSON.stringify(value), sink);
  }
}

function put(text: string, sink: Sink): void {
  sink.pieces.push(text);
  sink.left -= text.length;
}

function oneLine(text: string): string {
  return text
    .slice(0, LONGEST * 4)
    .replace(/\s+/g, ' ')
    .trim();
}

/** A copy: a slice would keep the whole of a huge text in memory. */
function clipped(text: string): string {
  const characters = [...text];
  const isShort = characters.length <= LONGEST;
  return isShort ? characters.join('') : `${characters.slice(0, LONGEST - 1).join('')}…`;
}
