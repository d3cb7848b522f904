import { readFileSync } from 'node:fs';
import type { Kind } from './columns.js';
import { chance, pick, several, type Draw } from './draw.js';
import { PIECES, floatLiteral, intLiteral, stringLiteral } from './literals.js';

/** What an expression gives: a column's kind, or one of these unions. */
export type Result = Kind | 'any' | 'num' | 'list' | 'seq';

export interface Macro {
  readonly name: string;
  readonly parameters: readonly string[];
}

/** What a template's place sees. Inner scopes copy the outer one. */
export interface Scope {
  readonly names: ReadonlyMap<string, Kind>;
  readonly macros: readonly Macro[];
  readonly isInLoop: boolean;
}

type Productions = Partial<Record<string, readonly string[]>>;

const GROUPS = [
  'output',
  'lookup',
  'undefined',
  'str-methods',
  'collections',
  'slices',
  'arithmetic',
  'compare',
  'tests',
  'filters',
  'filters-seq',
  'globals',
  'literals',
  'text',
] as const;
export type ExpressionGroup = (typeof GROUPS)[number];
export const EXPRESSION_GROUPS: readonly ExpressionGroup[] = GROUPS;

/**
 * Reads `productions/<group>.txt`: under `== kind` one expression of that kind a line. `$str`,
 * `$num`, … in it stand for any expression of that kind, other `$` words for a piece of literals.ts,
 * ⏎ for a newline.
 */
function productionsOf(group: string): Productions {
  const text = readFileSync(new URL(`productions/${group}.txt`, import.meta.url), 'utf8');
  const sections = text.split(/^== /mu).slice(1);
  return Object.fromEntries(
    sections.map((section) => {
      const [kind = '', ...lines] = section.split('\n');
      return [kind, lines.filter((line) => line !== '').map((line) => line.replaceAll('⏎', '\n'))];
    }),
  );
}

const BY_GROUP = Object.fromEntries(GROUPS.map((group) => [group, productionsOf(group)]));
const GENERAL = pooled(GROUPS.filter((group) => group !== 'undefined' && group !== 'literals'));

function pooled(groups: readonly ExpressionGroup[]): Record<string, readonly string[]> {
  const pool: Record<string, string[]> = {};
  for (const group of groups) {
    for (const [kind, list] of Object.entries(BY_GROUP[group]!)) (pool[kind] ??= []).push(...list!);
  }
  return pool;
}

const UNIONS: Partial<Record<Result, readonly Kind[]>> = {
  num: ['int', 'float', 'int', 'float', 'bool'],
  list: ['strs', 'ints', 'records', 'mixed', 'pairs', 'ints', 'strs'],
  seq: ['strs', 'ints', 'records', 'dict', 'str', 'mixed'],
  any: [
    'str',
    'int',
    'float',
    'bool',
    'none',
    'strs',
    'ints',
    'record',
    'dict',
    'records',
    'mixed',
    'str',
  ],
};

const SOURCES: Partial<Record<Result, readonly string[]>> = {
  int: ['num', 'int'],
  float: ['num'],
  strs: ['strs', 'list'],
  ints: ['list'],
  mixed: ['list'],
  num: ['num', 'int'],
  list: ['list', 'strs'],
  seq: ['list', 'str', 'strs'],
};

/** An expression of the kind, up to `depth` productions deep. */
export function expression(draw: Draw, scope: Scope, kind: Result, depth: number): string {
  const wanted = chance(draw, 3) ? 'any' : kind;
  if (depth <= 0 || chance(draw, 45)) return leaf(draw, scope, wanted);
  const from = SOURCES[wanted] ?? (GENERAL[wanted] === undefined ? [] : [wanted]);
  if (from.length === 0) return leaf(draw, scope, wanted);
  const choices = GENERAL[pick(draw, from)];
  return choices === undefined
    ? leaf(draw, scope, wanted)
    : fill(draw, scope, pick(draw, choices), depth);
}

/** An expression of the group at the top, of any group below. */
export function groupExpression(
  draw: Draw,
  scope: Scope,
  group: ExpressionGroup,
  depth: number,
): string {
  const table = BY_GROUP[group]!;
  const all = Object.values(table).flatMap((list) => list ?? []);
  return fill(draw, scope, pick(draw, all), depth);
}

/** Puts expressions and pieces in the place of a production's `$` words. */
export function fill(draw: Draw, scope: Scope, production: string, depth: number): string {
  return production.replace(/\$([a-z]+(?:_text|name|body|0)?)/gu, (_, word: string, at: number) => {
    const piece = PIECES[word];
    if (piece !== undefined) return piece(draw);
    // The words are those of the tables; another one fails loudly in `leaf`.
    const inner = expression(draw, scope, word as Result, depth - 1);
    const isArgument = /[(,[:]\s?$/u.test(production.slice(0, at));
    if (isAtomic(inner) || chance(draw, isArgument ? 75 : 12)) return inner;
    return `(${inner})`;
  });
}

function isAtomic(source: string): boolean {
  return /^(?:[\p{L}\d_.]+|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")$/su.test(source);
}

function leaf(draw: Draw, scope: Scope, kind: Result): string {
  const union = UNIONS[kind];
  const exact = union === undefined ? (kind as Kind) : pick(draw, union);
  const named = [...scope.names].filter(([, held]) => held === exact);
  if (named.length > 0 && chance(draw, 62)) return pick(draw, named)[0];
  if (scope.isInLoop && exact === 'int' && chance(draw, 30)) {
    return pick(draw, ['loop.index', 'loop.index0', 'loop.revindex', 'loop.length', 'loop.depth']);
  }
  if (scope.isInLoop && exact === 'bool' && chance(draw, 40))
    return pick(draw, ['loop.first', 'loop.last']);
  return literal(draw, exact);
}

function literal(draw: Draw, kind: Kind): string {
  const list = (item: () => string) => `[${several(draw, [0, 4], item).join(', ')}]`;
  const scalar = () =>
    literal(draw, pick(draw, ['str', 'int', 'float', 'bool', 'none', 'int', 'str']));
  switch (kind) {
    case 'str':
      return stringLiteral(draw);
    case 'int':
      return intLiteral(draw);
    case 'float':
      return floatLiteral(draw);
    case 'bool':
      return pick(draw, ['true', 'false', 'True', 'False']);
    case 'none':
      return pick(draw, ['none', 'None']);
    case 'strs':
      return list(() => stringLiteral(draw));
    case 'ints':
      return list(() => intLiteral(draw));
    case 'mixed':
      return chance(draw, 75) ? list(scalar) : `(${several(draw, [2, 3], scalar).join(', ')})`;
    case 'pairs':
      return list(() => `(${stringLiteral(draw)}, ${intLiteral(draw)})`);
    case 'record':
      return `{'name': ${stringLiteral(draw)}, 'score': ${intLiteral(draw)}, 'tag': 'red', 'on': true, 'meta': {'lang': 'de', 'n': 2}}`;
    case 'records':
      return list(() => literal(draw, 'record'));
    case 'tree':
      return `[{'t': 'a', 'kids': [{'t': 'b', 'kids': []}]}]`;
    case 'dict':
      return `{${several(draw, [0, 3], () => `${stringLiteral(draw)}: ${scalar()}`).join(', ')}}`;
  }
}
