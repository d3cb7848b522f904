import { checkText } from '../render/budget.js';
import { fail } from '../render/templateFailure.js';
import { escaped } from '../values/markup.js';
import { methodOf } from '../values/methods/methodTable.js';
import { Markup, TemplateObject } from '../values/pythonValue.js';
import type { Value } from '../values/pythonValue.js';
import { textOf } from '../values/pythonText.js';
import { typeNameOf } from '../values/typeNames.js';

/** A str, or text that is not escaped again. */
export type Text = string | Markup;

/** MarkupSafe's `soft_str`: the text of any value, still `Markup` where it was. */
export function softText(value: Value): Text {
  return value instanceof Markup ? value : textOf(value);
}

/** `separator.join(parts)` for a str (plain text) or for `Markup` (parts are escaped). */
export function joinTexts(separator: Text, parts: readonly Value[]): Text {
  const isMarkup = separator instanceof Markup;
  const between = textOf(separator);
  let length = 0;
  const texts = parts.map((part) => {
    const text = isMarkup ? escaped(part).text : textOf(part);
    length += text.length + between.length;
    return text;
  });
  checkText(length);
  const text = texts.join(between);
  return isMarkup ? new Markup(text) : text;
}

/** `left + right`; `Markup` on one side escapes the other. */
export function plus(left: Text, right: Text): Text {
  if (left instanceof Markup || right instanceof Markup) {
    return new Markup(escaped(left).text + escaped(right).text);
  }
  checkText(left.length + right.length);
  return left + right;
}

const NONE_NAMED: ReadonlyMap<string, Value> = new Map();

/** Calls one of Python's str methods, e.g. `upper`; on `Markup` it gives `Markup`. */
export function callMethod(text: Text, name: string, ...args: readonly Value[]): Value {
  const method = methodOf(text, name);
  if (!(method instanceof TemplateObject) || !method.call) {
    return fail(`A ${typeNameOf(text)} has no method "${name}"`);
  }
  return method.call({ args, named: NONE_NAMED });
}
