/**
 * The judge's words on the flipped order, with A and B as the spec means them.
 *
 * “B” is always a letter; “A” may be the article. It is taken for a letter after a noun for a
 * response (“response A”), in quotes or before punctuation, “and”, “or”, “is”, “'s” and verbs in the
 * third person; what stays open is left alone.
 */
export function swapLetters(text: string): string {
  return text.replace(LETTER, (match: string, ...rest: unknown[]) => {
    const offset = rest.at(-2);
    const at = typeof offset === 'number' ? offset : 0;
    if (match === 'B') return 'A';
    const before = text.slice(Math.max(0, at - LOOKED_AT), at);
    return isLetter(before, text.slice(at + 1, at + 1 + LOOKED_AT)) ? 'B' : 'A';
  });
}

/** Characters around a letter: the words that tell what it is are its neighbours. */
const LOOKED_AT = 100;
const LETTER = /(?<![\p{L}\p{N}_-])[AB](?![\p{L}\p{N}_-])/gu;

const NOUN_BEFORE =
  /\b(responses?|answers?|assistants?|models?|candidates?|options?|outputs?|repl(?:y|ies)|texts?|choices?|than|and|or|vs\.?|versus|to|over|between|both|with|like|prefers?|choose|chose|favou?rs?)\s+["'“”*_`([]*$/i;
const QUOTE_BEFORE = /["'“*`([]$/;
const END_AFTER = /^(["'”*`)\].,;:!?/]|\s*$|['’]s\b|\s*(?:[—–=<>&(]|-\s))/;
const WORD_AFTER = /^\s+([\p{L}'’]+)/u;
const VERBS = new Set(
  'is was has had does did and or vs versus over but wins won while can could would will should also only gave made said used got left went took missed failed gets correctly clearly directly'.split(
    ' ',
  ),
);

function isLetter(before: string, after: string): boolean {
  if (NOUN_BEFORE.test(before)) {
    // “and a”, “to a”: words that stand before an article too need more of a sign.
    return true;
  }
  if (QUOTE_BEFORE.test(before) && END_AFTER.test(after)) return true;
  if (END_AFTER.test(after)) return true;
  const word = WORD_AFTER.exec(after)?.[1]?.toLowerCase();
  if (word === undefined) return false;
  if (VERBS.has(word)) return true;
  return /[^suio]s$/.test(word);
}
