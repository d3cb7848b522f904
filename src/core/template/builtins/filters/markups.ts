import { checkText } from '../../render/budget.js';
import type { RenderContext } from '../../render/renderContext.js';
import { fail } from '../../render/templateFailure.js';
import { dictItems } from '../../values/dictKeys.js';
import { iterate, iteratorOf, listOf } from '../../values/iterate.js';
import { escaped } from '../../values/markup.js';
import { Dict, Markup } from '../../values/pythonValue.js';
import type { Value } from '../../values/pythonValue.js';
import { textOf } from '../../values/pythonText.js';
import { truthy } from '../../values/truth.js';
import { strOf, typeNameOf } from '../../values/typeNames.js';
import { byPlace, needed, optional } from '../builtin.js';
import type { Builtin } from '../builtin.js';
import { stripTags } from '../../values/stripTags.js';

function xmlAttributes([dict, autoSpace]: readonly Value[], { autoescape }: RenderContext): Value {
  if (!(dict instanceof Dict)) return fail(`xmlattr needs a dict, not ${typeNameOf(dict)}`);
  let length = 0;
  const parts: string[] = [];
  for (const { key, value } of dict.entries.values()) {
    if (value === null || value === undefined) continue;
    const name = strOf(key) ?? fail(`The name of an attribute is a text, not ${typeNameOf(key)}`);
    if (/[ \t\n\r\f\v/>=]/.test(name)) {
      fail(`The name of an attribute has no space, "/", ">" or "=", as "${name}" has`);
    }
    const part = `${escaped(key).text}="${escaped(value).text}"`;
    length += part.length + 1;
    checkText(length);
    parts.push(part);
  }
  const text = parts.join(' ');
  const spaced = truthy(autoSpace) && text !== '' ? ` ${text}` : text;
  return autoescape ? new Markup(spaced) : spaced;
}

function urlEncoded(value: Value): string {
  if (strOf(value) !== undefined || !iteratorOf(value)) return percentEncoded(textOf(value));
  const parts: string[] = [];
  const pairs = value instanceof Dict ? dictItems(value).values() : iterate(value);
  let length = 0;
  for (let next = pairs.next(); next.done !== true; next = pairs.next()) {
    const pair = iteratorOf(next.value) ? listOf(next.value) : [];
    if (pair.length !== 2) fail('urlencode needs a text, a dict, or pairs of a name and a value');
    const part = pair.map(formEncoded).join('=');
    length += part.length;
    checkText(length);
    parts.push(part);
  }
  return parts.join('&');
}

function formEncoded(value: Value): string {
  return percentEncoded(textOf(value)).replaceAll('/', '%2F').replaceAll('%20', '+');
}

/** Python's `urllib.parse.quote`: a slash stays. */
function percentEncoded(text: string): string {
  checkText(text.length * 3);
  if (/\p{Cs}/u.test(text)) return fail('Half a character (a lone surrogate) has no UTF-8');
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%2F', '/');
}

const ESCAPE = {
  parameters: [byPlace('s')],
  run: ([value]: readonly Value[]) => escaped(value),
};

/** Filters that make text safe inside HTML, XML and addresses. */
export const MARKUP_FILTERS: readonly Builtin[] = [
  { name: 'e', ...ESCAPE },
  { name: 'escape', ...ESCAPE },
  {
    name: 'forceescape',
    parameters: [needed('value')],
    run: ([value]) => escaped(textOf(value)),
  },
  {
    name: 'safe',
    parameters: [needed('value')],
    run: ([value]) => new Markup(textOf(value)),
  },
  {
    name: 'striptags',
    parameters: [needed('value')],
    run: ([value]) => stripTags(textOf(value)),
  },
  {
    name: 'urlencode',
    parameters: [needed('value')],
    run: ([value]) => urlEncoded(value),
  },
  {
    name: 'xmlattr',
    parameters: [needed('d'), optional('autospace', true)],
    run: xmlAttributes,
  },
];
