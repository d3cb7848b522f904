import { SPACES } from '../../values/characterKinds.js';
import { checkText, countWork } from '../../render/budget.js';
import type { RenderContext } from '../../render/renderContext.js';
import { fail } from '../../render/templateFailure.js';
import { pointCount } from '../../values/codePoints.js';
import { compared } from '../../values/compare.js';
import { iterate } from '../../values/iterate.js';
import { escaped } from '../../values/markup.js';
import { Markup } from '../../values/pythonValue.js';
import type { Value } from '../../values/pythonValue.js';
import { textOf } from '../../values/pythonText.js';
import { sliceOf } from '../../values/slices.js';
import { truthy } from '../../values/truth.js';
import { strOf, typeNameOf } from '../../values/typeNames.js';
import { needed, optional } from '../builtin.js';
import type { Builtin } from '../builtin.js';
import { isEmailAddress, isWebAddress } from '../linkAddress.js';
import { WORD, wordsOf } from '../../values/textLines.js';
import { textArgument } from './texts.js';

const SPACE_RUN = new RegExp(`([${SPACES}]+)`);
const SCHEME = new RegExp(`^[${WORD}.+-]{2,}:/{0,2}$`, 'u');

interface Links {
  /** ` rel="…" target="…"`, or a part of it. */
  readonly attributes: string;
  /** None, or how many characters of an address are shown. */
  readonly limit: Value;
  readonly schemes: readonly string[];
}

function urlized(bound: readonly Value[], { autoescape }: RenderContext): Value {
  const [value, limit, noFollow, target, rel, schemes] = bound;
  const links: Links = {
    attributes: attribute('rel', relOf(rel, noFollow)) + attribute('target', target),
    limit,
    schemes: schemes === null ? [] : schemesOf(schemes),
  };
  const source = escaped(value).text;
  countWork(source.length * 8);
  // Every second part is space.
  const parts = source
    .split(SPACE_RUN)
    .map((part, at) => (at % 2 === 1 ? part : linked(part, links)));
  let length = 0;
  for (const part of parts) length += part.length;
  checkText(length);
  const text = parts.join('');
  return autoescape ? new Markup(text) : text;
}

function relOf(rel: Value, noFollow: Value): string {
  const parts = new Set(truthy(rel) ? wordsOf(textArgument(rel, 'The rel of urlize')) : []);
  if (truthy(noFollow)) parts.add('nofollow');
  parts.add('noopener');
  return [...parts].sort().join(' ');
}

function attribute(name: string, value: Value): string {
  return truthy(value) ? ` ${name}="${escaped(value).text}"` : '';
}

function schemesOf(value: Value): string[] {
  const schemes = textsOf(value);
  for (const scheme of schemes) {
    if (!SCHEME.test(scheme)) fail(`"${scheme}" is no prefix of a URI, such as "ftp://"`);
  }
  // Looked at once more, as Jinja2 does: what gives its items once has none left.
  return textsOf(value);
}

function textsOf(value: Value): string[] {
  const texts: string[] = [];
  const items = iterate(value);
  for (let next = items.next(); next.done !== true; next = items.next()) {
    countWork(16);
    const text = strOf(next.value);
    if (text === undefined) return fail(`A scheme is a text, not ${typeNameOf(next.value)}`);
    texts.push(text);
  }
  return texts;
}

/** A word with the address in it, if any, made a link. */
function linked(word: string, links: Links): string {
  // Every address has one of these, one that begins with a scheme of `extra_schemes` too.
  if (!/[.:@]/.test(word)) return word;
  const { head, middle, tail } = withoutPunctuation(word);
  return head + link(middle, links) + tail;
}

function link(address: string, { attributes, limit, schemes }: Links): string {
  if (isWebAddress(address)) {
    const prefix = /^https?:\/\//.test(address) ? '' : 'https://';
    return `<a href="${prefix}${address}"${attributes}>${shown(address, limit)}</a>`;
  }
  if (address.startsWith('mailto:') && isEmailAddress(address.slice(7))) {
    return `<a href="${address}">${address.slice(7)}</a>`;
  }
  if (!/^(?:www\.|@)/.test(address) && !address.includes(':') && isEmailAddress(address)) {
    return `<a href="mailto:${address}">${address}</a>`;
  }
  return schemes.reduce(
    (text, scheme) =>
      text !== scheme && text.startsWith(scheme)
        ? `<a href="${text}"${attributes}>${text}</a>`
        : text,
    address,
  );
}

function shown(address: string, limit: Value): string {
  if (limit === null || !compared('>', pointCount(address), limit)) return address;
  return `${textOf(sliceOf(address, { from: null, to: limit, step: null }))}...`;
}

interface Punctuated {
  readonly head: string;
  readonly middle: string;
  readonly tail: string;
}

const PAIRS = [
  ['(', ')'],
  ['<', '>'],
  ['&lt;', '&gt;'],
] as const;

/** Takes off what stands around an address, except closing brackets that were opened in it. */
function withoutPunctuation(word: string): Punctuated {
  const head = /^(?:[(<]|&lt;)+/.exec(word)?.[0] ?? '';
  let middle = word.slice(head.length);
  let end = middle.length;
  for (;;) {
    if (middle.endsWith('&gt;', end)) end -= 4;
    else if (end > 0 && /[)>.,]/.test(middle.charAt(end - 1))) end -= 1;
    else break;
  }
  let tail = middle.slice(end);
  middle = middle.slice(0, end);
  for (const [opening, closing] of PAIRS) {
    const opened = occurrences(middle, opening);
    if (opened <= occurrences(middle, closing)) continue;
    const kept = endOfOccurrence(tail, closing, opened);
    middle += tail.slice(0, kept);
    tail = tail.slice(kept);
  }
  return { head, middle, tail };
}

function occurrences(text: string, part: string): number {
  return text.split(part).length - 1;
}

/** Where the `count`th occurrence of `part` ends, or the last one if there are fewer. */
function endOfOccurrence(text: string, part: string, count: number): number {
  let end = 0;
  for (let left = count; left > 0; left -= 1) {
    const at = text.indexOf(part, end);
    if (at === -1) return end;
    end = at + part.length;
  }
  return end;
}

export const URLIZE: Builtin = {
  name: 'urlize',
  parameters: [
    needed('value'),
    optional('trim_url_limit', null),
    optional('nofollow', false),
    optional('target', null),
    optional('rel', null),
    optional('extra_schemes', null),
  ],
  run: urlized,
};
