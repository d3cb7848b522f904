import type { ParsedTemplate, Span } from '../syntax/templateNode.js';
import { blockAt } from './blocksAt.js';
import type { CursorPlace } from './cursorPlace.js';
import { docEntry } from './docEntry.js';
import { order, type Entry } from './nameEntries.js';

/** What stands behind the word, in snippet syntax, and the tag that ends the block. */
const STATEMENTS: readonly (readonly [word: string, rest: string, endTag?: string])[] = [
  ['if', ' ${1:condition}', 'endif'],
  ['for', ' ${1:item} in ${2:items}', 'endfor'],
  ['set', ' ${1:name} = ${2:value}'],
  ['macro', ' ${1:name}(${2:arguments})', 'endmacro'],
  ['call', ' ${1:macro}()', 'endcall'],
  ['filter', ' ${1:name}', 'endfilter'],
  ['with', ' ${1:name} = ${2:value}', 'endwith'],
  ['raw', '', 'endraw'],
  ['block', ' ${1:name}', 'endblock'],
  ['autoescape', ' ${1:true}', 'endautoescape'],
  ['print', ' ${1:value}'],
];

/**
 * Tags that may stand at the cursor; blocks as snippets with their end tag. Nothing is put between
 * the tags but the cursor: a line break would be part of the prompt.
 */
export function statementEntries({ source, body }: ParsedTemplate, replace: Span): Entry[] {
  const after = source.slice(replace.end);
  // One brace alone was put there by the editor: YAML and JSON know no `%}`.
  const closer = /^(?:[^\S\n]*[-+]?%\}|\}(?!\}))/.exec(after)?.[0];
  const lineRest = /^[^\n]*/.exec(after)?.[0] ?? '';
  // Behind the word stands something else already: it is being renamed.
  const isBare =
    closer !== undefined || /^\s*$/.test(lineRest) || /^\s*[^\s%]*\{[{%#]/.test(lineRest);
  const whole = { start: replace.start, end: replace.end + (closer?.length ?? 0) };
  const close = closer?.includes('%') === true ? closer.trimStart() : '%}';
  const entry = (word: string, index: number): Omit<Entry, 'insertText'> => ({
    label: word,
    kind: 'statement',
    ...docEntry('statement', word),
    sortText: `1${order(index)}`,
  });
  const starting = STATEMENTS.map(([word, rest, endTag], index): Entry => {
    if (!isBare) return { ...entry(word, index), insertText: word };
    const end = endTag === undefined ? '$0' : `$0{% ${endTag} %}`;
    return {
      ...entry(word, index),
      insertText: `${word}${rest} ${close}${end}`,
      isSnippet: true,
      replace: whole,
    };
  });
  const going = goingOn({ source, body }, replace.start).map((word, index): Entry => {
    const made = { ...entry(word, index), sortText: `0${order(index)}` };
    if (!isBare) return { ...made, insertText: word };
    const rest = word === 'elif' ? ' ${1:condition}' : '';
    const insertText = `${word}${rest} ${close}`;
    return { ...made, insertText, isSnippet: rest !== '', replace: whole };
  });
  return [...going, ...starting];
}

/** Words of the tags that go on with or end the block around the cursor. */
function goingOn(
  { source, body }: Pick<ParsedTemplate, 'source' | 'body'>,
  offset: number,
): string[] {
  const block = blockAt(body, offset, source);
  if (!block) return [];
  const middle =
    block.hasElse || (block.kind !== 'if' && block.kind !== 'for')
      ? []
      : block.kind === 'if'
        ? ['elif', 'else']
        : ['else'];
  return block.isClosed ? [...middle, block.endTag] : [block.endTag, ...middle];
}

const KEYWORDS = ['not', 'true', 'false', 'none'];

export function keywordEntries(): Entry[] {
  return KEYWORDS.map((word) => ({
    label: word,
    kind: 'keyword',
    insertText: word,
    sortText: `6${word}`,
  }));
}

const OPERATORS: readonly (readonly [word: string, insert?: string])[] = [
  ['and'],
  ['or'],
  ['is'],
  ['is not'],
  ['in'],
  ['not in'],
  ['if', 'if ${1:condition} else ${2:value}'],
];

export function operatorEntries(
  source: string,
  { statement, replace }: Extract<CursorPlace, { at: 'operator' }>,
): Entry[] {
  const start = Math.max(
    source.lastIndexOf('{%', replace.start),
    source.lastIndexOf('{{', replace.start),
  );
  const before = source.slice(start + 2, replace.start);
  if (statement === 'for' && !/\sin\s/.test(before)) return [keyword('in', 0)];
  if (statement === 'for') {
    const words = /\sif\s/.test(before) ? ['and', 'or', 'is', 'in'] : ['if', 'recursive'];
    return words.map((word, index) => keyword(word, index));
  }
  const isTag = statement !== undefined;
  const offered =
    /\sif\s(?!.*\selse\s)/s.test(before) && !isTag ? [['else'] as const, ...OPERATORS] : OPERATORS;
  return offered
    .filter(([word]) => !(isTag && word === 'if' && (statement === 'if' || statement === 'elif')))
    .map(([word, insert], index) => ({
      ...keyword(word, index),
      ...(insert !== undefined && { insertText: insert, isSnippet: true }),
    }));
}

function keyword(word: string, index: number): Entry {
  return { label: word, kind: 'keyword', insertText: word, sortText: order(index) };
}
