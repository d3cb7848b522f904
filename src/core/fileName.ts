// What a file is called elsewhere is any text: a path, a name that means something to a system, or
// one that looks like another.

/** Names of devices on Windows, with any ending. */
export const RESERVED_NAME = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)/i;
/** Control characters, those that turn the direction of text or show nothing, halves of pairs. */
const UNSEEN =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/gu;
/** Systems allow 255 bytes; what is put behind a name while it is written fits too. */
const MOST_BYTES = 200;
const MOST_ENDING = 20;
const MOST_SHOWN = 80;

/**
 * A name that is a file's name on every system, made from any text: its last part where it is a path,
 * without what systems refuse or hide, at most 200 bytes with its ending kept. `fallback`, such a name
 * itself, where nothing is left.
 */
export function safeFileName(text: string, fallback: string): string {
  const last = text.split(/[/\\]/).findLast((part) => /[^\s.]/u.test(part)) ?? '';
  const plain = trimmed(
    last
      .normalize('NFC')
      .replace(UNSEEN, '')
      .replace(/[<>:"|?*]/g, '_'),
  );
  const name = RESERVED_NAME.test(plain) ? `_${plain}` : plain;
  return name === '' ? fallback : shortened(name);
}

/** A name as it is shown: on one line, without tricks, at most 80 characters. */
export function shownName(text: string): string {
  const line = text.replace(/\s+/gu, ' ').replace(UNSEEN, '\uFFFD').trim();
  const characters = [...line];
  return characters.length <= MOST_SHOWN
    ? line
    : `${characters.slice(0, MOST_SHOWN - 1).join('')}…`;
}

/** Dots in front hide a file; dots and blanks at the end are dropped by Windows. */
function trimmed(name: string): string {
  return name.replace(/^[\s.]+|[\s.]+$/gu, '');
}

function shortened(name: string): string {
  if (bytesOf(name) <= MOST_BYTES) return name;
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 && bytesOf(name.slice(dot)) <= MOST_ENDING ? name.slice(dot) : '';
  let stem = '';
  let bytes = bytesOf(ending);
  for (const character of name.slice(0, name.length - ending.length)) {
    bytes += bytesOf(character);
    if (bytes > MOST_BYTES) break;
    stem += character;
  }
  return trimmed(stem) + ending;
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
