import type { CellKind, PageRow } from '../openDataset.js';
import type { ReadRow } from './readRow.js';
import { rowCells } from './rowCells.js';
import type { TextHit, TextMatcher } from '../query/textMatcher.js';

/** Characters of a cell that a table shows. */
const SHOWN = 200;
/** Of a cut text, so many stand before the hit that it was cut for. */
const BEFORE_HIT = 40;
/** Hits are looked for in no more of a cell than this: a table is drawn many times a second. */
const LOOKED_THROUGH = 1024 * 1024;

/** A row as a table shows it in these columns. */
export function pageRow(
  row: ReadRow,
  columns: readonly string[],
  find: TextMatcher | undefined,
): PageRow {
  const place = { row: row.row, line: row.line, marks: row.marks };
  if (row.broken) {
    const hit = find?.next(row.broken.text.slice(0, LOOKED_THROUGH), 0);
    const cells = [shown(row.broken.text, hit)];
    return { ...place, cells, kinds: 't', hits: hit ? [0] : [] };
  }
  const textOf = rowCells(row);
  const hits: number[] = [];
  let kinds = '';
  const cells = columns.map((column, at) => {
    kinds += kindOf(row, column);
    const text = textOf(column);
    const hit = find?.next(text.length > LOOKED_THROUGH ? text.slice(0, LOOKED_THROUGH) : text, 0);
    if (hit) hits.push(at);
    return shown(text, hit);
  });
  return { ...place, cells, kinds, hits };
}

function kindOf({ values }: ReadRow, column: string): CellKind {
  const value = Object.hasOwn(values, column) ? values[column] : undefined;
  switch (typeof value) {
    case 'undefined':
      return '-';
    case 'string':
      return 't';
    case 'number':
      return 'n';
    case 'boolean':
      return 'b';
    default:
      return value === null ? '0' : 'j';
  }
}

/** A text on one line, cut where it is long: around the hit where that would be cut off. */
function shown(text: string, hit: TextHit | undefined): string {
  const from = hit && hit.end > SHOWN ? Math.max(0, hit.start - BEFORE_HIT) : 0;
  // Only the part that may be shown is worth the work.
  const line = text
    .slice(from, from + 2 * SHOWN)
    .replace(/\s+/g, ' ')
    .trim();
  const isCut = line.length > SHOWN || from + 2 * SHOWN < text.length;
  return `${from > 0 ? '…' : ''}${line.slice(0, SHOWN)}${isCut ? '…' : ''}`;
}
