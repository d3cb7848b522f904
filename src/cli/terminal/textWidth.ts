const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u;
const NO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** Places that a text takes on a terminal: two for a letter of Chinese, none for an accent alone. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

function characterWidth(character: string): number {
  if (character <= '~') return 1;
  if (NO_WIDTH.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** The text on one line in at most `width` places, with … where it is cut. */
export function clipped(text: string, width: number): string {
  const line = text
    .slice(0, 20 * width)
    .replace(/\s+/g, ' ')
    .trim();
  if (textWidth(line) <= width && text.length <= 20 * width) return line;
  let cut = '';
  let left = width - 1;
  for (const character of line) {
    left -= characterWidth(character);
    if (left < 0) break;
    cut += character;
  }
  return `${cut.trimEnd()}…`;
}

export function padded(text: string, width: number, side: 'left' | 'right'): string {
  const blanks = ' '.repeat(Math.max(0, width - textWidth(text)));
  return side === 'left' ? text + blanks : blanks + text;
}
