import { Callable, Record } from './pythonValue.js';
import type { Value } from './pythonValue.js';
import { rangeOf } from './sequences.js';
import { fail } from './render/templateFailure.js';
import { textOf } from './pythonText.js';

/** Jinja's global functions; fresh for each rendering, since cyclers and joiners remember. */
export function globalNames(): Map<string, Value> {
  return new Map<string, Value>([
    ['range', new Callable('range', ({ args }) => rangeOf(args))],
    ['dict', new Callable('dict', ({ args, named }) => dictOf(args[0], named))],
    ['namespace', new Callable('namespace', ({ args, named }) => namespaceOf(args[0], named))],
    ['cycler', new Callable('cycler', ({ args }) => cyclerOf(args))],
    ['joiner', new Callable('joiner', ({ args }) => joinerOf(args[0] ?? ', '))],
  ]);
}

export const GLOBAL_NAMES: ReadonlySet<string> = new Set([...globalNames().keys(), 'lipsum']);

function dictOf(from: Value, named: ReadonlyMap<string, Value>): Map<Value, Value> {
  return new Map<Value, Value>([...(from instanceof Map ? from : []), ...named]);
}

function namespaceOf(from: Value, named: ReadonlyMap<string, Value>): Record {
  const parts = new Map<string, Value>();
  if (from instanceof Map) for (const [key, value] of from) parts.set(textOf(key), value);
  for (const [key, value] of named) parts.set(key, value);
  return new Record('Namespace', () => parts);
}

function cyclerOf(items: readonly Value[]): Record {
  if (items.length === 0) fail('cycler wants at least one item');
  let at = 0;
  const parts = new Map<string, Value>([['current', items[0]]]);
  function move(to: number): void {
    at = to % items.length;
    parts.set('current', items[at]);
  }
  parts.set(
    'next',
    new Callable('next', () => {
      const current = items[at];
      move(at + 1);
      return current;
    }),
  );
  parts.set(
    'reset',
    new Callable('reset', () => {
      move(0);
      return null;
    }),
  );
  return new Record('Cycler', () => parts);
}

function joinerOf(separator: Value): Callable {
  let used = false;
  return new Callable('joiner', () => {
    if (used) return separator;
    used = true;
    return '';
  });
}
