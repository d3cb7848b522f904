import { checkText } from '../../render/budget.js';
import type { Budget } from '../../render/budget.js';
import { fail } from '../../render/templateFailure.js';
import { floatText, intText } from '../../values/pythonText.js';
import { Dict, Float, Markup, Tuple } from '../../values/pythonValue.js';
import type { Value } from '../../values/pythonValue.js';
import { sortedBy } from '../../values/sorted.js';
import { isInt, strOf, typeNameOf } from '../../values/typeNames.js';
import { needed, optional } from '../builtin.js';
import type { Builtin } from '../builtin.js';

const UNSAFE: ReadonlyMap<string, string> = new Map([
  ['<', '\\u003c'],
  ['>', '\\u003e'],
  ['&', '\\u0026'],
  ["'", '\\u0027'],
]);

interface Writer {
  text: string;
  /** The length at which it is looked at again whether the text has become too long. */
  nextCheck: number;
  /** null: all on one line. */
  readonly indent: string | null;
  readonly open: Value[];
  readonly budget: Budget;
}

function put(writer: Writer, text: string): void {
  writer.text += text;
  if (writer.text.length > writer.nextCheck) {
    checkText(writer.text.length);
    writer.nextCheck = writer.text.length * 1.5;
  }
}

function write(writer: Writer, value: Value): void {
  writer.budget.step();
  const scalar = scalarText(value);
  if (scalar !== undefined) put(writer, scalar);
  else if (Array.isArray(value)) writeList(writer, value, value);
  else if (value instanceof Tuple) writeList(writer, value, value.items);
  else if (value instanceof Dict) writeDict(writer, value);
  else fail(`A value of type ${typeNameOf(value)} can't be written as JSON`);
}

function scalarText(value: Value): string | undefined {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number' || typeof value === 'bigint') return intText(value);
  if (value instanceof Float) return jsonFloat(value.value);
  const text = strOf(value);
  return text === undefined ? undefined : jsonString(text);
}

function jsonFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  return floatText(value);
}

function jsonString(text: string): string {
  checkText(text.length);
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function writeList(writer: Writer, container: Value, items: readonly Value[]): void {
  bracketed(writer, container, {
    brackets: '[]',
    count: items.length,
    member: (index) => write(writer, items[index]),
  });
}

function writeDict(writer: Writer, dict: Dict): void {
  const keys = sortedBy(
    Array.from(dict.entries.values(), ({ key }) => key),
    null,
    'up',
  );
  const entries = new Map(Array.from(dict.entries.values(), ({ key, value }) => [key, value]));
  bracketed(writer, dict, {
    brackets: '{}',
    count: keys.length,
    member(index) {
      put(writer, `${jsonString(keyText(keys[index]))}: `);
      write(writer, entries.get(keys[index]));
    },
  });
}

function keyText(key: Value): string {
  const text = strOf(key);
  if (text !== undefined) return text;
  if (key === null || isInt(key) || key instanceof Float) return scalarText(key) ?? '';
  return fail(`A key of type ${typeNameOf(key)} can't be written as JSON`);
}

interface Members {
  readonly brackets: '[]' | '{}';
  readonly count: number;
  readonly member: (index: number) => void;
}

function bracketed(writer: Writer, container: Value, { brackets, count, member }: Members): void {
  if (count === 0) {
    put(writer, brackets);
    return;
  }
  if (writer.open.includes(container)) fail('A value that holds itself has no JSON');
  writer.open.push(container);
  writer.budget.enter();
  put(writer, brackets.charAt(0));
  for (let index = 0; index < count; index += 1) {
    if (index > 0) put(writer, writer.indent === null ? ', ' : ',');
    newLine(writer);
    member(index);
  }
  writer.budget.leave();
  writer.open.pop();
  newLine(writer);
  put(writer, brackets.charAt(1));
}

/** Begins a line inside the containers that are open. */
function newLine(writer: Writer): void {
  if (writer.indent === null) return;
  checkText(writer.indent.length * writer.open.length);
  put(writer, `\n${writer.indent.repeat(writer.open.length)}`);
}

/** Python's `json.dumps` with sorted keys, ASCII only, and safe inside HTML. */
function jsonOf(value: Value, indent: Value, budget: Budget): Markup {
  // Python does not even look at the indent of a text.
  const isText = strOf(value) !== undefined;
  const writer: Writer = {
    text: '',
    nextCheck: 65_536,
    indent: isText ? null : indentText(indent),
    open: [],
    budget,
  };
  write(writer, value);
  return new Markup(
    writer.text.replace(/[<>&']/g, (character) => UNSAFE.get(character) ?? character),
  );
}

function indentText(indent: Value): string | null {
  if (indent === null) return null;
  const text = strOf(indent);
  if (text !== undefined) return text;
  if (!isInt(indent)) return fail(`tojson needs a number of spaces, not ${typeNameOf(indent)}`);
  const count = Math.max(0, Number(indent));
  checkText(count);
  return ' '.repeat(count);
}

export const TO_JSON: Builtin = {
  name: 'tojson',
  parameters: [needed('value'), optional('indent', null)],
  run: ([value, indent], { budget }) => jsonOf(value, indent, budget),
};
