import { t } from '../../../l10n/t.js';
import { UserError } from '../../userError.js';
import type { TextQuery } from './rowQuery.js';

/** A stretch of a text, in UTF-16 units. */
export interface TextHit {
  readonly start: number;
  readonly end: number;
}

/** Finds in texts what is looked for. */
export interface TextMatcher {
  matches(text: string): boolean;
  /** The first hit that begins at `from` or after it. */
  next(text: string, from: number): TextHit | undefined;
}

const WORD_CHARACTER = /[\p{L}\p{N}_]/u;

/**
 * Plain text is compared unit by unit in simple upper case, as regular expressions with the flag `i`
 * do. Throws `UserError` of kind `usage` for a regular expression that is none.
 */
export function textMatcher(query: TextQuery): TextMatcher {
  const pattern = patternOf(query);
  const next = (text: string, from: number): TextHit | undefined => {
    for (let at = from; ;) {
      pattern.lastIndex = at;
      const found = pattern.exec(text);
      if (!found) return undefined;
      const hit = { start: found.index, end: found.index + found[0].length };
      // With the flag `u` a place inside a surrogate pair is taken for the pair's beginning.
      if (hit.start >= at && (!query.wholeWord || isWholeWord(text, hit))) return hit;
      at = Math.max(at, hit.start) + 1;
    }
  };
  return { next, matches: (text) => next(text, 0) !== undefined };
}

function patternOf({ text, matchCase, regex }: TextQuery): RegExp {
  const fold = matchCase ? '' : 'i';
  if (!regex) return new RegExp(text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&'), `g${fold}`);
  try {
    return new RegExp(text, `gu${fold}`);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^.*: /, '') : String(error);
    throw new UserError('usage', t('This is no regular expression: {0}; mend it.', reason), {
      cause: error,
    });
  }
}

function isWholeWord(text: string, { start, end }: TextHit): boolean {
  const before = start > 0 ? ([...text.slice(Math.max(0, start - 2), start)].at(-1) ?? '') : '';
  const after = end < text.length ? String.fromCodePoint(text.codePointAt(end) ?? 0) : '';
  return !WORD_CHARACTER.test(before) && !WORD_CHARACTER.test(after);
}
