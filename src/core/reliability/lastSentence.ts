/** Text further from the end than this is not looked at: nobody's last sentence is that long. */
const LOOKED_AT = 600;

/**
 * The last sentence of a text, without the marks that Markdown puts around it; empty for none. A dot
 * between digits and after an initial ends no sentence.
 */
export function lastSentence(text: string): string {
  const end = text
    .slice(-LOOKED_AT)
    .replace(/[*_`#>]+/g, '')
    .trim();
  const parts = end.split(/(?<=[.!?]["'”’)\]]*)\s+(?=["'“‘([]*[\p{Lu}\d])|\s*\n+\s*/u);
  return parts.at(-1)?.trim() ?? '';
}
