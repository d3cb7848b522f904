import { checkText } from '../render/budget.js';
import { Markup } from './pythonValue.js';
import type { Value } from './pythonValue.js';
import { textOf } from './pythonText.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  "'": '&#39;',
  '"': '&#34;',
};

/** Text as `markupsafe.escape` writes it. */
export function escapedText(text: string): string {
  if (!/[&<>'"]/.test(text)) return text;
  checkText(text.length);
  return text.replace(/[&<>'"]/g, (character) => ENTITIES[character] ?? character);
}

/** `markupsafe.escape`: Markup stays as it is, anything else is printed and escaped. */
export function escaped(value: Value): Markup {
  return value instanceof Markup ? value : new Markup(escapedText(textOf(value)));
}

/** Jinja2's `~` inside `{% autoescape true %}`: Markup escapes the parts beside it. */
export function markupConcatenated(values: readonly Value[]): Value {
  if (!values.some((value) => value instanceof Markup)) return values.map(textOf).join('');
  return new Markup(values.map((value) => escaped(value).text).join(''));
}
