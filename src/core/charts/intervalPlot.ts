import { scaleLinear } from 'd3-scale';
import { crisp } from './chart.js';
import type { Chart, ChartEstimate, Ink, Mark } from './chart.js';
import { axisTexts } from './axisTexts.js';
import { clipText, textWidth, widestText } from './chartText.js';
import { reachAround } from './reachAround.js';

interface IntervalPlotInput {
  readonly title: string;
  /** Heads of the table: of the labels, of the figure in words, and of the note. */
  readonly columns: readonly [label: string, figure: string, note?: string];
  readonly rows: readonly {
    readonly label: string;
    /** null where nothing can be said: the words stand alone. */
    readonly estimate: ChartEstimate | null;
    /** The figure in words, e.g. `83.2 % (79.7–86.3)`. */
    readonly text: string;
    /** e.g. `495 rows`. */
    readonly note?: string;
    readonly ink?: Ink;
    readonly target?: string;
  }[];
  /** Ends of the scale; by the intervals unless told. */
  readonly scale?: { readonly min: number; readonly max: number };
  /** A line through every row, e.g. of no difference. */
  readonly reference?: { readonly value: number; readonly label: string };
  /** A value of the scale in a few characters, e.g. `60 %`. */
  format(value: number): string;
}

const ROW = 22;
const AXIS = 20;
const GAP = 12;
const LEAST_PLOT = 80;
const HALF_END = 4;

/** Figures and their intervals as dots and whiskers, one a row, on one scale. */
export function intervalPlot(input: IntervalPlotInput, width: number): Chart {
  const { title, columns, rows, reference } = input;
  const labels = Math.min(widestText(rows.map(({ label }) => label)), 0.32 * width);
  const words = rows.map(({ text, note }) => [text, note].filter(Boolean).join(' · '));
  const wordsWidth = widestText(words);
  const hasWords = width - labels - wordsWidth - 2 * GAP >= LEAST_PLOT;
  const left = labels + GAP;
  const right = Math.max(left + 1, width - (hasWords ? wordsWidth + GAP : 8));
  const across = scaleOf(input, [left, right]);
  const top = reference ? AXIS : 0;
  const base = top + rows.length * ROW;

  const rowMarks = rows.map((row, index): Mark => {
    const { label, estimate, ink = 'series1', target } = row;
    const y = top + index * ROW + ROW / 2;
    const clipped = clipText(label, labels);
    const text = words[index] ?? '';
    return {
      kind: 'group',
      title: [label, text].join(', '),
      ...(target !== undefined && { target }),
      area: { x: 0, y: y - ROW / 2, width, height: ROW },
      marks: [
        {
          kind: 'text',
          ...{ x: 0, y, text: clipped, anchor: 'start', ink: 'text' },
          ...(clipped !== label && { full: label }),
        },
        ...(estimate ? whisker(estimate, { across, y, ink }) : []),
        ...(hasWords
          ? [
              {
                kind: 'text' as const,
                x: width,
                y,
                text,
                anchor: 'end' as const,
                ink: 'muted' as const,
              },
            ]
          : []),
      ],
    };
  });
  return {
    ...{ width, height: base + AXIS, title },
    marks: [
      ...axisMarks(across, { from: top, to: base, format: input.format }),
      ...(reference ? referenceMarks(reference, { x: across(reference.value), base, width }) : []),
      ...rowMarks,
    ],
    table: {
      columns: columns.filter((column) => column !== undefined),
      rows: rows.map(({ label, text, note }) =>
        columns.length > 2 ? [label, text, note ?? ''] : [label, text],
      ),
    },
  };
}

type Across = ReturnType<typeof scaleLinear<number, number>>;

function scaleOf(
  { rows, scale, reference }: IntervalPlotInput,
  range: readonly [number, number],
): Across {
  if (scale) return scaleLinear([scale.min, scale.max], range).clamp(true);
  const ends = rows.flatMap(({ estimate }) => (estimate ? [estimate.low, estimate.high] : []));
  if (reference) ends.push(reference.value);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const isEmpty = ends.length === 0;
  const reach = isEmpty ? 0 : reachAround(low, high);
  return scaleLinear(isEmpty ? [0, 1] : [low - reach, high + reach], range)
    .nice(4)
    .clamp(true);
}

/** A dot with its interval; ends that the scale cuts off have no cap. */
function whisker(
  { value, low, high }: ChartEstimate,
  { across, y, ink }: { readonly across: Across; readonly y: number; readonly ink: Ink },
): Mark[] {
  const middle = crisp(y);
  const [min = 0, max = 1] = across.domain();
  const cap = (at: number): Mark[] =>
    at < min || at > max
      ? []
      : [
          {
            kind: 'line',
            ...{ x1: crisp(across(at)), x2: crisp(across(at)) },
            ...{ y1: middle - HALF_END, y2: middle + HALF_END, ink: 'text' },
          },
        ];
  return [
    {
      kind: 'line',
      ...{ x1: across(low), x2: across(high), y1: middle, y2: middle, ink: 'text', width: 1.5 },
    },
    ...cap(low),
    ...cap(high),
    { kind: 'circle', x: across(value), y: middle, r: 4, ink },
  ];
}

function axisMarks(
  across: Across,
  {
    from,
    to,
    format,
  }: { readonly from: number; readonly to: number; format(value: number): string },
): Mark[] {
  const [start = 0, end = 1] = across.range();
  const ticks = across.ticks(Math.max(2, Math.floor((end - start) / 80)));
  const texts = ticks.map(format);
  return [
    ...ticks.map((tick): Mark => {
      const x = crisp(across(tick));
      return { kind: 'line', x1: x, x2: x, y1: from, y2: to, ink: 'grid' };
    }),
    { kind: 'line', x1: start, x2: end, y1: crisp(to), y2: crisp(to), ink: 'axis' },
    ...axisTexts(texts, ticks.map(across), to + AXIS / 2 + 1),
  ];
}

function referenceMarks(
  { label }: { readonly label: string },
  { x, base, width }: { readonly x: number; readonly base: number; readonly width: number },
): Mark[] {
  const half = textWidth(label) / 2;
  const middle = Math.min(Math.max(x, half), width - half);
  return [
    {
      kind: 'line',
      x1: crisp(x),
      x2: crisp(x),
      y1: AXIS - 4,
      y2: base,
      ink: 'reference',
      dashes: [3, 3],
    },
    { kind: 'text', x: middle, y: AXIS / 2 - 2, text: label, anchor: 'middle', ink: 'muted' },
  ];
}
