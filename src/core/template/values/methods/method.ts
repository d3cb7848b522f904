import { fail } from '../../render/templateFailure.js';
import type { BoundParameter } from '../bindArguments.js';
import type { Value } from '../pythonValue.js';
import { isInt, strOf, typeNameOf } from '../typeNames.js';

/** A method of type `T`: what it takes, and what it does with one value per parameter. */
export interface Method<T> {
  readonly parameters: readonly BoundParameter[];
  /** `partOf`: Python's `getattr`; undefined where there is nothing. */
  readonly run: (self: T, bound: readonly Value[], partOf: PartOf) => Value;
}

type PartOf = (target: Value, name: string) => Value;

export type Methods<T> = ReadonlyMap<string, Method<T>>;

/**
 * A method by its Python signature without `self`, e.g. `sep=None, maxsplit=-1` or
 * `old, new, count=-1, /`. Defaults are None, True, False, a whole number or a quoted str.
 */
export function method<T>(signature: string, run: Method<T>['run']): Method<T> {
  return { parameters: parametersOf(signature), run };
}

export function parametersOf(signature: string): readonly BoundParameter[] {
  const parameters: BoundParameter[] = [];
  let by: 'name' | undefined;
  for (const part of signature === '' ? [] : signature.split(', ')) {
    if (part === '/') parameters.splice(0, parameters.length, ...parameters.map(byPlace));
    else if (part === '*') by = 'name';
    else parameters.push(parameterOf(part, by));
  }
  return parameters;
}

function byPlace(parameter: BoundParameter): BoundParameter {
  return { ...parameter, by: 'place' };
}

function parameterOf(part: string, by: 'name' | undefined): BoundParameter {
  if (part.startsWith('**')) return { name: part.slice(2), rest: 'named' };
  if (part.startsWith('*')) return { name: part.slice(1), rest: 'positional' };
  const [name = part, otherwise] = part.split('=');
  return {
    name,
    ...(otherwise === undefined ? {} : { otherwise: constant(otherwise) }),
    ...(by ? { by } : {}),
  };
}

function constant(text: string): Value {
  if (text === 'None') return null;
  if (text === 'True' || text === 'False') return text === 'True';
  return text.startsWith("'") ? text.slice(1, -1) : Number(text);
}

/** An argument that must be a str. */
export function textArgument(value: Value, what: string): string {
  return strOf(value) ?? fail(`${what} wants a str, not ${typeNameOf(value)}`);
}

const BEYOND = 2 ** 63;

/** An argument that must be a whole number and, as in CPython, fit into 64 bits. */
export function wholeArgument(value: Value, what: string): number {
  const number = boundArgument(value, what);
  return Math.abs(number) < BEYOND || number === -BEYOND
    ? number
    : fail(`${what} gets a number that is too large`);
}

/** A whole number that says where to begin or end: any size will do. */
export function boundArgument(value: Value, what: string): number {
  if (typeof value === 'number') return value;
  if (isInt(value)) return Number(value);
  return fail(`${what} wants a whole number, not ${typeNameOf(value)}`);
}
