import { anyFloatText, linkText, manyScripts, markupText, numberText } from './awkwardTexts.js';
import { between, chance, pick, several, type Draw } from './draw.js';

/** What a name holds, as far as the grammar needs to know to make templates that mostly render. */
export type Kind =
  | 'str'
  | 'int'
  | 'float'
  | 'bool'
  | 'none'
  | 'strs'
  | 'ints'
  | 'records'
  | 'record'
  | 'dict'
  | 'pairs'
  | 'tree'
  | 'mixed';

const COLUMNS: Record<Kind, readonly string[]> = {
  str: ['question', 'answer', 'title', 'note', 'text', 'city', 'größe', 'label', 'class', 'x'],
  int: ['count', 'k', 'year', 'rank', 'n', 'size', 'total'],
  float: ['price', 'weight', 'ratio', 'mean', 'temp'],
  bool: ['flag', 'passed', 'is_final', 'correct'],
  none: ['col', 'cell', 'nil'],
  strs: ['tags', 'steps', 'words', 'options', 'hints'],
  ints: ['values', 'scores', 'points', 'nums'],
  records: ['votes', 'turns', 'people', 'choices'],
  record: ['info', 'profile', 'config', 'person'],
  dict: ['meta', 'stats', 'extra', 'settings'],
  pairs: ['pairs', 'cells'],
  tree: ['nodes', 'outline'],
  mixed: ['parts', 'labels', 'bag'],
};

const WORDS =
  'amber basil cedar copper Delta ember Falcon glacier harbor ivory jolly kayak lantern Mango noble ocean Pepper quartz river Saffron timber umbra violet walnut xenon yacht Zephyr'.split(
    ' ',
  );
const NAMES = ['Priya', 'Wen', 'Grace', 'Tariq', 'Emre', 'Jun', 'Uma', 'Bo', 'Inès'];
const TEXTS = [
  '',
  ' ',
  'x',
  'a',
  '42',
  '-17',
  '3.75',
  '1e3',
  '0x1F',
  ' 7 ',
  'True',
  'None',
  'a.b.c',
  'a,b,,c',
  'snake_case_name',
  'UPPER lower Mixed',
  '  padded  ',
  "it's 5 o'clock",
  'She said "maybe"',
  `"q" 'a' & <i>x</i>`,
  '<!-- note -->text<br/>more',
  'Tom &amp; <em>Jerry</em>',
  'line one\nline two\n\nline four',
  'tab\tand newline\n',
  'windows\r\nlines\r\nhere',
  'C:\\temp\\new',
  '100% sure',
  '{{ not }} {% code %}',
  'key=value;k2=v2',
  'http://example.org/a?b=c&d=e f',
  'see https://example.com/path_(x), or mail me@example.com.',
  'well-known state-of-the-art',
  'añ🙂b',
  '日本語のテスト',
  'emoji 🙂 ok',
  'Straße ﬁn İstanbul',
  'ΑΣ Οδυσσεύς',
  'e\u0301 a\u00a0b',
  'one two  three   four',
  'Is it? Yes! No. (Maybe)',
  'abcabcabc',
  '١٢٣',
  '²½',
  'averyveryverylongwordwithoutanybreaksinsideofitatall end',
];

export function word(draw: Draw): string {
  return pick(draw, WORDS);
}

/** A text of any form, unquoted. */
export function anyText(draw: Draw): string {
  if (chance(draw, 45)) return several(draw, [1, 7], () => word(draw)).join(' ');
  if (chance(draw, 30)) return pick(draw, [linkText, markupText, numberText, manyScripts])(draw);
  return pick(draw, TEXTS);
}

export function intText(draw: Draw): string {
  if (chance(draw, 70)) return String(between(draw, -9, 20));
  if (chance(draw, 30))
    return `${chance(draw, 40) ? '-' : ''}${between(draw, 1, 9)}${several(draw, [1, 24], () => String(draw(10))).join('')}`;
  return pick(draw, [
    '0',
    '42',
    '1000',
    '65536',
    '1234567',
    '2147483648',
    '9007199254740991',
    '9007199254740993',
    '-9007199254740995',
    '123456789012345678901234567890',
  ]);
}

export function floatText(draw: Draw): string {
  if (chance(draw, 15)) return anyFloatText(draw);
  if (chance(draw, 40))
    return `${between(draw, -9, 99)}.${pick(draw, ['0', '5', '25', '125', '1'])}`;
  return pick(draw, [
    '1.0',
    '-0.0',
    '0.0',
    '0.1',
    '2.675',
    '99.95',
    '12.345',
    '123456.789',
    '1e16',
    '1e+22',
    '1.5e+300',
    '1e-05',
    '0.0001',
    '1e-7',
    '1000000000000000.0',
    '12345678901234567.0',
    '3.14159',
    '2.5',
    '0.5',
    '1.5',
  ]);
}

function scalarJson(draw: Draw): string {
  return pick(draw, [
    () => JSON.stringify(anyText(draw)),
    () => intText(draw),
    () => floatText(draw),
    () => pick(draw, ['true', 'false', 'null']),
  ])();
}

function listJson(draw: Draw, range: readonly [number, number], item: () => string): string {
  return `[${several(draw, range, item).join(', ')}]`;
}

function recordJson(draw: Draw): string {
  const score = chance(draw, 80) ? between(draw, 0, 10) : floatText(draw);
  const tag = pick(draw, ['red', 'Red', 'blue', 'Blue', 'green']);
  const on = pick(draw, ['true', 'false']);
  const lang = pick(draw, ['de', 'en', 'fr', 'tr']);
  const meta = chance(draw, 92) ? `, "meta": {"lang": "${lang}", "n": ${draw(10)}}` : '';
  return `{"name": "${pick(draw, NAMES)}", "score": ${score}, "tag": "${tag}", "on": ${on}${meta}}`;
}

function dictJson(draw: Draw, depth: number): string {
  const keys = new Set(
    several(draw, [0, 5], () =>
      pick(draw, [word(draw), word(draw), 'name', 'items', '10', '2', 'a b', 'length', 'get', 'é']),
    ),
  );
  return `{${[...keys].map((key) => `${JSON.stringify(key)}: ${anyJson(draw, depth - 1)}`).join(', ')}}`;
}

function anyJson(draw: Draw, depth: number): string {
  if (depth <= 0 || chance(draw, 65)) return scalarJson(draw);
  if (chance(draw, 50)) return dictJson(draw, depth);
  return listJson(draw, [0, 4], () => anyJson(draw, depth - 1));
}

function treeJson(draw: Draw, depth: number): string {
  const kids = depth > 0 ? listJson(draw, [0, 2], () => treeJson(draw, depth - 1)) : '[]';
  return `{"t": ${JSON.stringify(word(draw))}, "kids": ${kids}}`;
}

export function jsonOf(draw: Draw, kind: Kind): string {
  switch (kind) {
    case 'str':
      return JSON.stringify(anyText(draw));
    case 'int':
      return intText(draw);
    case 'float':
      return floatText(draw);
    case 'bool':
      return pick(draw, ['true', 'false']);
    case 'none':
      return 'null';
    case 'strs':
      return listJson(draw, [0, 5], () =>
        JSON.stringify(chance(draw, 70) ? word(draw) : anyText(draw)),
      );
    case 'ints':
      return listJson(draw, [0, 5], () =>
        chance(draw, 85) ? String(between(draw, -4, 13)) : floatText(draw),
      );
    case 'records':
      return listJson(draw, [0, 5], () => recordJson(draw));
    case 'record':
      return recordJson(draw);
    case 'dict':
      return dictJson(draw, 2);
    case 'pairs':
      return listJson(draw, [0, 4], () => `[${JSON.stringify(word(draw))}, ${draw(12)}]`);
    case 'tree':
      return listJson(draw, [1, 2], () => treeJson(draw, 2));
    case 'mixed':
      return listJson(draw, [0, 5], () => anyJson(draw, 2));
  }
}

export const KINDS = Object.keys(COLUMNS) as readonly Kind[];

/** A row's columns: name and kind, and their JSON text. */
export function drawColumns(draw: Draw): { names: Map<string, Kind>; context: string } {
  const names = new Map<string, Kind>();
  const pieces: string[] = [];
  for (const kind of KINDS) {
    const count = chance(draw, kind === 'str' ? 95 : 70) ? (chance(draw, 25) ? 2 : 1) : 0;
    for (let i = 0; i < count; i += 1) {
      const name = pick(draw, COLUMNS[kind]);
      if (names.has(name)) continue;
      names.set(name, kind);
      pieces.push(`${JSON.stringify(name)}: ${jsonOf(draw, kind)}`);
    }
  }
  if (pieces.length === 0) return { names: new Map([['id', 'int']]), context: '{"id": 1}' };
  return { names, context: `{${pieces.join(', ')}}` };
}
