import { closest } from '../../spec/problems/didYouMean.js';
import { SyntaxFault, type Token, type TokenType } from './templateToken.js';

/** A token as a fault's sentence names it. */
function describeToken(token: Pick<Token, 'type' | 'text'>): string {
  switch (token.type) {
    case 'text':
      return 'text';
    case 'end':
      return 'the end of the template';
    case 'name':
      return token.text === '' ? 'a name' : `"${token.text}"`;
    case 'string':
      return 'a quoted text';
    case 'integer':
    case 'float':
      return 'a number';
    default:
      return token.type.length > 1 ? token.type : `"${token.type}"`;
  }
}

/** A token that stands where another one must. */
export function unexpectedText(expected: Pick<Token, 'type' | 'text'>, found: Token): string {
  const isCloser = expected.type === '}}' || expected.type === '%}';
  if (isCloser && found.type === 'end') {
    return unclosedText(expected.type === '}}' ? '{{' : '{%', expected.type);
  }
  if (isCloser && found.type === '=') {
    return 'Write == to compare; = stands in {% set %} and {% with %} only.';
  }
  if (isCloser) {
    return `${describeToken(found)} can’t follow here: write an operator before it, or ${expected.type}.`;
  }
  if (expected.type === 'name' && found.type === '|') {
    return 'Write "or" instead of "||".';
  }
  return `Expected ${describeToken(expected)}, found ${describeToken(found)}.`;
}

export function unclosedText(opener: string, closer: string): string {
  return `${opener} is not closed: write ${closer}.`;
}

/** An expression that starts with a token that can't start one. */
export function missingText(found: TokenType): string {
  return found === '}}' || found === '%}' || found === 'end'
    ? 'An expression is missing here.'
    : `An expression can’t start with "${found}".`;
}

const JINJA_FOR: ReadonlyMap<string, string> = new Map([
  ['&', 'Write "and" instead of "&&".'],
  ['!', 'Write "not" instead of "!".'],
  ['?', 'Write a if b else c instead of b ? a : c.'],
]);

/** A character that is no token. */
export function unreadableText(character: string): string {
  return JINJA_FOR.get(character) ?? `"${character}" can’t stand here; take it out.`;
}

/** A closing bracket; `closer` ends the tag that it stands in. */
export function bracketText(found: string, awaited: string | undefined, closer: string): string {
  if (awaited !== undefined) {
    return `"${found}" stands where "${awaited}" is expected.`;
  }
  return found === '}'
    ? `One } does not end a tag: write ${closer}.`
    : `"${found}" closes nothing; take it out.`;
}

const OTHER_WORDS: ReadonlyMap<string, string> = new Map([
  ['elseif', 'elif'],
  ['elsif', 'elif'],
  ['unless', 'if not'],
  ['foreach', 'for'],
  ['assign', 'set'],
  ['let', 'set'],
]);

/** `awaited`: the end tag of the innermost block; undefined: none is open. */
export function unknownTagText(
  word: string,
  awaited: string | undefined,
  known: readonly string[],
): string {
  if (/^(?:end.*|else|elif)$/.test(word)) {
    return awaited === undefined
      ? `{% ${word} %} belongs to no open block; take it out.`
      : `{% ${word} %} stands where {% ${awaited} %} is expected.`;
  }
  const meant = OTHER_WORDS.get(word) ?? closest(word, known);
  const mend = meant === undefined ? '' : ` Write {% ${meant} %}.`;
  return `Jinja2 has no tag "${word}".${mend}`;
}

/** `{{{{x}}}}` and `{{{x}}}` are dicts without values to Jinja2. */
export function explainBraces(fault: SyntaxFault, source: string, start: number): SyntaxFault {
  const opener = /^(?:\{{3,}|\{\{[-+]?\s\{\{)/.exec(source.slice(start, start + 8))?.[0];
  if (opener === undefined) {
    return fault;
  }
  const message = `Two braces print a value: write {{ … }} instead of ${opener}.`;
  const { line } = fault.place;
  return new SyntaxFault(message, { start, end: start + opener.length, line }, 'double-braces');
}
