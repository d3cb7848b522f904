// Straight lines alone: d3-shape comes in one piece of 17 KB, of which a view would load all.

/** A place in a chart, in pixels; null leaves a gap. */
type Place = readonly [x: number, y: number] | null;

/** The line through the places, as SVG has it; a place between two gaps is none. */
export function linePath(places: readonly Place[]): string {
  return stretches(places)
    .filter((stretch) => stretch.length > 1)
    .map((stretch) => `M${stretch.map(pair).join('L')}`)
    .join('');
}

/** The band between two lines that have their gaps at the same places. */
export function bandPath(low: readonly Place[], high: readonly Place[]): string {
  const above = stretches(high);
  return stretches(low)
    .map((stretch, index) => [...stretch, ...(above[index] ?? []).toReversed()])
    .filter((outline) => outline.length > 2)
    .map((outline) => `M${outline.map(pair).join('L')}Z`)
    .join('');
}

function stretches(places: readonly Place[]): (readonly [number, number])[][] {
  const found: (readonly [number, number])[][] = [];
  let open: (readonly [number, number])[] | undefined;
  for (const place of places) {
    if (place === null) {
      open = undefined;
    } else if (open) {
      open.push(place);
    } else {
      open = [place];
      found.push(open);
    }
  }
  return found;
}

function pair([x, y]: readonly [number, number]): string {
  return `${Math.round(x * 100) / 100},${Math.round(y * 100) / 100}`;
}
