import { numberText, t } from '../../l10n/t.js';
import { crisp } from './chart.js';
import type { Chart, Mark } from './chart.js';
import { clipText, widestText } from './chartText.js';

interface HeatTableInput {
  readonly title: string;
  /** What the rows and the columns are, e.g. `truth`, `verdict`. */
  readonly rowTitle: string;
  readonly columnTitle: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** `counts[row][column]`, 0 or more. */
  readonly counts: readonly (readonly number[])[];
  /** Where a press on a cell leads. */
  target?(row: number, column: number): string | undefined;
}

const CELL = 26;
const NARROWEST = 44;
const WIDEST = 104;
const HEAD = 44;
/** So faint that text on it is as legible as beside it. */
const MOST_SHADE = 0.4;

/**
 * A table of counts whose cells are the darker the more of their row they hold. Cells where row and
 * column have the same name are framed: there both agree.
 */
export function heatTable(input: HeatTableInput, width: number): Chart {
  const { title, rowTitle, columnTitle, rows, columns, counts } = input;
  const labels = Math.min(widestText([rowTitle, ...rows]), 0.35 * width) + 12;
  const room = (width - labels) / Math.max(1, columns.length);
  const cell = Math.min(WIDEST, Math.max(NARROWEST, room));
  const totals = rows.map((_, row) => (counts[row] ?? []).reduce((sum, count) => sum + count, 0));
  const share = (row: number, column: number) =>
    (counts[row]?.[column] ?? 0) / Math.max(1, totals[row] ?? 0);

  return {
    width: labels + cell * columns.length,
    height: HEAD + CELL * rows.length,
    title,
    marks: [
      text(columnTitle, { x: labels, y: 10, anchor: 'start', ink: 'muted', room: width - labels }),
      text(rowTitle, { x: 0, y: HEAD - 12, anchor: 'start', ink: 'muted', room: labels - 12 }),
      ...columns.map((name, column) =>
        text(name, {
          x: labels + (column + 0.5) * cell,
          y: HEAD - 12,
          anchor: 'middle',
          ink: 'text',
          room: cell - 6,
        }),
      ),
      ...rows.flatMap((name, row): Mark[] => [
        text(name, {
          x: 0,
          y: HEAD + (row + 0.5) * CELL,
          anchor: 'start',
          ink: 'text',
          room: labels - 12,
        }),
        ...columns.map((columnName, column): Mark => {
          const count = counts[row]?.[column] ?? 0;
          const target = input.target?.(row, column);
          const place = {
            x: labels + column * cell,
            y: HEAD + row * CELL,
            width: cell,
            height: CELL,
          };
          const inside = {
            x: crisp(place.x),
            y: crisp(place.y),
            width: Math.round(cell) - 2,
            height: CELL - 2,
          };
          return {
            kind: 'group',
            title: t(
              '{0} {1}, {2} {3}: {4} of {5}',
              rowTitle,
              name,
              columnTitle,
              columnName,
              count,
              totals[row] ?? 0,
            ),
            ...(target !== undefined && { target }),
            area: place,
            marks: [
              ...(count > 0
                ? [
                    {
                      kind: 'rect' as const,
                      ...inside,
                      ink: 'series1' as const,
                      opacity: MOST_SHADE * share(row, column),
                    },
                  ]
                : []),
              {
                kind: 'rect',
                ...inside,
                ink: name === columnName ? 'text' : 'grid',
                isOutline: true,
              },
              {
                kind: 'text',
                ...{
                  x: place.x + cell / 2,
                  y: place.y + CELL / 2,
                  text: numberText(count),
                },
                ...{ anchor: 'middle', ink: count === 0 ? 'muted' : 'text' },
              },
            ],
          };
        }),
      ]),
    ],
    table: {
      columns: [`${rowTitle} \\ ${columnTitle}`, ...columns],
      rows: rows.map((name, row) => [
        name,
        ...columns.map((_, column) => String(counts[row]?.[column] ?? 0)),
      ]),
    },
  };
}

function text(
  words: string,
  at: {
    readonly x: number;
    readonly y: number;
    readonly anchor: 'start' | 'middle';
    readonly ink: 'text' | 'muted';
    readonly room: number;
  },
): Mark {
  const { room, ...place } = at;
  const clipped = clipText(words, room);
  return { kind: 'text', ...place, text: clipped, ...(clipped !== words && { full: words }) };
}
