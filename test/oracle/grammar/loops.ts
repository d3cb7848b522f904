import type { Kind } from './columns.js';
import { chance, pick } from './draw.js';
import { expressionAt, inside, output, plainText, tag, type Place } from './place.js';

const ITEM_KINDS: Partial<Record<Kind, Kind>> = {
  strs: 'str',
  ints: 'int',
  records: 'record',
  mixed: 'int',
  str: 'str',
  dict: 'str',
};

/** A `for` in one of its forms, its body written by `inner`. */
export function loopStatement(place: Place, inner: (at: Place) => string): string {
  const { draw } = place;
  if (chance(draw, 10)) return treeLoop(place);
  if (chance(draw, 15)) return pairLoop(place, inner);
  const kind = pick(draw, ['strs', 'ints', 'records', 'records', 'mixed', 'str', 'dict'] as const);
  const name = pick(draw, ['x', 'i', 'item', 'r', 'it', 'row']);
  const list = pick(draw, [
    () => expressionAt(place, kind),
    () => expressionAt(place, kind),
    () =>
      `${expressionAt(place, kind)}|${pick(draw, ['sort', 'reverse', 'list', 'unique', 'batch(2)', 'slice(2)', 'map("string")', 'select'])}`,
    () => `range(${pick(draw, ['3', '5', '1, 4', '0', '6, 0, -2', '2'])})`,
    () =>
      pick(draw, [
        "'abc'",
        '[1, 2, 3]',
        '(1, "two")',
        'nope',
        '[]',
        "1, 'b', none",
        '{}',
        '[[1, 2], [3]]',
      ]),
  ])();
  const item = inside(place, [[name, ITEM_KINDS[kind] ?? 'int']], true);
  const condition = chance(draw, 22)
    ? ` if ${pick(draw, [name, `${name} is string`, `${name} is not none`, `${name} is odd`, `${name} != 2`, `loop.index`, expressionAt(inside(item, [], place.isInLoop), 'bool')])}`
    : '';
  const recursive = chance(draw, 6) ? ' recursive' : '';
  const changed = chance(draw, 8)
    ? `${tag(place, `if loop.changed(${name})`)}*${tag(place, 'endif')}`
    : '';
  const otherwise = chance(draw, 25)
    ? tag(place, 'else') + (chance(draw, 60) ? 'none' : inner(inside(place, [])))
    : '';
  return `${tag(place, `for ${name} in ${list}${condition}${recursive}`)}${changed}${inner(item)}${otherwise}${tag(place, 'endfor')}`;
}

function pairLoop(place: Place, inner: (at: Place) => string): string {
  const { draw } = place;
  const [list, first, second] = pick<readonly [string, Kind, Kind]>(draw, [
    [`${expressionAt(place, 'dict')}.items()`, 'str', 'int'],
    [`${expressionAt(place, 'dict')}|items`, 'str', 'str'],
    [`${expressionAt(place, 'dict')}|dictsort`, 'str', 'str'],
    [`${expressionAt(place, 'records')}|groupby('tag')`, 'str', 'records'],
    [expressionAt(place, 'pairs'), 'str', 'int'],
    ['[(1, 2), (3, 4)]', 'int', 'int'],
    ['[(1, (2, 3))]', 'int', 'mixed'],
    [expressionAt(place, 'mixed'), 'int', 'int'],
    [`${expressionAt(place, 'strs')}|map('list')`, 'str', 'str'],
  ]);
  const target = chance(draw, 90) ? 'k, v' : pick(draw, ['(k, v)', 'k, (v, w)', 'k, v, w', 'k,']);
  const at = inside(
    place,
    [
      ['k', first],
      ['v', second],
    ],
    true,
  );
  return `${tag(place, `for ${target} in ${list}`)}${plainText(place)}${output(place, pick(draw, ['k', 'v', 'k ~ v', 'loop.index ~ k']))}${inner(at)}${tag(place, 'endfor')}`;
}

function treeLoop(place: Place): string {
  const { draw } = place;
  const tree = expressionAt(place, 'tree', 0);
  const label = pick(draw, [
    'n.t',
    "'  ' * loop.depth0 ~ n.t",
    'loop.depth ~ n.t',
    'loop.index ~ n.t',
    'n.t|upper',
    'loop.length',
  ]);
  const again = pick(draw, [
    'loop(n.kids)',
    'loop(n.kids)',
    'loop(n.kids)|upper',
    "'(' ~ loop(n.kids) ~ ')'",
    '[loop(n.kids)]',
    'loop(n.kids)|indent',
    'loop(n.nope)',
    'loop()',
  ]);
  const call = output(place, again);
  const guarded = chance(draw, 70)
    ? `${tag(place, 'if n.kids')}${call}${tag(place, 'endif')}`
    : call;
  const otherwise = chance(draw, 20) ? `${tag(place, 'else')}leaf` : '';
  return `${tag(place, `for n in ${tree} recursive`)}${plainText(place)}${output(place, label)}${guarded}${otherwise}${tag(place, 'endfor')}`;
}
