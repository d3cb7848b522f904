/** Characters of one token in running text of the Latin alphabet, as most tokenizers cut it. */
const CHARS_PER_TOKEN = 4;

/**
 * Estimated number of tokens of a text. Every model has its own tokenizer, so this is a figure to
 * plan with, not to bill by: four characters a token, one token for each character of Chinese,
 * Japanese or Korean and for each emoji. Expect an error of a quarter either way.
 */
export function estimateTokens(text: string): number {
  let narrow = 0;
  let wide = 0;
  for (const char of text) {
    if (isWide(char.codePointAt(0) ?? 0)) wide++;
    else narrow++;
  }
  return Math.ceil(narrow / CHARS_PER_TOKEN) + wide;
}

/** Hangul Jamo; CJK to Hangul syllables; compatibility and full-width forms; emoji and rare CJK. */
function isWide(code: number): boolean {
  return (
    (code >= 0x1100 && code <= 0x11ff) ||
    (code >= 0x2e80 && code <= 0xd7af) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xff00 && code <= 0xffef) ||
    code >= 0x1f000
  );
}
