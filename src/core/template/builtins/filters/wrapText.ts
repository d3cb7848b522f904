import { SPACES } from '../../values/characterKinds.js';
import { countWork } from '../../render/budget.js';
import { fail } from '../../render/templateFailure.js';
import { isFlat, pointCount } from '../../values/codePoints.js';
import type { Value } from '../../values/pythonValue.js';
import { truthy } from '../../values/truth.js';
import { isInt, isNumeric, typeNameOf } from '../../values/typeNames.js';
import { compared } from '../../values/compare.js';
import { WORD, linesOf } from '../../values/textLines.js';
import { joinTexts } from '../softText.js';
import { Float, Markup } from '../../values/pythonValue.js';
import { needed, optional } from '../builtin.js';
import type { Builtin } from '../builtin.js';
import { textArgument } from './texts.js';

// Where Python's textwrap breaks: at its own short list of spaces, after the hyphen of a
// compound word, before and after a dash of two hyphens or more.
const SPACE = '[\\t\\n\\v\\f\\r ]';
const LETTER = '[\\p{L}\\p{Nl}\\p{No}_]';
const PUNCTUATED = `[${WORD}!"'&.,?]`;
const HYPHENATED = `-(?:(?<=${LETTER}{2}-)|(?<=${LETTER}-${LETTER}-))` + `(?=${LETTER}-?${LETTER})`;
const CHUNK = new RegExp(
  `${SPACE}+|(?<=${PUNCTUATED})-{2,}(?=[${WORD}])|` +
    `[^\\t\\n\\v\\f\\r ]+?(?:${HYPHENATED}|(?=${SPACE}|$)|(?<=${PUNCTUATED})(?=-{2,}[${WORD}]))`,
  'gu',
);
const SIMPLE_CHUNK = new RegExp(`${SPACE}+|[^\\t\\n\\v\\f\\r ]+`, 'gu');
const SPACE_FIRST = new RegExp(`^[${SPACES}]`);
const BLANK = new RegExp(`^[${SPACES}]*$`);

interface Wrapping {
  readonly width: number;
  /** Python cuts a word at whole numbers only. */
  readonly isWhole: boolean;
  readonly breaksWords: boolean;
  readonly breaksAtHyphens: boolean;
}

interface Chunk {
  readonly text: string;
  /** In code points. */
  readonly length: number;
}

/** The lines of one paragraph, as Python's `textwrap.wrap` makes them. */
function wrapped(paragraph: string, chunk: RegExp, wrapping: Wrapping): string[] {
  const isFlatText = isFlat(paragraph);
  // Last chunk first: the next one is at the end.
  const chunks = (paragraph.match(chunk) ?? [])
    .map((text): Chunk => ({ text, length: isFlatText ? text.length : pointCount(text) }))
    .reverse();
  const lines: string[] = [];
  while (chunks.length > 0) {
    countWork(64);
    if (lines.length > 0 && isBlank(chunks.at(-1)?.text)) chunks.pop();
    const line = nextLine(chunks, wrapping);
    if (isBlank(line.at(-1))) line.pop();
    if (line.length > 0) lines.push(line.join(''));
  }
  return lines;
}

function isBlank(text: string | undefined): boolean {
  if (text === undefined || text === '') return text === '';
  const first = text.charCodeAt(0);
  // Most words begin in ASCII, which has no other spaces.
  if (first > 0x20 && first < 0x85) return false;
  if (!SPACE_FIRST.test(text)) return false;
  countWork(text.length * 4);
  return BLANK.test(text);
}

function nextLine(chunks: Chunk[], wrapping: Wrapping): string[] {
  const line: string[] = [];
  let length = 0;
  for (let chunk = chunks.at(-1); chunk; chunk = chunks.at(-1)) {
    if (length + chunk.length > wrapping.width) {
      if (chunk.length <= wrapping.width) break;
      if (wrapping.breaksWords) line.push(cutOff(chunks, wrapping, length));
      else if (line.length === 0) line.push(chunks.pop()?.text ?? '');
      break;
    }
    line.push(chunk.text);
    length += chunk.length;
    chunks.pop();
  }
  return line;
}

/** As much of the next word as there is room for behind `length`; its rest is the next chunk. */
function cutOff(chunks: Chunk[], wrapping: Wrapping, length: number): string {
  if (!wrapping.isWhole) fail('wordwrap needs a whole number as its width');
  const word = chunks.pop() ?? { text: '', length: 0 };
  const head = headOf(word.text, wrapping.width - length);
  const hyphen = wrapping.breaksAtHyphens ? head.lastIndexOf('-') : -1;
  const kept = hyphen > 0 && /[^-]/.test(head.slice(0, hyphen)) ? head.slice(0, hyphen + 1) : head;
  if (kept.length < word.text.length) {
    const points = word.length === word.text.length ? kept.length : pointCount(kept);
    chunks.push({ text: word.text.slice(kept.length), length: word.length - points });
  }
  return kept;
}

/** The first `count` code points; the whole of a long text is not looked at. */
function headOf(text: string, count: number): string {
  let unit = 0;
  for (let left = count; left > 0 && unit < text.length; left -= 1) {
    unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
  }
  return text.slice(0, unit);
}

function wordWrapped([text, width, breaksWords, wrapString, hyphens]: readonly Value[]): Value {
  const source = textArgument(text, 'wordwrap');
  countWork(source.length * 16);
  const between = wrapString === null ? '\n' : wrapString;
  if (typeof between !== 'string' && !(between instanceof Markup)) {
    return fail(`wordwrap joins its lines by a text, not by ${typeNameOf(between)}`);
  }
  const wrapping: Wrapping = {
    width: widthOf(width),
    isWhole: isInt(width),
    breaksWords: truthy(breaksWords),
    breaksAtHyphens: truthy(hyphens),
  };
  const chunk = hyphens === true ? CHUNK : SIMPLE_CHUNK;
  const paragraphs = linesOf(source).map((line) => {
    if (compared('<=', width, 0)) fail('wordwrap needs a width above 0');
    return joinTexts(between, wrapped(line, chunk, wrapping));
  });
  return joinTexts(between, paragraphs);
}

function widthOf(width: Value): number {
  if (width instanceof Float) return width.value;
  return isNumeric(width) ? Number(width) : 0;
}

export const WORD_WRAP: Builtin = {
  name: 'wordwrap',
  parameters: [
    needed('s'),
    optional('width', 79),
    optional('break_long_words', true),
    optional('wrapstring', null),
    optional('break_on_hyphens', true),
  ],
  run: wordWrapped,
};
