import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { isJsonObject } from '../../src/core/json.js';
import type { Json } from '../../src/core/json.js';

export interface JsonMutationOptions {
  /** The same seed makes the same texts, on every machine. */
  readonly seed: number;
  readonly count: number;
  /** Texts that the reader under attack knows. */
  readonly words?: readonly string[];
}

/**
 * Valid JSON with one to three values that are others: of another type, beyond all ranges, gone, given
 * twice, wrapped or deep. It stays JSON, so it gets past the parser and to whoever believes it. A text
 * that is no JSON is left out.
 */
export function* mutatedJson(
  valid: readonly string[],
  { seed, count, words = [] }: JsonMutationOptions,
): Generator<string> {
  const random = xoroshiro128plus(seed);
  const below = (end: number) => uniformInt(random, 0, end - 1);
  const inputs = valid.filter(isJson);
  const keen = [...KEEN_VALUES, ...words.map((word) => JSON.stringify(word))];
  for (let made = 0; made < count; made += 1) {
    let text = inputs[made % inputs.length] ?? 'null';
    for (let change = 1 + below(3); change > 0 && isJson(text); change -= 1) {
      const spots = spotsIn(JSON.parse(text) as Json);
      const spot = spots[below(spots.length)] ?? [];
      const value = keen[below(keen.length)] ?? 'null';
      text = written(JSON.parse(text) as Json, spot, (old) => changed(old, value, below(8)));
    }
    yield text;
  }
}

/** The text with each of its values, in turn, in place of another one: `value`, a text of JSON. */
export function eachValueReplaced(text: string, value: string): string[] {
  const whole = JSON.parse(text) as Json;
  return spotsIn(whole).map((spot) => written(whole, spot, () => value));
}

const DEEP = 20_000;
/** Deeper than whoever writes it down again by recursion can go. */
export const DEEP_LIST = '['.repeat(DEEP) + ']'.repeat(DEEP);
/** As they stand in a text; some are numbers that JavaScript can't hold. */
const KEEN_VALUES: readonly string[] = [
  ...[
    'null',
    'true',
    'false',
    '0',
    '-0',
    '-1',
    '1.5',
    '1e300',
    '-1e308',
    '1e400',
    '9007199254740993',
  ],
  ...['""', '" "', '[]', '{}', '[null]', '[[]]', '{"":null}', '"__proto__"', '"constructor"'],
  ...['"\\u0000"', '"\\ud800"', '"\\u202e"', '"NaN"', '"Infinity"', '"2026-99-99T00:00:00Z"'],
  ...['"+275760-09-13T00:00:00.001Z"', '"-271821-04-20T00:00:00Z"', '"../../etc/passwd"', '"."'],
  ...['"file:///etc/passwd"', '"javascript:alert(1)"', JSON.stringify('x'.repeat(100_000))],
  DEEP_LIST,
  '{"a":'.repeat(DEEP) + '0' + '}'.repeat(DEEP),
];

type Spot = readonly (string | number)[];

/** The places of all values, that of the whole first. */
function spotsIn(value: Json, here: Spot = []): Spot[] {
  // What was put in to be deep is not gone through.
  if (here.length > 8) return [here];
  const inner = Array.isArray(value)
    ? value.flatMap((item: Json, index) => spotsIn(item, [...here, index]))
    : isJsonObject(value)
      ? Object.entries<Json>(value).flatMap(([name, item]) => spotsIn(item, [...here, name]))
      : [];
  return [here, ...inner];
}

/** The value as text, with another text in one place; undefined leaves the member out. */
function written(value: Json, spot: Spot, change: (old: string) => string | undefined): string {
  const [step, ...rest] = spot;
  if (step === undefined) return change(textOf(value)) ?? 'null';
  if (Array.isArray(value)) {
    const items = value.map((item: Json, index) =>
      index === step ? written(item, rest, change) : textOf(item),
    );
    return `[${items.join(',')}]`;
  }
  if (!isJsonObject(value)) return textOf(value);
  const members = Object.entries<Json>(value).flatMap(([name, item]) => {
    if (name !== step) return [`${JSON.stringify(name)}:${textOf(item)}`];
    const text = rest.length > 0 ? written(item, rest, change) : change(textOf(item));
    return text === undefined ? [] : [`${JSON.stringify(name)}:${text}`];
  });
  return `{${members.join(',')}}`;
}

function changed(old: string, value: string, how: number): string | undefined {
  switch (how) {
    case 0:
      return undefined;
    case 1:
      return `[${old}]`;
    case 2:
      return `[${old},${old}]`;
    case 3:
      return JSON.stringify(old.slice(0, 1000));
    default:
      return value;
  }
}

/** An empty list for what is too deep to be written again. */
function textOf(value: Json): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '[]';
  }
}

function isJson(text: string): boolean {
  // A text that is deep already is used as it is.
  if (text.length > DEEP && /[[{]{50}|(\{"a":){50}/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
