import { fail } from '../../render/templateFailure.js';
import { dictGet, dictHas } from '../dictKeys.js';
import { formatted } from '../formatSpec.js';
import { itemWithin } from '../itemWithin.js';
import { escapedText } from '../markup.js';
import { Dict, Markup, Tuple } from '../pythonValue.js';
import type { Value } from '../pythonValue.js';
import { formatText } from '../strFormat.js';
import type { FormatSource } from '../strFormat.js';
import { reprOf } from '../pythonText.js';
import { method } from './method.js';
import type { Method } from './method.js';

/** `format` and `format_map`, of a str or (escaping what they are given) of Markup. */
export function formattingMethods(
  style: Pick<FormatSource, 'write' | 'numbersBareOnly'>,
): readonly (readonly [string, Method<string>])[] {
  return [
    [
      'format',
      method('*args, **kwargs', (text, [args, named], partOf) =>
        formatText(text, { ...given(args, named), ...style, partOf }),
      ),
    ],
    [
      'format_map',
      method('mapping, /', (text, [mapping], partOf) =>
        formatText(text, {
          partOf,
          byPlace: () => fail('format_map() has no values by place'),
          byName: (name) => itemWithin(mapping, name),
          ...style,
        }),
      ),
    ],
  ];
}

function given(args: Value, named: Value): Pick<FormatSource, 'byPlace' | 'byName'> {
  const items = args instanceof Tuple ? args.items : [];
  return {
    byPlace: (index) =>
      index < items.length
        ? items[index]
        : fail(`A format asks for value ${index + 1}, but only ${items.length} are given`),
    byName: (name) =>
      named instanceof Dict && dictHas(named, name)
        ? dictGet(named, name)
        : fail(`A format asks for a value ${reprOf(name)} that is not given`),
  };
}

export const PLAIN_STYLE = { write: formatted };

/** Markup's `format` escapes what is not Markup, and has its own way of numbering fields. */
export const ESCAPING_STYLE = { write: writeEscaped, numbersBareOnly: true };

function writeEscaped(value: Value, spec: string): string {
  if (!(value instanceof Markup)) return escapedText(formatted(value, spec));
  return spec === '' ? value.text : fail(`Markup has no format "${spec}"`);
}
