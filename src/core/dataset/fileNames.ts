/** Names that Windows keeps for devices, whatever their ending. */
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)$/i;
/** What no file name may hold on some system, and what can't be seen or turns the text around. */
const UNFIT = /[<>:"/\\|?*\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}\p{Noncharacter_Code_Point}]+/gu;
/** Of the value, in UTF-8: with a stem and an ending it stays below the 255 that a name may have. */
const MOST_BYTES = 100;

/**
 * A text as a part of a file name that every system takes: what is unfit becomes `_`, white space
 * too; without dots and blanks at its ends, at most 100 bytes long. `empty` for a text of nothing.
 */
export function namePart(text: string): string {
  const plain = text.normalize('NFC').trim().replace(UNFIT, '_').replace(/\s+/gu, '_');
  const cut = firstBytes(plain, MOST_BYTES).replace(/^\.+|\.+$/g, '');
  return cut === '' ? (text.trim() === '' ? 'empty' : '_') : cut;
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

/** Gives each text a file name of its own, also where the file system ignores case. */
export function createSplitNames(
  /** `answers.jsonl` gives `answers-en.jsonl`. */
  pattern: string,
): (text: string) => string {
  const { stem, ending } = splitName(pattern);
  const taken = new Set<string>();
  return (text) => {
    const part = namePart(text);
    const plain = stem === '' ? part : `${stem}-${part}`;
    const base = RESERVED.test(plain.split('.')[0] ?? '') ? `_${plain}` : plain;
    let name = `${base}${ending}`;
    for (let count = 2; taken.has(folded(name)); count += 1) name = `${base}-${count}${ending}`;
    taken.add(folded(name));
    return name;
  };
}

/** As the least discerning file system compares names. */
function folded(name: string): string {
  return name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFC');
}

/** A file name without its last ending, and that with its dot. */
export function splitName(name: string): { readonly stem: string; readonly ending: string } {
  const dot = name.lastIndexOf('.');
  return dot < 0
    ? { stem: name, ending: '' }
    : { stem: name.slice(0, dot), ending: name.slice(dot) };
}
