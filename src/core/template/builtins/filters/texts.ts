import { SPACES } from '../../values/characterKinds.js';
import { checkText, countWork } from '../../render/budget.js';
import { fail } from '../../render/templateFailure.js';
import { compared } from '../../values/compare.js';
import { lengthOf } from '../../values/iterate.js';
import { lowerCased, upperCased } from '../../values/letterCase.js';
import { escaped } from '../../values/markup.js';
import { binary } from '../../values/operators.js';
import { Dict, Markup, Tuple } from '../../values/pythonValue.js';
import type { Value } from '../../values/pythonValue.js';
import { textOf } from '../../values/pythonText.js';
import { sliceOf } from '../../values/slices.js';
import { truthy } from '../../values/truth.js';
import { isInt, strOf, typeNameOf } from '../../values/typeNames.js';
import type { RenderContext } from '../../render/renderContext.js';
import { byPlace, needed, optional } from '../builtin.js';
import type { Builtin } from '../builtin.js';
import { WORD, linesOf } from '../../values/textLines.js';
import { callMethod, joinTexts, plus, softText } from '../softText.js';
import type { Text } from '../softText.js';

const BEFORE_WORD = new RegExp(`([-${SPACES}({\\[<]+)`);

/** Every word begins in upper case, a word being what follows space, `-`, `(`, `{`, `[` or `<`. */
function titled(text: string): string {
  countWork(text.length * 4);
  return text
    .split(BEFORE_WORD)
    .map((part) => {
      const [first = ''] = part;
      return upperCased(first) + lowerCased(part.slice(first.length));
    })
    .join('');
}

function replaced([text, from, to, count]: readonly Value[], { autoescape }: RenderContext): Value {
  const most = count === null ? -1 : count;
  if (!autoescape) return callMethod(textOf(text), 'replace', textOf(from), textOf(to), most);
  const isEscaped = from instanceof Markup || (to instanceof Markup && !(text instanceof Markup));
  const target = isEscaped ? escaped(text) : softText(text);
  return callMethod(target, 'replace', softText(from), softText(to), most);
}

function indented([text, width, first, blank]: readonly Value[]): Value {
  const source = textArgument(text, 'indent');
  const isMarkup = text instanceof Markup;
  const kept = (part: Text): Text => (isMarkup ? new Markup(textOf(part)) : part);
  const space = kept(indention(width));
  const lines = linesOf(`${source}\n`).map(kept);
  checkText(source.length + lines.length * textOf(space).length);
  const newline = kept('\n');
  const [head = '', ...rest] = lines;
  const result = truthy(blank)
    ? joinTexts(plus(newline, space), lines)
    : rest.length === 0
      ? head
      : plus(
          plus(head, newline),
          joinTexts(
            newline,
            rest.map((line) => (textOf(line) === '' ? line : plus(space, line))),
          ),
        );
  return truthy(first) ? plus(space, result) : result;
}

function indention(width: Value): Text {
  if (typeof width === 'string' || width instanceof Markup) return width;
  if (!isInt(width)) return fail(`indent needs a number of spaces, not ${typeNameOf(width)}`);
  const count = Math.max(0, Number(width));
  checkText(count);
  return ' '.repeat(count);
}

function truncated([text, length, killWords, end, leeway]: readonly Value[]): Value {
  const size = lengthOf(text) ?? fail(`truncate needs a text, not ${typeNameOf(text)}`);
  const endSize = lengthOf(end) ?? fail(`truncate needs a text as its end, not ${typeNameOf(end)}`);
  const spare = leeway === null ? 5 : leeway;
  if (compared('<', length, endSize)) fail('truncate needs a length that its end fits into');
  if (compared('<', spare, 0)) fail('The leeway of truncate must not be negative');
  if (compared('<=', size, binary('+', length, spare))) return text;
  const cut = sliceOf(text, { from: null, to: binary('-', length, endSize), step: null });
  if (truthy(killWords)) return binary('+', cut, end);
  const kept = strOf(cut) ?? fail(`truncate needs a text, not ${typeNameOf(text)}`);
  const space = kept.lastIndexOf(' ');
  const head = space === -1 ? kept : kept.slice(0, space);
  return binary('+', cut instanceof Markup ? new Markup(head) : head, end);
}

const WORD_RUN = new RegExp(`[${WORD}]+`, 'gu');

function wordCount(text: string): number {
  countWork(text.length * 4);
  return text.match(WORD_RUN)?.length ?? 0;
}

function formatted([text, args, named]: readonly Value[]): Value {
  const hasArgs = args instanceof Tuple && args.items.length > 0;
  const hasNames = named instanceof Dict && named.entries.size > 0;
  if (hasArgs && hasNames) fail('format takes arguments by place or by name, not both');
  return binary('%', softText(text), hasNames ? named : args);
}

/** The text of a str; a filter that calls its methods fails on everything else. */
export function textArgument(value: Value, filter: string): string {
  return strOf(value) ?? fail(`${filter} needs a text, not ${typeNameOf(value)}`);
}

function withMethod(name: string): Builtin {
  return {
    name,
    parameters: [needed('s')],
    run: ([text]) => callMethod(softText(text), name),
  };
}

/** Filters on text. */
export const TEXT_FILTERS: readonly Builtin[] = [
  withMethod('capitalize'),
  withMethod('lower'),
  withMethod('upper'),
  {
    name: 'center',
    parameters: [needed('value'), optional('width', 80)],
    run: ([text, width]) => callMethod(softText(text), 'center', width),
  },
  {
    name: 'format',
    parameters: [
      needed('value'),
      { name: 'args', rest: 'positional' },
      { name: 'kwargs', rest: 'named' },
    ],
    run: formatted,
  },
  {
    name: 'indent',
    parameters: [
      needed('s'),
      optional('width', 4),
      optional('first', false),
      optional('blank', false),
    ],
    run: indented,
  },
  {
    name: 'replace',
    parameters: [needed('s'), needed('old'), needed('new'), optional('count', null)],
    run: replaced,
  },
  { name: 'string', parameters: [byPlace('s')], run: ([value]) => softText(value) },
  { name: 'title', parameters: [needed('s')], run: ([text]) => titled(textOf(text)) },
  {
    name: 'trim',
    parameters: [needed('value'), optional('chars', null)],
    run: ([text, characters]) => callMethod(softText(text), 'strip', characters),
  },
  {
    name: 'truncate',
    parameters: [
      needed('s'),
      optional('length', 255),
      optional('killwords', false),
      optional('end', '...'),
      optional('leeway', null),
    ],
    run: truncated,
  },
  { name: 'wordcount', parameters: [needed('s')], run: ([text]) => wordCount(textOf(text)) },
];
