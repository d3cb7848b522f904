import type { Kind } from './columns.js';
import { chance, pick, several } from './draw.js';
import { PIECES } from './literals.js';
import { loopStatement } from './loops.js';
import { callBlock, macroCall, macroDefinition } from './macros.js';
import {
  brokenOverLines,
  comment,
  expressionAt,
  inside,
  output,
  plainText,
  raw,
  tag,
  type Place,
} from './place.js';

export type StatementKind =
  | 'output'
  | 'if'
  | 'for'
  | 'set'
  | 'setBlock'
  | 'namespace'
  | 'with'
  | 'block'
  | 'autoescape'
  | 'filter'
  | 'macro'
  | 'call'
  | 'macroCall'
  | 'raw'
  | 'comment';

const LOCAL_NAMES = ['x', 'y', 'item', 'row', 'v', 'acc', 'z', 'head', 'name', 'tmp'];
const KINDS: readonly Kind[] = [
  'str',
  'int',
  'float',
  'strs',
  'ints',
  'bool',
  'dict',
  'mixed',
  'record',
  'str',
  'int',
];

export function localName(place: Place): string {
  return pick(place.draw, LOCAL_NAMES);
}

/** Texts and statements in a row, at most `depth` blocks deep. */
export function body(place: Place, kinds: readonly StatementKind[], depth: number): string {
  const parts = several(place.draw, [1, 3], () => {
    const text = chance(place.draw, 65) ? plainText(place) : '';
    return text + statement(place, kinds, depth);
  });
  return parts.join('') + (chance(place.draw, 50) ? plainText(place) : '');
}

export function statement(place: Place, kinds: readonly StatementKind[], depth: number): string {
  const { draw } = place;
  const kind = depth <= 0 || chance(draw, 30) ? 'output' : pick(draw, kinds);
  const inner = (at: Place = place) => body(at, kinds, depth - 1);
  switch (kind) {
    case 'output':
      return output(place, anyExpression(place));
    case 'if':
      return ifStatement(place, inner);
    case 'for':
      return loopStatement(place, inner);
    case 'set':
      return setStatement(place);
    case 'setBlock': {
      const name = localName(place);
      const filter = chance(draw, 35)
        ? ` | ${pick(draw, ['upper', 'trim', 'length', 'replace("a", "b")', 'upper | trim', 'title', 'indent(2)', 'e'])}`
        : '';
      const text = inner(inside(place, []));
      place.names.set(name, 'str');
      return `${tag(place, `set ${name}${filter}`)}${text}${tag(place, 'endset')}`;
    }
    case 'namespace':
      return namespaceStatement(place, inner);
    case 'with': {
      const kinds = several(draw, [0, 2], () => [localName(place), pick(draw, KINDS)] as const);
      const bindings = kinds.map(([name, of]) => `${name} = ${expressionAt(place, of)}`).join(', ');
      return `${tag(place, `with ${bindings}`.trim())}${inner(inside(place, kinds))}${tag(place, 'endwith')}`;
    }
    case 'block': {
      const name = `b${draw(1000)}`;
      const scoped = chance(draw, 25) ? ' scoped' : '';
      const again = chance(draw, 25)
        ? output(place, pick(draw, [`self.${name}()`, `self.${name}()|upper`, `[self.${name}()]`]))
        : '';
      // A block sees the template's names, not the loop's or macro's around it: some undefined ones.
      return `${tag(place, `block ${name}${scoped}`)}${inner(inside(place, []))}${tag(place, chance(draw, 30) ? `endblock ${name}` : 'endblock')}${again}`;
    }
    case 'autoescape': {
      const value = pick(draw, ['true', 'true', 'true', 'false', 'flag', '1']);
      return `${tag(place, `autoescape ${value}`)}${inner(inside(place, []))}${tag(place, 'endautoescape')}`;
    }
    case 'filter': {
      const filter = pick(draw, [
        'upper',
        'trim',
        'title',
        'indent(2)',
        "replace('a', 'b')",
        'e',
        'length',
        'reverse',
        'upper|trim',
        'truncate(9)',
        'wordcount',
        'striptags',
        'indent("> ", true)',
        'center(20)',
        'capitalize',
        'int',
        'list',
        'default("x", true)',
      ]);
      return `${tag(place, `filter ${filter}`)}${inner(inside(place, []))}${tag(place, 'endfilter')}`;
    }
    case 'macro':
      return macroDefinition(place, inner);
    case 'call':
      return callBlock(place, inner);
    case 'macroCall':
      return output(place, macroCall(place));
    case 'raw':
      return raw(place);
    case 'comment':
      return comment(place);
  }
}

function anyExpression(place: Place): string {
  const { draw } = place;
  if (place.macros.length > 0 && chance(draw, 35)) return macroCall(place);
  if (place.isInLoop && chance(draw, 25)) {
    return pick(draw, [
      'loop.index',
      'loop.index0',
      'loop.revindex',
      'loop.revindex0',
      'loop.first',
      'loop.last',
      'loop.length',
      'loop.depth',
      'loop.depth0',
      "loop.cycle('odd', 'even')",
      'loop.previtem',
      'loop.nextitem',
      "', ' if not loop.last",
      'loop.changed(loop.index)',
      "loop.nextitem|default('end')",
      'loop.previtem is defined',
    ]);
  }
  const local = [...place.names.keys()].slice(-6);
  if (chance(draw, 30) && local.length > 0) return pick(draw, local);
  return expressionAt(place, pick(draw, ['any', 'str', 'num', 'bool', 'list', 'str'] as const), 1);
}

function ifStatement(place: Place, inner: () => string): string {
  const { draw } = place;
  const condition = () =>
    chance(draw, 15)
      ? `${PIECES['undef']!(draw)}${pick(draw, ['', ' is defined', ' is not defined'])}`
      : expressionAt(place, pick(draw, ['bool', 'any', 'bool', 'str'] as const));
  const elifs = several(
    draw,
    [0, chance(draw, 30) ? 2 : 0],
    () => tag(place, `elif ${condition()}`) + inner(),
  );
  const otherwise = chance(draw, 45) ? tag(place, 'else') + inner() : '';
  return `${tag(place, `if ${condition()}`)}${inner()}${elifs.join('')}${otherwise}${tag(place, 'endif')}`;
}

function setStatement(place: Place): string {
  const { draw } = place;
  const kind = pick(draw, KINDS);
  const value = expressionAt(place, kind);
  if (chance(draw, 12)) {
    const [first, second] = [localName(place), localName(place)];
    const pair = pick(draw, [
      `${expressionAt(place, 'any')}, ${expressionAt(place, 'any')}`,
      expressionAt(place, 'mixed'),
      `(${value}, ${value})`,
    ]);
    place.names.set(first, 'str');
    return tag(place, `set ${first}, ${second} = ${pair}`);
  }
  const name = chance(draw, 80) ? localName(place) : pick(draw, [...place.names.keys()]);
  const again = chance(draw, 15) ? `${name}|default(${value})` : value;
  place.names.set(name, kind);
  return tag(place, `set ${name} = ${brokenOverLines(place, again)}`);
}

function namespaceStatement(place: Place, inner: () => string): string {
  const { draw } = place;
  const first = tag(
    place,
    `set ns = namespace(${pick(draw, ['total=0', 'total=0, found=false', "total='', items=[]", 'total=none'])})`,
  );
  const list = expressionAt(place, 'ints');
  const change = tag(
    place,
    `set ns.${pick(draw, ['total', 'total', 'extra', 'items'])} = ${pick(draw, ['ns.total + v', 'v', '[ns.total, v]', 'ns.total ~ v', 'loop.index', expressionAt(place, 'any')])}`,
  );
  const condition = chance(draw, 40) ? [tag(place, 'if v'), tag(place, 'endif')] : ['', ''];
  const loop = `${tag(place, `for v in ${list}`)}${condition[0]}${change}${condition[1]}${tag(place, 'endfor')}`;
  const block = chance(draw, 15)
    ? `${tag(place, 'set ns.text')}${inner()}${tag(place, 'endset')}${output(place, 'ns.text')}`
    : '';
  return `${first}${loop}${output(place, pick(draw, ['ns.total', 'ns.total', 'ns.extra', 'ns', "ns['total']", 'ns.items', 'ns.nope', 'ns.total|string']))}${block}`;
}
