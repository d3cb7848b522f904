import type { Arguments, Expression, ExpressionOf } from '../syntax/templateNode.js';
import {
  FLOAT,
  INT,
  itemsOf,
  listOfShape,
  partShape,
  TEXT,
  tupleShape,
  UNKNOWN,
  type Shape,
} from './shape.js';

const SAME = new Set('list sort unique reverse select reject selectattr rejectattr'.split(' '));
const ITEM = new Set('first last random min max'.split(' '));
const COUNTS = new Set('length count int wordcount'.split(' '));
const FLOATS = new Set('float round'.split(' '));

/** What a filter makes of its target. */
export function filterShape(
  { target: filtered, filter: { name }, given }: ExpressionOf<'filter'>,
  shapeOf: (part: Expression) => Shape,
): Shape {
  const target = filtered ? shapeOf(filtered) : TEXT;
  if (ITEM.has(name)) return itemsOf(target);
  if (COUNTS.has(name)) return INT;
  if (FLOATS.has(name)) return FLOAT;
  if (SAME.has(name)) {
    return target.kinds.includes('list') ? target : listOfShape(itemsOf(target));
  }
  switch (name) {
    case 'default':
    case 'd': {
      const [otherwise] = given.positional;
      return target.kinds.length > 0 || !otherwise ? target : shapeOf(otherwise);
    }
    case 'map':
      return mapShape(given, target);
    case 'groupby': {
      const attribute = attributeOf(given);
      const group = attribute === undefined ? UNKNOWN : pathShape(itemsOf(target), attribute);
      return listOfShape(tupleShape([group, listOfShape(itemsOf(target))]));
    }
    case 'batch':
    case 'slice':
      return listOfShape(listOfShape(itemsOf(target)));
    case 'items':
    case 'dictsort':
      return listOfShape(tupleShape([TEXT, UNKNOWN]));
    case 'attr': {
      const [attribute] = given.positional;
      const value = attribute?.kind === 'constant' ? attribute.value : undefined;
      return typeof value === 'string' ? partShape(target, value) : UNKNOWN;
    }
    case 'abs':
      return target;
    case 'sum':
      return UNKNOWN;
    default:
      return TEXT;
  }
}

function mapShape(given: Arguments, target: Shape): Shape {
  const attribute = given.named.find(({ name }) => name === 'attribute')?.value;
  if (attribute?.kind === 'constant' && typeof attribute.value === 'string') {
    return listOfShape(pathShape(itemsOf(target), attribute.value));
  }
  const [filter] = given.positional;
  if (filter?.kind !== 'constant' || typeof filter.value !== 'string') return listOfShape(UNKNOWN);
  if (COUNTS.has(filter.value)) return listOfShape(INT);
  if (SAME.has(filter.value) || filter.value === 'abs') return target;
  return listOfShape(ITEM.has(filter.value) ? itemsOf(itemsOf(target)) : TEXT);
}

function attributeOf({ positional, named }: Arguments): string | undefined {
  const value = named.find(({ name }) => name === 'attribute')?.value ?? positional[0];
  return value?.kind === 'constant' && typeof value.value === 'string' ? value.value : undefined;
}

/** `author.name` as `map(attribute='author.name')` goes through it. */
function pathShape(shape: Shape, path: string): Shape {
  return path
    .split('.')
    .reduce((value, step) => (/^\d+$/.test(step) ? itemsOf(value) : partShape(value, step)), shape);
}
