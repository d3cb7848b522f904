import gifenc, { type Palette } from 'gifenc';
import type { PNG } from 'pngjs';
import { colourAt, indexed } from './palette.js';

export interface Frame {
  readonly picture: PNG;
  readonly milliseconds: number;
}

const COLOURS = 128;

/** An animation that begins again at its end. What a frame does not change is transparent, and so small. */
export function writeGif(frames: readonly Frame[]): Uint8Array {
  const encoder = gifenc.GIFEncoder();
  let before: PNG | undefined;
  for (const { picture, milliseconds } of frames) {
    const { width, height, palette, index } = indexed(picture, COLOURS - 1);
    const clear = palette.length;
    if (before) leaveOutSame(picture, before, index, clear);
    const colours: Palette = [...palette, [0, 0, 0]];
    encoder.writeFrame(index, width, height, {
      palette: colours,
      delay: milliseconds,
      transparent: before !== undefined,
      transparentIndex: clear,
      dispose: 1,
      repeat: 0,
    });
    before = picture;
  }
  encoder.finish();
  return encoder.bytes();
}

function leaveOutSame(picture: PNG, before: PNG, index: Uint8Array, clear: number): void {
  const [now, then] = [new Uint8Array(picture.data), new Uint8Array(before.data)];
  index.forEach((_, pixel) => {
    if (colourAt(now, pixel * 4) === colourAt(then, pixel * 4)) index[pixel] = clear;
  });
}
