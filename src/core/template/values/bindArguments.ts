import { fail } from '../render/templateFailure.js';
import { dictOf } from './dictKeys.js';
import { Tuple } from './pythonValue.js';
import type { Given, Value } from './pythonValue.js';

/** A parameter of a function as Python declares it. */
export interface BoundParameter {
  readonly name: string;
  /** The key is there (even with undefined): the argument may be left out. */
  readonly otherwise?: Value;
  /** `*args` / `**kwargs` */
  readonly rest?: 'positional' | 'named';
  /** Given only by place, or only by name; both where left out. */
  readonly by?: 'place' | 'name';
}

/**
 * Binds arguments as Python does: one value per parameter, in their order; a `rest` parameter gets
 * a `Tuple` or a `Dict`. Fails with one sentence that names `callee`, e.g. `replace()`.
 */
export function bindArguments(
  callee: string,
  parameters: readonly BoundParameter[],
  given: Given,
): readonly Value[] {
  if (fits(parameters, given)) return given.args;
  const bound: Value[] = [];
  const filled: boolean[] = [];
  let place = 0;
  parameters.forEach((parameter, index) => {
    if (parameter.rest === 'positional') {
      bound[index] = new Tuple(given.args.slice(place));
      place = given.args.length;
      filled[index] = true;
    } else if (parameter.rest === 'named') {
      filled[index] = true;
    } else if (parameter.by !== 'name' && place < given.args.length) {
      bound[index] = given.args[place];
      place += 1;
      filled[index] = true;
    }
  });
  if (place < given.args.length) fail(tooMany(callee, place, given.args.length));
  bindNamed(callee, parameters, { given, bound, filled });
  parameters.forEach((parameter, index) => {
    if (filled[index] === true) return;
    if (!('otherwise' in parameter)) fail(`${callee} is missing its argument "${parameter.name}"`);
    bound[index] = parameter.otherwise;
  });
  return bound;
}

/** One argument by place for each parameter: nothing to bind. */
function fits(parameters: readonly BoundParameter[], { args, named }: Given): boolean {
  if (named.size > 0 || args.length !== parameters.length) return false;
  return parameters.every(({ rest, by }) => rest === undefined && by !== 'name');
}

interface Binding {
  readonly given: Given;
  readonly bound: Value[];
  readonly filled: boolean[];
}

function bindNamed(
  callee: string,
  parameters: readonly BoundParameter[],
  { given, bound, filled }: Binding,
): void {
  const others: [string, Value][] = [];
  for (const [name, value] of given.named) {
    const index = parameters.findIndex(
      (parameter) => parameter.name === name && !parameter.rest && parameter.by !== 'place',
    );
    if (index === -1) {
      others.push([name, value]);
      continue;
    }
    if (filled[index] === true) fail(`${callee} got its argument "${name}" twice`);
    bound[index] = value;
    filled[index] = true;
  }
  const rest = parameters.findIndex((parameter) => parameter.rest === 'named');
  if (rest !== -1) bound[rest] = dictOf(others);
  else if (others[0]) fail(`${callee} has no argument "${others[0][0]}"`);
}

function tooMany(callee: string, most: number, count: number): string {
  const wanted = most === 0 ? 'no arguments' : `at most ${most} argument${most === 1 ? '' : 's'}`;
  return `${callee} takes ${wanted} by place, not ${count}`;
}
