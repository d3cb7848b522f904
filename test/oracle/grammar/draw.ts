/** Where the grammar gets its choices from: a whole number from 0 to just below `count`. */
export type Draw = (count: number) => number;

export function pick<T>(draw: Draw, choices: readonly T[]): T {
  return choices[draw(choices.length)]!;
}

export function chance(draw: Draw, percent: number): boolean {
  return draw(100) < percent;
}

/** From `least` to `most`, both included. */
export function between(draw: Draw, least: number, most: number): number {
  return least + draw(most - least + 1);
}

/** `count` results, where the count is drawn too. */
export function several<T>(draw: Draw, range: readonly [number, number], make: () => T): T[] {
  return Array.from({ length: between(draw, ...range) }, make);
}
