import { numberOf } from '../../core/dataset/query/numberOf.js';
import { printable } from '../terminal/printable.js';
import { clipped, padded, textWidth } from '../terminal/textWidth.js';

export interface TableRow {
  /** Stands before the cells, e.g. the number of the row. */
  readonly label: string;
  /** One text where there are no cells. */
  readonly cells: readonly string[] | string;
}

interface RowTable {
  readonly header: string;
  line(row: TableRow): string;
  /** Columns for which there is no room. */
  readonly hidden: readonly string[];
}

const NARROWEST = 8;
const WIDEST = 60;
const GAP = '  ';

interface Column {
  readonly name: string;
  readonly width: number;
  readonly side: 'left' | 'right';
}

/** A table that fits into `width` places; `sample`, the first rows, decides how wide each column is. */
export function rowTable(
  names: readonly string[],
  sample: readonly TableRow[],
  width: number,
): RowTable {
  const label = Math.max(3, ...sample.map((row) => textWidth(row.label)));
  const room = width - label;
  const natural = names.map((name, index) => naturalWidth(name, cellsAt(sample, index)));
  const widths = fitted(natural, room);
  const columns = widths.map((each, index): Column => {
    const cells = cellsAt(sample, index).filter((cell) => cell.trim() !== '');
    const isNumeric = cells.length > 0 && cells.every(isFigure);
    return { name: names[index] ?? '', width: each, side: isNumeric ? 'right' : 'left' };
  });
  const line = (start: string, cells: readonly string[]): string =>
    [
      padded(start, label, 'right'),
      ...columns.map((column, index) =>
        padded(clipped(printable(cells[index] ?? ''), column.width), column.width, column.side),
      ),
    ]
      .join(GAP)
      .trimEnd();
  return {
    header: line('', names),
    line: (row) =>
      typeof row.cells === 'string'
        ? `${padded(row.label, label, 'right')}${GAP}${clipped(printable(row.cells), room - GAP.length)}`
        : line(row.label, row.cells),
    hidden: names.slice(columns.length),
  };
}

/** A number as data or people write it: `-1.5e3`, `≈1,319`, `99.9 %`. */
function isFigure(cell: string): boolean {
  return numberOf(cell.replace(/^≈|,(?=\d{3})| %$/g, '')) !== undefined;
}

function cellsAt(sample: readonly TableRow[], index: number): string[] {
  return sample.flatMap(({ cells }) => (typeof cells === 'string' ? [] : (cells[index] ?? '')));
}

function naturalWidth(name: string, cells: readonly string[]): number {
  return Math.max(
    1,
    ...[name, ...cells].map((text) => textWidth(clipped(printable(text), WIDEST))),
  );
}

/** Widths of as many columns as there is room for: narrow ones get what they need, wide ones share. */
function fitted(natural: readonly number[], room: number): number[] {
  const least = natural.map((width) => Math.min(width, NARROWEST));
  let left = room;
  let count = 0;
  for (const width of least) {
    if (count > 0 && left < width + GAP.length) break;
    left -= width + GAP.length;
    count += 1;
  }
  const widths = least.slice(0, count);
  for (let isGrowing = true; isGrowing && left > 0;) {
    isGrowing = false;
    for (const [index, width] of widths.entries()) {
      if (left <= 0 || width >= (natural[index] ?? 0)) continue;
      widths[index] = width + 1;
      left -= 1;
      isGrowing = true;
    }
  }
  return widths;
}
