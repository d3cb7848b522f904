import { bindArguments } from '../bindArguments.js';
import { Callable, Dict, Markup, Tuple } from '../pythonValue.js';
import type { Value } from '../pythonValue.js';
import { DICT_METHODS } from './dictMethods.js';
import { LIST_METHODS, TUPLE_METHODS } from './listMethods.js';
import type { Methods } from './method.js';
import { STR_METHODS } from './strMethods.js';

/** A method (bound) or data attribute that Python's type of `target` has; undefined: none. */
export function methodOf(target: Value, name: string): Value {
  if (typeof target === 'string') return bound(STR_METHODS, target, name);
  if (target instanceof Markup) return bound(STR_METHODS, target.text, name);
  if (target instanceof Dict) return bound(DICT_METHODS, target, name);
  if (Array.isArray(target)) return bound(LIST_METHODS, target, name);
  if (target instanceof Tuple) return bound(TUPLE_METHODS, target, name);
  return undefined;
}

function bound<T>(methods: Methods<T>, self: T, name: string): Value {
  const method = methods.get(name);
  if (!method) return undefined;
  return new Callable(name, (given) =>
    method.run(self, bindArguments(`${name}()`, method.parameters, given)),
  );
}
