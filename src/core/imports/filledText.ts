import { isJsonObject, type Json, type JsonObject } from '../json.js';

const NAME = /\{\{-?\s*([A-Za-z_]\w*(?:\.\w+)*)\s*(?:\|\s*safe\s*)?-?\}\}/g;

/**
 * A text with the names in it replaced by a row's values. Undefined where a tag does more than name a
 * value: that is a template, to be rendered for each row.
 */
export function filledText(text: string, values: JsonObject): string | undefined {
  if (!/\{[{%#]/.test(text)) return text;
  const filled = text.replace(NAME, '');
  if (/\{[{%#]/.test(filled)) return undefined;
  return text.replace(NAME, (_tag, path: string) => {
    const value = valueAt(values, path.split('.'));
    if (value === undefined || value === null) return '';
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
}

/** The only name in a text that is nothing else: `{{ answer }}`. */
export function onlyName(text: string): string | undefined {
  return /^\s*\{\{-?\s*([A-Za-z_]\w*)\s*(?:\|\s*safe\s*)?-?\}\}\s*$/.exec(text)?.[1];
}

function valueAt(values: JsonObject, path: readonly string[]): Json | undefined {
  let value: Json | undefined = values;
  for (const step of path) {
    if (!isJsonObject(value) || !Object.hasOwn(value, step)) return undefined;
    value = value[step];
  }
  return value;
}
