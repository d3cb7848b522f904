import type { Texts } from '../../src/l10n/t.js';
import { collectTexts } from '../../texts.js';

const OPEN = '⟦';
const CLOSE = '⟧';

/** A language that nobody speaks: each text in brackets, so that what was never asked for shows. */
export function pseudoTexts(): Texts {
  const keys = [...collectTexts().texts.keys()];
  const bundle = Object.fromEntries(
    // Behind a slash at its end stands which of two meanings a text has, which nobody reads.
    keys.map((key) => [key, `${OPEN}${key.replace(/\/[a-z]+$/, '')}${CLOSE}`]),
  );
  return { locale: 'en', bundle };
}

/** What of a text stands outside of all brackets; brackets may stand in brackets. */
export function unmarked(text: string): string {
  let depth = 0;
  let outside = '';
  for (const character of text) {
    if (character === OPEN) depth += 1;
    else if (character === CLOSE) depth -= 1;
    else if (depth === 0) outside += character;
    if (character === OPEN && depth === 1) outside += '\n';
  }
  return outside;
}
