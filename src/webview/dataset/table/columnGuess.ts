import { cellOf } from './rowPages.js';
import type { ShownRow } from './rowPages.js';

/** How a column looks before it is profiled. */
export interface ColumnGuess {
  /** In pixels, as wide as the first rows need, within reason. */
  readonly width: number;
  readonly isNumeric: boolean;
}

const NARROWEST = 72;
const WIDEST = 320;
/** Of one whose cells nobody has seen. */
const USUAL = 140;
/** Around the text: the cell's edges. In a head: the edges, the icon, room for the sort and menu. */
const CELL_EDGES = 20;
const HEAD_EDGES = 76;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Width of a text in pixels; a head's is bolder. */
export interface TextWidth {
  cell(text: string): number;
  head(text: string): number;
}

/** What the rows at hand say of a column; `column` is its index in the dataset. */
export function guessColumn(
  { name, column }: { readonly name: string; readonly column: number },
  rows: readonly ShownRow[],
  width: TextWidth,
): ColumnGuess {
  const cells = rows
    .filter((row) => !row.isBroken)
    .map((row) => cellOf(row, column))
    .filter((cell) => cell !== undefined);
  const head = HEAD_EDGES + width.head(name);
  if (cells.length === 0) return { width: clamp(Math.max(USUAL, head)), isNumeric: false };
  const texts = cells.map((cell) => cell.text).filter((text) => text !== '');
  // The longest by letters is about the longest by pixels.
  const longest = texts.reduce((one, other) => (other.length > one.length ? other : one), '');
  return {
    width: clamp(Math.max(head, CELL_EDGES + width.cell(longest))),
    isNumeric: texts.length > 0 && texts.every((text) => NUMBER.test(text)),
  };
}

/** As wide as what is on the screen needs, however wide that is. */
export function fittingWidth(name: string, texts: readonly string[], width: TextWidth): number {
  const cells = texts.map((text) => CELL_EDGES + width.cell(text));
  return Math.min(1200, Math.ceil(Math.max(NARROWEST, HEAD_EDGES + width.head(name), ...cells)));
}

function clamp(width: number): number {
  return Math.ceil(Math.min(WIDEST, Math.max(NARROWEST, width)));
}
