import { SPACES } from '../../values/characterKinds.js';
import { checkText, countWork } from '../../render/budget.js';
import type { Budget } from '../../render/budget.js';
import { fail } from '../../render/templateFailure.js';
import { pointCount } from '../../values/codePoints.js';
import { orderOf } from '../../values/compare.js';
import { Dict, Tuple } from '../../values/pythonValue.js';
import type { Value } from '../../values/pythonValue.js';
import { reprOf } from '../../values/pythonText.js';
import { typeNameOf } from '../../values/typeNames.js';
import { needed } from '../builtin.js';
import type { Builtin } from '../builtin.js';
import { linesWithEnds } from '../../values/textLines.js';

const WIDTH = 80;

interface Printer {
  readonly parts: string[];
  /** Containers being written. */
  readonly open: Value[];
  readonly budget: Budget;
}

/** Where a value stands: its column, and how much must fit behind it on its last line. */
interface Position {
  readonly indent: number;
  readonly allowance: number;
  /** Nothing stands around the value. */
  readonly isOuter: boolean;
}

/** Python's `pprint.pformat`: on one line where it fits into 80 columns, dicts sorted by key. */
function prettyText(value: Value, budget: Budget): string {
  const printer: Printer = { parts: [], open: [], budget };
  print(printer, value, { indent: 0, allowance: 0, isOuter: true });
  return printer.parts.join('');
}

function print(printer: Printer, value: Value, position: Position): void {
  const line = sortedRepr(value, printer);
  countWork(line.length);
  const isLong = line.length > WIDTH - position.indent - position.allowance;
  if (!isLong || pointCount(line) <= WIDTH - position.indent - position.allowance) {
    printer.parts.push(line);
  } else if (typeof value === 'string') printText(printer, value, position);
  else if (value instanceof Dict) printDict(printer, value, position);
  else if (Array.isArray(value)) printItems(printer, value, { ...position, brackets: ['[', ']'] });
  else if (isPlainTuple(value)) {
    const closing = value.items.length === 1 ? ',)' : ')';
    printItems(printer, value, { ...position, brackets: ['(', closing] });
  } else printer.parts.push(line);
}

function isPlainTuple(value: Value): value is Tuple {
  return value instanceof Tuple && value.names.length === 0;
}

interface Bracketed extends Position {
  readonly brackets: readonly [string, string];
}

function printItems(printer: Printer, container: Tuple | Value[], at: Bracketed): void {
  const items = container instanceof Tuple ? container.items : container;
  const [opening, closing] = at.brackets;
  printer.open.push(container);
  printer.parts.push(opening);
  items.forEach((item, index) => {
    if (index > 0) newLine(printer, ',', at.indent + 1);
    const isLast = index === items.length - 1;
    print(printer, item, {
      indent: at.indent + 1,
      allowance: isLast ? at.allowance + closing.length : 1,
      isOuter: false,
    });
  });
  printer.parts.push(closing);
  printer.open.pop();
}

function printDict(printer: Printer, dict: Dict, { indent, allowance }: Position): void {
  printer.open.push(dict);
  printer.parts.push('{');
  sortedEntries(dict).forEach(({ key, value }, index, entries) => {
    if (index > 0) newLine(printer, ',', indent + 1);
    const name = sortedRepr(key, printer);
    printer.parts.push(`${name}: `);
    print(printer, value, {
      indent: indent + 1 + pointCount(name) + 2,
      allowance: index === entries.length - 1 ? allowance + 1 : 1,
      isOuter: false,
    });
  });
  printer.parts.push('}');
  printer.open.pop();
}

function newLine(printer: Printer, before: string, indent: number): void {
  checkText(indent);
  printer.parts.push(`${before}\n${' '.repeat(indent)}`);
}

const WORD_AND_SPACE = new RegExp(`[^${SPACES}]+[${SPACES}]*|[${SPACES}]+`, 'g');

/** A long str becomes several literals, one below the other: at line ends, else between words. */
function printText(printer: Printer, text: string, position: Position): void {
  const extra = position.isOuter ? 1 : 0;
  const indent = position.indent + extra;
  const allowance = position.allowance + extra;
  const width = WIDTH - indent;
  const literals: string[] = [];
  const lines = linesWithEnds(text);
  lines.forEach((line, index) => {
    const isLast = index === lines.length - 1;
    const literal = reprOf(line);
    if (pointCount(literal) <= (isLast ? width - allowance : width)) literals.push(literal);
    else literals.push(...cutLine(line, width, isLast ? allowance : 0));
  });
  if (literals.length === 1) {
    printer.parts.push(literals[0] ?? '');
    return;
  }
  if (position.isOuter) printer.parts.push('(');
  literals.forEach((literal, index) => {
    if (index > 0) newLine(printer, '', indent);
    printer.parts.push(literal);
  });
  if (position.isOuter) printer.parts.push(')');
}

/** Words as they are written between quotes; a `'` needs a backslash where a `"` is there too. */
interface Measured {
  /** Code points, without such backslashes. */
  readonly length: number;
  readonly singles: number;
  readonly hasDouble: boolean;
}

function measured(word: string): Measured {
  const singles = word.split("'").length - 1;
  const hasDouble = word.includes('"');
  const escapes = hasDouble ? singles : 0;
  return { length: pointCount(reprOf(word)) - 2 - escapes, singles, hasDouble };
}

function cutLine(line: string, width: number, allowance: number): string[] {
  const words = line.match(WORD_AND_SPACE) ?? [];
  const literals: string[] = [];
  let current = '';
  let taken: Measured = measured('');
  words.forEach((word, index) => {
    const room = index === words.length - 1 ? width - allowance : width;
    const own = measured(word);
    const both: Measured = {
      length: taken.length + own.length,
      singles: taken.singles + own.singles,
      hasDouble: taken.hasDouble || own.hasDouble,
    };
    if (both.length + 2 + (both.hasDouble ? both.singles : 0) <= room) {
      current += word;
      taken = both;
      return;
    }
    if (current !== '') literals.push(reprOf(current));
    current = word;
    taken = own;
  });
  if (current !== '') literals.push(reprOf(current));
  return literals;
}

/** Python's `repr` with every dict sorted by its keys. */
function sortedRepr(value: Value, printer: Printer): string {
  if (value instanceof Dict) {
    return nested(value, printer, () => {
      const entries = sortedEntries(value).map(
        (entry) => `${sortedRepr(entry.key, printer)}: ${sortedRepr(entry.value, printer)}`,
      );
      return `{${entries.join(', ')}}`;
    });
  }
  if (!Array.isArray(value) && !isPlainTuple(value)) return reprOf(value);
  return nested(value, printer, () => {
    const items = Array.isArray(value) ? value : value.items;
    const text = items.map((item) => sortedRepr(item, printer)).join(', ');
    if (Array.isArray(value)) return `[${text}]`;
    return items.length === 1 ? `(${text},)` : `(${text})`;
  });
}

function nested(value: Value, printer: Printer, write: () => string): string {
  if (printer.open.includes(value)) return `<Recursion on ${typeNameOf(value)}>`;
  printer.budget.step();
  printer.open.push(value);
  printer.budget.enter();
  const text = write();
  checkText(text.length);
  printer.budget.leave();
  printer.open.pop();
  return text;
}

interface Entry {
  readonly key: Value;
  readonly value: Value;
}

/** By key; keys without an order by the names of their types. */
function sortedEntries(dict: Dict): readonly Entry[] {
  countWork(dict.entries.size * 64);
  return [...dict.entries.values()].sort((left, right) => {
    if (left.key === undefined || right.key === undefined) fail('An undefined key has no order');
    const order = orderOf(left.key, right.key);
    if (order !== undefined) return Number.isNaN(order) ? 0 : order;
    return typeNameOf(left.key) < typeNameOf(right.key) ? -1 : 1;
  });
}

export const PRETTY_PRINT: Builtin = {
  name: 'pprint',
  parameters: [needed('value')],
  run: ([value], { budget }) => prettyText(value, budget),
};
