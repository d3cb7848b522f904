import { ROW_MARKS } from '../../core/dataset/rows/readRow.js';
import type { RowMark } from '../../core/dataset/rows/readRow.js';
import { MOST_MARKED } from '../../core/dataset/survey/mergeParts.js';
import type { MarkedRows, RowPlace } from '../../core/dataset/survey/surveyPart.js';

/** The bit of a mark: its place in `ROW_MARKS`, as assembly/fields/rows.ts has it. */
export function markBit(mark: RowMark): number {
  return 1 << ROW_MARKS.indexOf(mark);
}

/** Collects rows with something odd about them; they come in order. */
interface RowMarks {
  /** `place` is asked for only where somebody will want to know it. */
  add(bits: number, place: () => RowPlace): void;
  marked(): MarkedRows;
}

export function createRowMarks(): RowMarks {
  const kinds = new Map<RowMark, { count: number; readonly first: RowPlace }>();
  const rows: number[] = [];
  const lines: number[] = [];
  const bitsOf: number[] = [];
  return {
    add(bits, place) {
      for (const mark of ROW_MARKS) {
        if ((bits & markBit(mark)) === 0) continue;
        const kind = kinds.get(mark);
        if (kind) kind.count += 1;
        else kinds.set(mark, { count: 1, first: place() });
      }
      if (rows.length === MOST_MARKED) return;
      const { row, line } = place();
      rows.push(row);
      lines.push(line);
      bitsOf.push(bits);
    },
    marked: () => ({
      kinds: Object.fromEntries([...kinds].map(([mark, kind]) => [mark, { ...kind }])),
      rows: Uint32Array.from(rows),
      lines: Uint32Array.from(lines),
      bits: Uint8Array.from(bitsOf),
    }),
  };
}
