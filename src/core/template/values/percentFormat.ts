import { checkText } from '../render/budget.js';
import { fail } from '../render/templateFailure.js';
import { Float, Tuple } from './pythonValue.js';
import type { Value } from './pythonValue.js';
import { reprOf, textOf } from './pythonText.js';
import { isNumeric, strOf, typeNameOf } from './typeNames.js';

const PLACE = /%(?:([-0]?)(\d{0,9})(?:\.(\d{1,3}))?([srdif%]))?/g;

/** `'%s of %d' % values`. */
export function percentFormat(template: Value, given: Value): Value {
  const values = given instanceof Tuple ? [...given.items] : [given];
  const text = (strOf(template) ?? '').replace(PLACE, (...match: (string | undefined)[]) => {
    const [, flag = '', width = '', precision, letter] = match;
    if (letter === undefined) return fail('A "%" in the format is followed by no conversion');
    if (letter === '%') return '%';
    if (values.length === 0) fail('There are fewer values than places in the format');
    const part = converted(values.shift(), letter, precision);
    checkText(Number(width));
    if (flag === '-') return part.padEnd(Number(width));
    return part.padStart(Number(width), flag === '0' ? '0' : ' ');
  });
  if (values.length > 0 && given instanceof Tuple) fail('There are more values than places');
  return text;
}

function converted(value: Value, letter: string, precision: string | undefined): string {
  if (letter === 's')
    return textOf(value).slice(0, precision === undefined ? undefined : Number(precision));
  if (letter === 'r') return reprOf(value);
  if (!isNumeric(value)) return fail(`%${letter} wants a number, not ${typeNameOf(value)}`);
  const number = value instanceof Float ? value.value : Number(value);
  if (letter === 'f') return number.toFixed(Math.min(100, Number(precision ?? 6)));
  return value instanceof Float ? Math.trunc(value.value).toString() : BigInt(value).toString();
}
