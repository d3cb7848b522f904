import { countWork } from '../../render/budget.js';
import { bindArguments } from '../bindArguments.js';
import { Callable, Dict, Float, Markup, TemplateObject, Tuple } from '../pythonValue.js';
import type { Value } from '../pythonValue.js';
import { RangeObject } from '../rangeObject.js';
import { TypeObject } from '../typeObject.js';
import { isInt, typeNameOf } from '../typeNames.js';
import { DICT_METHODS } from './dictMethods.js';
import { LIST_METHODS, TUPLE_METHODS } from './listMethods.js';
import { MARKUP_METHODS } from './markupMethods.js';
import type { Methods } from './method.js';
import { FLOAT_METHODS, INT_METHODS, floatPart, intPart } from './numberMethods.js';
import { RANGE_METHODS } from './rangeMethods.js';
import { STR_METHODS } from './strMethods.js';

/** A method (bound) or data attribute that Python's type of `target` has; undefined: none. */
export function methodOf(target: Value, name: string): Value {
  if (target instanceof Dict) return bound(DICT_METHODS, target, name);
  if (typeof target === 'string') return boundText(STR_METHODS, target, name);
  if (Array.isArray(target)) return bound(LIST_METHODS, target, name);
  if (target instanceof Markup) return boundText(MARKUP_METHODS, target.text, name);
  if (target instanceof Tuple) return bound(TUPLE_METHODS, target, name);
  if (target instanceof Float) return floatPart(target, name) ?? bound(FLOAT_METHODS, target, name);
  if (isInt(target)) {
    const value = typeof target === 'boolean' ? Number(target) : target;
    return intPart(value, name) ?? bound(INT_METHODS, value, name);
  }
  if (target instanceof RangeObject) return bound(RANGE_METHODS, target, name);
  return undefined;
}

/** What Python's `getattr` finds; undefined where there is nothing. */
export function ownPart(target: Value, name: string): Value {
  if (name === '__class__') return new TypeObject(typeNameOf(target));
  if (target instanceof TemplateObject) {
    const part = target.attribute(name);
    return part === undefined ? methodOf(target, name) : part;
  }
  if (target instanceof Tuple && target.names.length > 0) {
    const place = target.names.indexOf(name);
    if (place !== -1) return target.items[place];
  }
  return methodOf(target, name);
}

function bound<T>(methods: Methods<T>, self: T, name: string): Value {
  const method = methods.get(name);
  if (!method) return undefined;
  return new Callable(name, (given) =>
    method.run(self, bindArguments(`${name}()`, method.parameters, given), ownPart),
  );
}

/** A text is gone through by nearly every method of it. */
function boundText(methods: Methods<string>, self: string, name: string): Value {
  const method = methods.get(name);
  if (!method) return undefined;
  return new Callable(name, (given) => {
    countWork(self.length);
    return method.run(self, bindArguments(`${name}()`, method.parameters, given), ownPart);
  });
}
