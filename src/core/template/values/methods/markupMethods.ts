import { checkItems } from '../../render/budget.js';
import { listOf } from '../iterate.js';
import { escaped } from '../markup.js';
import { Markup, Tuple } from '../pythonValue.js';
import type { Value } from '../pythonValue.js';
import { stripTags } from '../stripTags.js';
import { unescapeHtml } from '../unescapeHtml.js';
import { ESCAPING_STYLE, formattingMethods } from './strFormatting.js';
import { method } from './method.js';
import type { Method, Methods } from './method.js';
import { STR_METHODS } from './strMethods.js';

/** Methods whose text or texts are Markup again. */
const KEPT =
  'capitalize casefold center expandtabs ljust lower lstrip partition removeprefix removesuffix replace rjust rpartition rsplit rstrip split splitlines strip swapcase title translate upper zfill';
/** Of these, the place of the argument that is escaped. */
const ESCAPED: ReadonlyMap<string, number> = new Map([
  ['center', 1],
  ['ljust', 1],
  ['replace', 1],
  ['rjust', 1],
]);

/** markupsafe's methods on the text of Markup; those it leaves alone give what str gives. */
export const MARKUP_METHODS: Methods<string> = new Map<string, Method<string>>([
  ...STR_METHODS,
  ...KEPT.split(' ').flatMap(kept),
  ...formattingMethods(ESCAPING_STYLE).map(
    ([name, plain]) => [name, { ...plain, run: asMarkup(plain) }] as const,
  ),
  [
    'join',
    method('iterable, /', (text, [iterable]) => {
      const parts = listOf(iterable).map((item) => escaped(item).text);
      checkItems(parts.length);
      return new Markup(parts.join(text));
    }),
  ],
  ['striptags', method('', stripTags)],
  ['unescape', method('', unescapeHtml)],
]);

function kept(name: string): readonly (readonly [string, Method<string>])[] {
  const plain = STR_METHODS.get(name);
  return plain ? [[name, { ...plain, run: asMarkup(plain, ESCAPED.get(name)) }]] : [];
}

function asMarkup(plain: Method<string>, escapedPlace?: number): Method<string>['run'] {
  return (text, bound, partOf) => {
    const safe = bound.map((value, place) =>
      place === escapedPlace ? escaped(value).text : value,
    );
    return marked(plain.run(text, safe, partOf));
  };
}

function marked(value: Value): Value {
  if (typeof value === 'string') return new Markup(value);
  if (Array.isArray(value)) return value.map(marked);
  return value instanceof Tuple ? new Tuple(value.items.map(marked)) : value;
}
