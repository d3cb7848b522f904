import type { ValueFacts, ValueKind } from '../../dataset/datasetFacts.js';

export type ShapeKind = ValueKind | 'tuple' | 'loop' | 'macro' | 'namespace' | 'template';

/** What a value looks like, as far as the data and the template show. */
export interface Shape {
  /** Empty: nothing is known. */
  readonly kinds: readonly ShapeKind[];
  /** Of values that come from the dataset as they are. */
  readonly facts?: ValueFacts;
  /** Name in the dataset: `turns`, `turns[].role`. */
  readonly path?: string;
  /** Of a list, or of whatever is looped over. */
  readonly items?: Shape;
  /** Of a tuple, by place. */
  readonly places?: readonly Shape[];
  /** Of a dict or namespace. */
  readonly parts?: ReadonlyMap<string, Shape>;
}

export const UNKNOWN: Shape = { kinds: [] };
export const TEXT: Shape = { kinds: ['text'] };
export const INT: Shape = { kinds: ['int'] };
export const FLOAT: Shape = { kinds: ['float'] };
export const BOOL: Shape = { kinds: ['bool'] };

export function listOfShape(items: Shape): Shape {
  return { kinds: ['list'], items };
}

export function tupleShape(places: readonly Shape[]): Shape {
  return { kinds: ['tuple'], places, ...(places[0] && { items: places[0] }) };
}

/** What a loop over the value gives: of a dict its keys, of a text its characters. */
export function itemsOf(shape: Shape): Shape {
  if (shape.items) return shape.items;
  return shape.kinds.includes('dict') || shape.kinds.includes('text') ? TEXT : UNKNOWN;
}

const LOOP_PARTS: Readonly<Record<string, Shape>> = {
  index: INT,
  index0: INT,
  revindex: INT,
  revindex0: INT,
  length: INT,
  depth: INT,
  depth0: INT,
  first: BOOL,
  last: BOOL,
};

export function partShape(target: Shape, name: string): Shape {
  if (target.kinds.includes('loop')) {
    const isItem = name === 'previtem' || name === 'nextitem';
    return LOOP_PARTS[name] ?? (isItem ? (target.items ?? UNKNOWN) : UNKNOWN);
  }
  const part = target.parts?.get(name);
  if (part) return part;
  const names = { grouper: 0, list: 1 } as const;
  const place = target.places && (names as Record<string, number>)[name];
  return place === undefined ? UNKNOWN : (target.places?.[place] ?? UNKNOWN);
}
