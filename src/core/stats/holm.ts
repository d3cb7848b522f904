/**
 * P values adjusted for being several (Holm 1979, step-down): each can be held against 0.05 as it
 * stands, and the chance of any false alarm stays below 5 %. In the order given.
 */
export function holm(pValues: readonly number[]): number[] {
  const ascending = pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
  const adjusted = new Array<number>(pValues.length);
  let floor = 0;
  ascending.forEach(({ p, index }, place) => {
    floor = Math.max(floor, Math.min(1, p * (pValues.length - place)));
    adjusted[index] = floor;
  });
  return adjusted;
}
