import { anyText, floatText, intText, word } from './columns.js';
import { linkText, manyScripts, markupText, numberText } from './awkwardTexts.js';
import { between, chance, pick, type Draw } from './draw.js';

const TESTS =
  'boolean callable defined divisibleby eq escaped even false filter float in integer iterable lower mapping none number odd sameas sequence string test true undefined upper'.split(
    ' ',
  );
const FILTERS =
  'abs attr batch capitalize center count d default dictsort e escape filesizeformat first float forceescape format groupby indent int items join last length list lower map max min pprint reject reverse round safe select selectattr slice sort string striptags sum title tojson trim truncate unique upper urlencode urlize wordcount wordwrap xmlattr replace'.split(
    ' ',
  );
const COMPARISONS = [
  'eq',
  'ne',
  'lt',
  'le',
  'gt',
  'ge',
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'lessthan',
  'greaterthan',
  'equalto',
];
const IDENTIFIERS = [
  'name',
  'nope',
  'items',
  'keys',
  'length',
  'score',
  'constructor',
  '__proto__',
  'toString',
  'x',
  'upper',
  'get',
  'real',
  't',
  'not',
  'meta',
];

/** A string literal in either quotes, with what needs a backslash escaped in one way or another. */
export function quoted(draw: Draw, text: string): string {
  const quote = pick(draw, ["'", '"']);
  let inner = text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`);
  if (chance(draw, 80)) inner = inner.replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  if (chance(draw, 80)) inner = inner.replaceAll('\t', '\\t');
  if (chance(draw, 10))
    inner = inner.replace(
      /[^\0-~]/gu,
      (c) => `\\U${c.codePointAt(0)!.toString(16).padStart(8, '0')}`,
    );
  return `${quote}${inner}${quote}`;
}

/** A format specification as after the colon in `{:…}`. */
function formatSpec(draw: Draw): string {
  const maybe = (percent: number, choices: readonly string[]) =>
    chance(draw, percent) ? pick(draw, choices) : '';
  return (
    maybe(30, ['<', '>', '^', '=', '*<', '0>', '-^', ' >', '_=']) +
    maybe(25, ['+', '-', ' ']) +
    maybe(8, ['z']) +
    maybe(15, ['#']) +
    maybe(20, ['0']) +
    maybe(45, ['1', '4', '8', '14']) +
    maybe(20, [',', '_']) +
    maybe(40, ['.0', '.1', '.2', '.3', '.10']) +
    maybe(70, ['d', 'f', 'e', 'g', 's', 'x', 'X', 'b', 'o', '%', 'n', 'E', 'G', 'F', 'c', 'q'])
  );
}

function percentBody(draw: Draw): string {
  const maybe = (percent: number, choices: readonly string[]) =>
    chance(draw, percent) ? pick(draw, choices) : '';
  return (
    maybe(30, ['-', '+', ' ', '0', '#', '-0', '+0']) +
    maybe(40, ['1', '5', '9', '12']) +
    maybe(35, ['.0', '.1', '.2', '.3', '.']) +
    pick(draw, [
      's',
      's',
      'd',
      'd',
      'f',
      'f',
      'r',
      'e',
      'g',
      'x',
      'X',
      'o',
      'i',
      'a',
      'E',
      'G',
      'c',
      'u',
    ])
  );
}

/** What a `$` word that is no kind of value stands for. */
export const PIECES: Record<string, (draw: Draw) => string> = {
  small: (draw) => String(between(draw, -3, 6)),
  width: (draw) => String(pick(draw, [0, 1, 2, 3, 5, 8, 11, 13, 20, 29])),
  chars: (draw) =>
    quoted(
      draw,
      pick(draw, [
        'a',
        'e',
        ' ',
        '.',
        ',',
        'x',
        '',
        'an',
        '-',
        '\n',
        'ab',
        'A',
        '  ',
        '🙂',
        word(draw),
      ]),
    ),
  test0: (draw) => pick(draw, TESTS),
  filter0: (draw) => pick(draw, FILTERS),
  cmp: (draw) => pick(draw, COMPARISONS),
  ident: (draw) => pick(draw, IDENTIFIERS),
  ident_text: (draw) => quoted(draw, pick(draw, IDENTIFIERS)),
  key: (draw) =>
    chance(draw, 60) ? pick(draw, ['name', 'items', 'length', 'get', 'score', 'tag']) : word(draw),
  attrname: (draw) =>
    pick(draw, [
      'name',
      'score',
      'tag',
      'on',
      'meta.lang',
      'meta.n',
      'meta',
      'nope',
      'meta.zip',
      'name',
      'score',
    ]),
  spec: formatSpec,
  pct: (draw) => `%${percentBody(draw)}`,
  pctbody: percentBody,
  link: (draw) => quoted(draw, linkText(draw)),
  html: (draw) => quoted(draw, markupText(draw)),
  digits: (draw) => quoted(draw, numberText(draw)),
  script: (draw) => quoted(draw, manyScripts(draw)),
  undef: (draw) => pick(draw, ['nope', 'missing', 'unset', 'absent', 'ghost', 'nothing_here']),
};

export function intLiteral(draw: Draw): string {
  return chance(draw, 92) ? intText(draw) : pick(draw, ['0x1f', '0b101', '1_000', '0o17']);
}

export { floatText as floatLiteral };

export function stringLiteral(draw: Draw): string {
  return quoted(draw, anyText(draw));
}
