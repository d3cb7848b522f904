import { scaleLinear } from 'd3-scale';
import type { Chart, Ink, Mark } from './chart.js';
import { clipText, widestText } from './chartText.js';

interface BarChartInput {
  readonly title: string;
  /** Heads of the table: of the labels, and of each of the texts. */
  readonly columns: readonly [label: string, ...texts: string[]];
  readonly bars: readonly {
    readonly label: string;
    /** Length of the bar, 0 or more. */
    readonly value: number;
    /** What stands between label and bar, e.g. `412`, `83.2 %`. */
    readonly texts: readonly string[];
    readonly ink: Ink;
    readonly target?: string;
  }[];
}

const ROW = 20;
const BAR = 10;
const GAP = 12;
/** Share of the width that the labels may take. */
const MOST_LABEL = 0.4;

/** Bars from left to right, one a row: label, figures, bar. */
export function barChart({ title, columns, bars }: BarChartInput, width: number): Chart {
  const labelWidth = Math.min(widestText(bars.map(({ label }) => label)), MOST_LABEL * width);
  let left = labelWidth;
  const ends = columns.slice(1).map((_, index) => {
    left += GAP + widestText(bars.map(({ texts }) => texts[index] ?? ''));
    return left;
  });
  const start = Math.round(left + GAP);
  const most = Math.max(0, ...bars.map(({ value }) => value));
  const scale = scaleLinear([0, most || 1], [0, Math.max(0, width - start)]);

  const marks = bars.map(({ label, value, texts, ink, target }, index): Mark => {
    const middle = index * ROW + ROW / 2;
    const clipped = clipText(label, labelWidth);
    return {
      kind: 'group',
      title: [label, ...texts].join(', '),
      ...(target !== undefined && { target }),
      area: { x: 0, y: index * ROW, width, height: ROW },
      marks: [
        {
          kind: 'text',
          ...{ x: 0, y: middle, text: clipped, anchor: 'start', ink: 'text' },
          ...(clipped !== label && { full: label }),
        },
        ...texts.map((text, place): Mark => {
          const x = ends[place] ?? 0;
          return {
            kind: 'text',
            ...{ x, y: middle, text, anchor: 'end', ink: place === 0 ? 'text' : 'muted' },
          };
        }),
        ...(value > 0
          ? [
              {
                kind: 'rect' as const,
                ...{ x: start, y: middle - BAR / 2, width: Math.max(1, scale(value)), height: BAR },
                ink,
              },
            ]
          : []),
      ],
    };
  });
  return {
    ...{ width, height: bars.length * ROW, title, marks },
    table: { columns, rows: bars.map(({ label, texts }) => [label, ...texts]) },
  };
}
