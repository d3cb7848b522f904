import { Callable, Record, equal } from './pythonValue.js';
import type { Value } from './pythonValue.js';
import { fail } from './render/templateFailure.js';

/** Makes `loop` for each turn, `index` from 0. */
export function loopParts(items: readonly Value[]): (index: number) => Record {
  const { length } = items;
  let watched: readonly Value[] | undefined;
  const changed = new Callable('changed', ({ args }) => {
    const before = watched;
    watched = args;
    return !before || !equal([...before], [...args]);
  });
  return (index) =>
    new Record(
      'LoopContext',
      () =>
        new Map<string, Value>([
          ['index', index + 1],
          ['index0', index],
          ['revindex', length - index],
          ['revindex0', length - index - 1],
          ['first', index === 0],
          ['last', index === length - 1],
          ['length', length],
          ['depth', 1],
          ['depth0', 0],
          ['previtem', items[index - 1]],
          ['nextitem', items[index + 1]],
          ['changed', changed],
          [
            'cycle',
            new Callable('cycle', ({ args }) =>
              args.length > 0 ? args[index % args.length] : fail('loop.cycle wants values'),
            ),
          ],
        ]),
    );
}
