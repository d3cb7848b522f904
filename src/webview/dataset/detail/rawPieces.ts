/** A part of a text: as it stands, or a sign for something that can't be seen. */
interface RawPiece {
  readonly text: string;
  readonly isSign: boolean;
}

/**
 * Blanks, controls, and characters without a glyph: spaces of other widths, joiners, the marks that
 * turn the direction of a text, byte-order marks, halves of surrogate pairs.
 */
const UNSEEN =
  // eslint-disable-next-line no-control-regex, no-misleading-character-class -- they are looked for
  /[ \u0000-\u001f\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb]|\p{Cs}|[\u{e0000}-\u{e0fff}]/gu;

/** A text with a sign for each character that can't be seen. */
export function rawPieces(text: string): readonly RawPiece[] {
  const pieces: RawPiece[] = [];
  const add = (piece: string, isSign: boolean) => {
    if (piece === '') return;
    const last = pieces.at(-1);
    if (last?.isSign === isSign) pieces[pieces.length - 1] = { text: last.text + piece, isSign };
    else pieces.push({ text: piece, isSign });
  };
  let at = 0;
  for (const match of text.matchAll(UNSEEN)) {
    add(text.slice(at, match.index), false);
    at = match.index + match[0].length;
    add(signOf(match[0], text[at]), true);
  }
  add(text.slice(at), false);
  return pieces;
}

function signOf(character: string, next: string | undefined): string {
  switch (character) {
    case ' ':
      return '·';
    case '\t':
      return '→\t';
    case '\n':
      return '↵\n';
    case '\r':
      // One line break for both of `\r\n`.
      return next === '\n' ? '␍' : '␍\n';
    case '\u007f':
      return '␡';
  }
  const code = character.codePointAt(0) ?? 0;
  // Unicode has pictures of the first 32.
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return `‹U+${code.toString(16).toUpperCase().padStart(4, '0')}›`;
}
