import type { RenderContext } from '../render/renderContext.js';
import { lowerCased } from '../values/letterCase.js';
import { Markup, integer } from '../values/pythonValue.js';
import type { Value } from '../values/pythonValue.js';
import { strOf } from '../values/typeNames.js';

/**
 * The parts of an `attribute` argument: `'a.0.b'` is a, then item 0, then b; a number is one item;
 * None is the value itself.
 */
export function attributePath(attribute: Value): readonly Value[] {
  if (attribute === null) return [];
  const text = strOf(attribute);
  return text === undefined ? [attribute] : textPath(text);
}

/** The paths of an `attribute` that may name several, separated by commas. */
export function attributePaths(attribute: Value): readonly (readonly Value[])[] {
  const text = strOf(attribute);
  return text === undefined ? [attributePath(attribute)] : text.split(',').map(textPath);
}

function textPath(text: string): Value[] {
  return text.split('.').map((part) => (/^\d+$/.test(part) ? integer(BigInt(part)) : part));
}

/** Follows a path; `otherwise` (unless None) takes the place of what is undefined on the way. */
export function partAt(
  value: Value,
  path: readonly Value[],
  { item }: Pick<RenderContext, 'item'>,
  otherwise: Value = null,
): Value {
  let found = value;
  for (const part of path) {
    found = item(found, part);
    if (found === undefined && otherwise !== null) found = otherwise;
  }
  return found;
}

/** A text in lower case, for comparing without its case; anything else as it is. */
export function withoutCase(value: Value): Value {
  if (typeof value === 'string') return lowerCased(value);
  return value instanceof Markup ? new Markup(lowerCased(value.text)) : value;
}
