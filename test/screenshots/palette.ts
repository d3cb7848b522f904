import gifenc, { type Palette } from 'gifenc';
import type { PNG } from 'pngjs';

/** A picture by the places of its colours in a palette. */
export interface Indexed {
  readonly width: number;
  readonly height: number;
  readonly palette: Palette;
  readonly index: Uint8Array;
}

/**
 * A picture in at most `most` colours. A window has few: those that cover most are kept as they are, as
 * a quantiser would move the background by a shade, and the rest is shared by the edges of its letters.
 */
export function indexed({ width, height, data }: PNG, most: number): Indexed {
  const rgba = new Uint8Array(data.buffer, data.byteOffset, data.length);
  const kept = frequentColours(rgba, Math.floor(most / 4));
  const palette = [...kept, ...gifenc.quantize(rgba, most - kept.length)];
  const index = gifenc.applyPalette(rgba, palette);
  restoreKept(rgba, index, kept);
  return { width, height, palette, index };
}

function frequentColours(rgba: Uint8Array, count: number): number[][] {
  const counts = new Map<number, number>();
  for (let at = 0; at < rgba.length; at += 4) {
    const colour = colourAt(rgba, at);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, count)
    .map(([colour]) => [colour >> 16, (colour >> 8) & 255, colour & 255]);
}

/** The palette is searched by fewer bits than a colour has: those that are in it are put right. */
function restoreKept(rgba: Uint8Array, index: Uint8Array, kept: readonly number[][]): void {
  const places = new Map(
    kept.map(([red = 0, green = 0, blue = 0], place) => [(red << 16) | (green << 8) | blue, place]),
  );
  index.forEach((_, pixel) => {
    const place = places.get(colourAt(rgba, pixel * 4));
    if (place !== undefined) index[pixel] = place;
  });
}

export function colourAt(rgba: Uint8Array, at: number): number {
  return ((rgba[at] ?? 0) << 16) | ((rgba[at + 1] ?? 0) << 8) | (rgba[at + 2] ?? 0);
}
