import { crc32 } from 'node:zlib';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { chance, pick, type Draw } from '../../oracle/grammar/draw.js';
import { piecesOf } from '../../oracle/grammar/faults.js';
import { GROUPS, templateCase } from '../../oracle/grammar/groups.js';
import { DATA, FAILING, NOTHING, REFUSED } from '../../unit/core/template/sandboxEscapes.js';
import { SNARE_NAME } from '../hostSnares.js';
import type { FuzzTarget } from './fuzzTarget.js';
import { HOST_NAMES } from './hostileRows.js';

const WORDS = [
  ...HOST_NAMES,
  ...[`.${SNARE_NAME}`, `['${SNARE_NAME}']`, `|attr('${SNARE_NAME}')`, `('return process')()`],
  ...['|map(attribute="constructor")|list', "'{0.constructor}'.format(", '|groupby("__proto__")'],
  ...['{% for ', ' in range(10**9) %}', '{% endfor %}', '{% set ', '{% macro ', '{% call ', '|'],
  ...['{% raw %}', '{%- ', ' -%}', 'recursive', 'namespace(', ' is ', ' if ', ' else ', '~', '**'],
];
const ESCAPES = [...NOTHING, ...FAILING, ...REFUSED, ...DATA.map(([template]) => template)];
/** Of a hundred names in a template that is made, so many are changed into one of the host. */
const TURNED = 30;

/** Words of tags and of expressions: a template stays mostly one while they stay. */
const KEPT = new Set(
  'if elif else endif for in endfor set endset macro endmacro call endcall filter endfilter with endwith block endblock raw endraw autoescape endautoescape and or not is as recursive true false none'.split(
    ' ',
  ),
);

/** The same check of templates that are made, of those broken, and of known escapes broken. */
export function templatesToTry(
  check: (template: string, number: number) => void,
): readonly FuzzTarget[] {
  const checkText = (bytes: Buffer): void => check(bytes.toString('utf8'), crc32(bytes));
  return [
    {
      name: 'random templates with names of the host',
      valid: ['any', 'other', 'start'],
      check: (bytes) => check(grown(bytes), crc32(bytes)),
    },
    {
      name: 'such templates with faults',
      valid: Array.from({ length: 200 }, (_, number) => grown(Buffer.from(String(number)))),
      words: WORDS,
      check: checkText,
    },
    { name: 'known escapes with faults', valid: ESCAPES, words: WORDS, check: checkText },
  ];
}

/** The template that the grammar makes when it draws by these bytes. */
function grown(bytes: Buffer): string {
  const random = xoroshiro128plus(crc32(bytes));
  const draw: Draw = (count) => uniformInt(random, 0, Math.max(0, count - 1));
  const { template } = templateCase(draw, pick(draw, GROUPS));
  let before = '';
  const pieces = piecesOf(template).map((piece) => {
    const isTurned = isName(piece, before) && chance(draw, TURNED);
    if (piece.trim() !== '') before = piece;
    return isTurned ? pick(draw, HOST_NAMES) : piece;
  });
  return pieces.join('');
}

/** Of a variable, a part, an argument: a filter or a test by another name is only refused. */
function isName(piece: string, before: string): boolean {
  return /^[a-z_]\w*$/.test(piece) && !KEPT.has(piece) && before !== '|' && before !== 'is';
}
