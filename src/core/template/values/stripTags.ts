import { countWork } from '../render/budget.js';
import { wordsOf } from './textLines.js';
import { unescapeHtml } from './unescapeHtml.js';

/**
 * MarkupSafe's `striptags`: comments, then tags are taken out, spaces are collapsed, references
 * become characters.
 */
export function stripTags(text: string): string {
  countWork(text.length * 8);
  return unescapeHtml(wordsOf(withoutTags(withoutComments(text))).join(' '));
}

/**
 * Taking out a comment may make a new one of what stood around it (`<!-<!-- -->- x -->`), as
 * MarkupSafe has it; so the last three characters kept are looked at again.
 */
function withoutComments(text: string): string {
  const kept: string[] = [];
  let tail = '';
  let at = 0;
  for (;;) {
    const found = commentStart(text, tail, at);
    if (found === undefined) break;
    const end = commentEnd(text, { ...found, tail, at });
    if (end === undefined) break;
    const before = tail.slice(0, tail.length - found.inTail) + text.slice(at, found.from);
    kept.push(before.slice(0, -3));
    tail = before.slice(-3);
    at = end;
    // What was cut from the tail may leave it short of the characters kept before it.
    while (tail.length < 3 && kept.length > 0) tail = refilled(kept, tail);
  }
  kept.push(tail, text.slice(at));
  return kept.join('');
}

function refilled(kept: string[], tail: string): string {
  const last = kept.pop() ?? '';
  const count = 3 - tail.length;
  if (last.length > count) kept.push(last.slice(0, -count));
  return last.slice(-count) + tail;
}

interface CommentStart {
  /** Where the rest of `<!--` goes on in the text, or where all of it stands. */
  readonly from: number;
  /** How many of its characters stand at the end of the tail. */
  readonly inTail: number;
}

function commentStart(text: string, tail: string, at: number): CommentStart | undefined {
  for (let inTail = tail.length; inTail > 0; inTail -= 1) {
    const start = tail.slice(-inTail) + text.slice(at, at + 4 - inTail);
    if (start === '<!--') return { from: at, inTail };
  }
  const from = text.indexOf('<!--', at);
  return from === -1 ? undefined : { from, inTail: 0 };
}

interface CommentSearch extends CommentStart {
  readonly tail: string;
  readonly at: number;
}

/** Where the text goes on after the comment's `-->`, which may share dashes with its `<!--`. */
function commentEnd(text: string, { from, inTail, tail }: CommentSearch): number | undefined {
  const head = tail.slice(tail.length - inTail);
  const near = (head + text.slice(from, from + 3)).indexOf('-->');
  if (near !== -1) return from + near + 3 - inTail;
  const end = text.indexOf('-->', from);
  return end === -1 ? undefined : end + 3;
}

function withoutTags(text: string): string {
  const kept: string[] = [];
  let at = 0;
  for (;;) {
    const start = text.indexOf('<', at);
    const end = start === -1 ? -1 : text.indexOf('>', start);
    if (end === -1) break;
    kept.push(text.slice(at, start));
    at = end + 1;
  }
  kept.push(text.slice(at));
  return kept.join('');
}
