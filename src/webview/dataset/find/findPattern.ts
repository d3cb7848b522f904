import { t } from '../../../l10n/t.js';
import type { FindQuery } from '../../../shared/datasetViews.js';

/** Why a text is no regular expression, a sentence; null where it is one. */
export function patternFault(text: string, matchCase: boolean): string | null {
  try {
    new RegExp(text, matchCase ? 'u' : 'iu');
    return null;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // `Invalid regular expression: /(/u: Unterminated group`
    const what = reason.slice(reason.lastIndexOf(': ') + 2);
    return t('This is no regular expression: {0}{1}.', what.charAt(0).toLowerCase(), what.slice(1));
  }
}

/** Finds a text in others; null where nothing is looked for, or nothing can be. */
export function findPattern({ text, matchCase, wholeWord, regex }: FindQuery): RegExp | null {
  if (text === '' || (regex && patternFault(text, matchCase) !== null)) return null;
  const source = regex ? text : text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const whole = wholeWord ? `(?<![\\p{L}\\p{N}_])(?:${source})(?![\\p{L}\\p{N}_])` : source;
  // Like the search itself: a plain text compares code unit by code unit.
  const unicode = regex || wholeWord ? 'u' : '';
  return new RegExp(whole, `g${matchCase ? '' : 'i'}${unicode}`);
}

interface TextPiece {
  readonly text: string;
  readonly isHit: boolean;
}

/** Beyond so many a text has no marks any more. */
const MOST_HITS = 2000;

/** A text cut where it holds what is looked for. */
export function splitHits(text: string, pattern: RegExp | null): readonly TextPiece[] {
  if (pattern === null || text === '') return [{ text, isHit: false }];
  const pieces: TextPiece[] = [];
  let at = 0;
  let hits = 0;
  for (const match of text.matchAll(pattern)) {
    if (match[0] === '') continue;
    if (match.index > at) pieces.push({ text: text.slice(at, match.index), isHit: false });
    pieces.push({ text: match[0], isHit: true });
    at = match.index + match[0].length;
    if (++hits >= MOST_HITS) break;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isHit: false });
  return pieces;
}
