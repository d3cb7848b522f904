import { safeFileName } from '../../fileName.js';

/** Of a value in a name, in UTF-8: with a stem and an ending it stays below the 255 of a name. */
const MOST_BYTES = 100;

/**
 * Gives each text a file name of its own, fit for every system: `answers.jsonl` gives
 * `answers-en.jsonl`. Names that differ in case alone are one where the file system ignores case.
 */
export function createSplitNames(pattern: string): (text: string) => string {
  const { stem, ending } = splitName(pattern);
  const taken = new Set<string>();
  return (text) => {
    const base = stem === '' ? namePart(text) : `${stem}-${namePart(text)}`;
    let name = `${base}${ending}`;
    for (let count = 2; taken.has(folded(name)); count += 1) name = `${base}-${count}${ending}`;
    taken.add(folded(name));
    return name;
  };
}

/** A file name without its last ending, and that with its dot. */
export function splitName(name: string): { readonly stem: string; readonly ending: string } {
  const dot = name.lastIndexOf('.');
  return dot < 0
    ? { stem: name, ending: '' }
    : { stem: name.slice(0, dot), ending: name.slice(dot) };
}

function namePart(text: string): string {
  const plain = text.trim();
  // A slash is a part of the value here, not of a path.
  const joined = plain.replace(/[/\\]+|\s+/gu, '_');
  return safeFileName(firstBytes(joined, MOST_BYTES), plain === '' ? 'empty' : '_');
}

function firstBytes(text: string, most: number): string {
  let bytes = 0;
  let cut = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
    if (bytes > most) break;
    cut += character;
  }
  return cut;
}

/** As the least discerning file system compares names. */
function folded(name: string): string {
  return name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFC');
}
