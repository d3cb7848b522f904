import type { DatasetFacts, ValueFacts, ValueKind } from '../../dataset/datasetFacts.js';
import type { Expression, ExpressionOf } from '../syntax/templateNode.js';
import { Float } from '../values/pythonValue.js';
import { filterShape } from './filterShape.js';
import { METHOD_DOCS, type MethodResult } from './methodDocs.js';
import type { Binding, Scope } from './scopeAt.js';
import {
  BOOL,
  FLOAT,
  INT,
  itemsOf,
  listOfShape,
  partShape,
  TEXT,
  tupleShape,
  UNKNOWN,
  type Shape,
  type ShapeKind,
} from './shape.js';

/** What names are known to an expression. */
export interface Known {
  readonly scope: Scope;
  readonly facts: DatasetFacts | undefined;
  /** Expressions gone through so far: a name may be made of itself. */
  readonly depth?: number;
}

const DEEPEST = 40;

export function shapeOf(expression: Expression, outer: Known): Shape {
  const depth = (outer.depth ?? 0) + 1;
  if (depth > DEEPEST) return UNKNOWN;
  const known = { ...outer, depth };
  switch (expression.kind) {
    case 'constant':
      return constantShape(expression);
    case 'name':
      return nameShape(expression.name, known);
    case 'attribute':
      return partShape(shapeOf(expression.target, known), expression.attribute.name);
    case 'item':
      return itemShape(expression, known);
    case 'list':
      return listOfShape(expression.items[0] ? shapeOf(expression.items[0], known) : UNKNOWN);
    case 'tuple':
      return tupleShape(expression.items.map((item) => shapeOf(item, known)));
    case 'dict':
      return dictShape(expression, known);
    case 'concat':
      return TEXT;
    case 'compare':
    case 'test':
      return BOOL;
    case 'unary':
      return expression.operator === 'not' ? BOOL : shapeOf(expression.operand, known);
    case 'binary':
      return binaryShape(expression, known);
    case 'conditional': {
      const then = shapeOf(expression.then, known);
      return then.kinds.length > 0 || !expression.otherwise
        ? then
        : shapeOf(expression.otherwise, known);
    }
    case 'call':
      return callShape(expression, known);
    case 'filter':
      return filterShape(expression, (part) => shapeOf(part, known));
    case 'slice':
    case 'missing':
      return UNKNOWN;
  }
}

export function nameShape(name: string, known: Known): Shape {
  const binding = known.scope.get(name);
  if (binding) return bindingShape(binding, known);
  const column = known.facts?.columns.find((candidate) => candidate.name === name);
  return column ? factsShape(column, column.name) : UNKNOWN;
}

export function bindingShape({ origin, scope }: Binding, { facts, depth = 0 }: Known): Shape {
  const inner = { scope, facts, depth: depth + 1 };
  switch (origin.from) {
    case 'items':
      return unpacked(itemsOf(shapeOf(origin.iterable, inner)), origin.path);
    case 'value':
      return unpacked(shapeOf(origin.value, inner), origin.path);
    case 'text':
      return TEXT;
    case 'loop':
      return { kinds: ['loop'], items: itemsOf(shapeOf(origin.iterable, inner)) };
    case 'parameter':
      return origin.otherwise ? shapeOf(origin.otherwise, inner) : UNKNOWN;
    case 'macro':
      return { kinds: ['macro'] };
    case 'caller':
    case 'template':
      return UNKNOWN;
  }
}

function factsShape(facts: ValueFacts, path: string): Shape {
  const kinds = (Object.keys(facts.kinds) as ValueKind[]).filter((kind) => facts.kinds[kind]);
  const { parts, items } = facts;
  return {
    kinds,
    facts,
    path,
    ...(items && { items: factsShape(items, `${path}[]`) }),
    ...(parts && {
      parts: new Map(parts.map((part) => [part.name, factsShape(part, `${path}.${part.name}`)])),
    }),
  };
}

function unpacked(shape: Shape, path: readonly number[]): Shape {
  return path.reduce<Shape>(
    (value, place) => value.places?.[place] ?? (value.places ? UNKNOWN : itemsOf(value)),
    shape,
  );
}

function itemShape({ target, index }: ExpressionOf<'item'>, known: Known): Shape {
  const shape = shapeOf(target, known);
  if (index.kind === 'slice') return shape;
  if (index.kind === 'constant') {
    if (typeof index.value === 'string') return partShape(shape, index.value);
    if (typeof index.value === 'number' && shape.places) {
      return shape.places.at(index.value) ?? UNKNOWN;
    }
  }
  if (shape.kinds.includes('dict')) return anyPart(shape);
  return itemsOf(shape);
}

/** Where the key is not known, dicts whose parts look alike still tell something. */
function anyPart(shape: Shape): Shape {
  const [first, ...others] = shape.parts?.values() ?? [];
  if (!first) return UNKNOWN;
  const alike = others.every(({ kinds }) => kinds.join() === first.kinds.join());
  return alike ? withoutFacts(first) : UNKNOWN;
}

/** Figures of one place say nothing of its siblings. */
function withoutFacts({ kinds, items, places, parts }: Shape): Shape {
  return { kinds, ...(items && { items }), ...(places && { places }), ...(parts && { parts }) };
}

function dictShape({ pairs }: ExpressionOf<'dict'>, known: Known): Shape {
  const parts = pairs.flatMap(({ key, value }): [string, Shape][] =>
    key.kind === 'constant' && typeof key.value === 'string'
      ? [[key.value, shapeOf(value, known)]]
      : [],
  );
  return { kinds: ['dict'], parts: new Map(parts) };
}

function binaryShape({ operator, left, right }: ExpressionOf<'binary'>, known: Known): Shape {
  const first = shapeOf(left, known);
  switch (operator) {
    case 'and':
      return shapeOf(right, known);
    case 'or':
      return first.kinds.length > 0 ? first : shapeOf(right, known);
    case '/':
      return FLOAT;
    case '%':
      return first.kinds.includes('text') ? TEXT : withoutFacts(first);
    default:
      return withoutFacts(first);
  }
}

function callShape({ callee, given }: ExpressionOf<'call'>, known: Known): Shape {
  if (callee.kind === 'name' && !known.scope.has(callee.name)) {
    const named = () =>
      given.named.map(({ name, value }) => [name, shapeOf(value, known)] as const);
    if (callee.name === 'range') return listOfShape(INT);
    if (callee.name === 'dict') return { kinds: ['dict'], parts: new Map(named()) };
    if (callee.name === 'namespace') return { kinds: ['namespace'], parts: new Map(named()) };
    return callee.name === 'lipsum' ? TEXT : UNKNOWN;
  }
  const target = callee.kind === 'attribute' ? callee.target : callee;
  const shape = shapeOf(target, known);
  if (callee.kind !== 'attribute') return shape.kinds.includes('macro') ? TEXT : UNKNOWN;
  const method = callee.attribute.name;
  for (const [kind, methods] of Object.entries(METHOD_DOCS)) {
    const found = shape.kinds.includes(kind as ShapeKind) ? methods.get(method) : undefined;
    if (!found) continue;
    const [key] = given.positional;
    if (method === 'get' && key?.kind === 'constant' && typeof key.value === 'string') {
      return partShape(shape, key.value);
    }
    return methodShape(found.result, shape);
  }
  return UNKNOWN;
}

function methodShape(result: MethodResult, target: Shape): Shape {
  switch (result) {
    case 'text':
      return TEXT;
    case 'int':
      return INT;
    case 'bool':
      return BOOL;
    case 'texts':
      return listOfShape(TEXT);
    case 'same':
      return target;
    case 'items':
      return itemsOf(target);
    case 'values':
      return listOfShape(anyPart(target));
    case 'pairs':
      return listOfShape(tupleShape([TEXT, anyPart(target)]));
    case 'none':
    case 'any':
      return UNKNOWN;
  }
}

function constantShape({ value }: ExpressionOf<'constant'>): Shape {
  if (value === null) return { kinds: ['null'] };
  if (typeof value === 'string') return TEXT;
  if (typeof value === 'boolean') return BOOL;
  return value instanceof Float ? FLOAT : INT;
}
