import { checkText } from '../render/budget.js';
import { fail } from '../render/templateFailure.js';
import { bindArguments } from '../values/bindArguments.js';
import { Callable, Markup } from '../values/pythonValue.js';
import type { Value } from '../values/pythonValue.js';
import { truthy } from '../values/truth.js';
import { isInt, typeNameOf } from '../values/typeNames.js';

const WORDS = (
  'ad aliqua aliquip amet anim aute cillum commodo consectetur consequat culpa cupidatat deserunt ' +
  'do dolor dolore duis ea eiusmod elit enim esse est et eu ex excepteur exercitation fugiat id in ' +
  'incididunt ipsum irure labore laboris laborum lorem magna minim mollit nisi non nostrud nulla ' +
  'occaecat officia pariatur proident qui quis reprehenderit sed sint sit sunt tempor ullamco ut ' +
  'velit veniam voluptate'
).split(' ');

const PARAMETERS = [
  { name: 'n', otherwise: 5 },
  { name: 'html', otherwise: true },
  { name: 'min', otherwise: 20 },
  { name: 'max', otherwise: 100 },
];

/**
 * `lipsum(n=5, html=True, min=20, max=100)`: paragraphs of `min` to `max` words (`max` itself is not
 * reached). Rendering has no randomness: the same call always gives the same text.
 */
export const LIPSUM = new Callable(
  'generate_lorem_ipsum',
  (given) => {
    const [count, isHtml, least, most] = bindArguments('lipsum()', PARAMETERS, given);
    const below = createDice();
    const paragraphs: string[] = [];
    let length = 0;
    for (let left = wholeNumber(count); left > 0; left -= 1) {
      const paragraph = paragraphOf(wholeNumber(least), wholeNumber(most), below);
      length += paragraph.length + 9;
      checkText(length);
      paragraphs.push(paragraph);
    }
    if (!truthy(isHtml)) return paragraphs.join('\n\n');
    return new Markup(paragraphs.map((text) => `<p>${text}</p>`).join('\n'));
  },
  'function',
);

type Dice = (limit: number) => number;

/** Knuth's linear congruential generator, always from the same seed; its high bits are used. */
function createDice(): Dice {
  let seed = 1;
  return (limit) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * limit);
  };
}

function wholeNumber(value: Value): number {
  if (isInt(value)) return Number(value);
  return fail(`lipsum() needs whole numbers, not ${typeNameOf(value)}`);
}

function paragraphOf(least: number, most: number, below: Dice): string {
  if (most <= least) fail('lipsum() needs a "max" above its "min"');
  const count = least + below(most - least);
  checkText(count);
  const words: string[] = [];
  let last = -1;
  let sentence = 0;
  for (let index = 0; index < count; index += 1) {
    const place = below(WORDS.length);
    last = place === last ? (place + 1) % WORDS.length : place;
    const word = WORDS[last] ?? '';
    const isFirst = sentence === 0;
    sentence += 1;
    const isEnd = index === count - 1 || (sentence > 5 && below(10) === 0);
    const mark = isEnd ? '.' : sentence > 2 && below(8) === 0 ? ',' : '';
    words.push((isFirst ? word.charAt(0).toUpperCase() + word.slice(1) : word) + mark);
    if (isEnd) sentence = 0;
  }
  return words.length === 0 ? '.' : words.join(' ');
}
