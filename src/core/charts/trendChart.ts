import { scaleLinear } from 'd3-scale';
import { t } from '../../l10n/t.js';
import { crisp, SERIES_INKS } from './chart.js';
import type { Chart, ChartEstimate, Ink, Mark } from './chart.js';
import { bandPath, linePath } from './linePaths.js';
import { axisTexts } from './axisTexts.js';
import { clipText, TEXT_SIZE, textWidth, widestText } from './chartText.js';
import { reachAround } from './reachAround.js';

export interface TrendPoint {
  /** Place on the axis: a time in milliseconds, or a number of the point. */
  readonly x: number;
  /** Below the axis, e.g. `14 Nov`. */
  readonly label: string;
  /** null leaves a gap in the line. */
  readonly estimate: ChartEstimate | null;
  /** The figure in words, e.g. `83.2 % (79.7–86.3)`. */
  readonly text: string;
  readonly target?: string;
}

interface TrendChartInput {
  readonly title: string;
  /** Heads of the table; with several series their names stand first. */
  readonly columns: readonly [label: string, figure: string];
  readonly series: readonly {
    readonly name: string;
    readonly ink?: Ink;
    /** Ascending by `x`. */
    readonly points: readonly TrendPoint[];
  }[];
  /** What no value is beyond, e.g. 0 and 1 of a share. */
  readonly bounds?: { readonly min: number; readonly max: number };
  readonly reference?: { readonly value: number; readonly label: string };
  format(value: number): string;
}

const AXIS = 20;
const LEGEND = 20;
const EDGE = 8;
/** Each series has its own, so that they are told apart without colour. */
const DASHES: readonly (readonly number[] | undefined)[] = [
  undefined,
  [6, 3],
  [2, 3],
  [8, 3, 2, 3],
];

/** Figures in the order of time: a line each, with a band of its intervals. */
export function trendChart(
  input: TrendChartInput,
  { width, height }: { readonly width: number; readonly height: number },
): Chart {
  const { title, columns, series, reference, format } = input;
  const isSeveral = series.length > 1;
  const top = (isSeveral ? LEGEND : 0) + EDGE;
  const base = height - AXIS;
  const up = verticalScale(input, [base, top]);
  const ticks = up.ticks(Math.max(2, Math.floor((base - top) / 36)));
  const left = widestText(ticks.map(format)) + EDGE;
  const points = series.flatMap((each) => each.points);
  // The last label stands in the middle below its point.
  const last = textWidth(points.at(-1)?.label ?? '') / 2;
  const end = width - Math.max(16, last);
  const across = horizontalScale(points, [left + 12, Math.max(left + 13, end)]);

  const drawn = series.map((each, index) => ({
    ...each,
    ink: each.ink ?? SERIES_INKS[index % SERIES_INKS.length] ?? 'series1',
    dashes: DASHES[index % DASHES.length],
  }));
  return {
    ...{ width, height, title },
    marks: [
      ...ticks.flatMap((tick): Mark[] => [
        {
          kind: 'line',
          x1: left,
          x2: width,
          y1: crisp(up(tick)),
          y2: crisp(up(tick)),
          ink: 'grid',
        },
        {
          kind: 'text',
          x: left - EDGE,
          y: up(tick),
          text: format(tick),
          anchor: 'end',
          ink: 'muted',
        },
      ]),
      { kind: 'line', x1: left, x2: width, y1: crisp(base), y2: crisp(base), ink: 'axis' },
      ...labelMarks(points, { across, base }),
      ...(reference ? referenceMarks(reference, { y: up(reference.value), left, width }) : []),
      ...drawn.flatMap((each) => bandAndLine(each, { across, up })),
      ...drawn.flatMap(({ name, ink, points: own }) =>
        own.flatMap((point) =>
          pointMarks(point, { across, up, ink, name: isSeveral ? name : '', base, top }),
        ),
      ),
      ...(isSeveral ? legendMarks(drawn, { left, width }) : []),
    ],
    table: {
      columns: isSeveral ? [t('Series'), ...columns] : columns,
      rows: series.flatMap(({ name, points: own }) =>
        own.map(({ label, text }) => (isSeveral ? [name, label, text] : [label, text])),
      ),
    },
  };
}

type Scale = ReturnType<typeof scaleLinear<number, number>>;

function verticalScale(
  { series, bounds, reference }: TrendChartInput,
  range: readonly [number, number],
): Scale {
  const ends = series.flatMap(({ points }) =>
    points.flatMap(({ estimate }) => (estimate ? [estimate.low, estimate.high] : [])),
  );
  if (reference) ends.push(reference.value);
  if (ends.length === 0) return scaleLinear([bounds?.min ?? 0, bounds?.max ?? 1], range);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const reach = reachAround(low, high);
  const [from = low, to = high] = scaleLinear([low - reach, high + reach], range)
    .nice(4)
    .domain();
  const min = Math.max(from, bounds?.min ?? -Infinity);
  const max = Math.min(to, bounds?.max ?? Infinity);
  return scaleLinear(max > min ? [min, max] : [from, to], range).clamp(true);
}

/** One point alone stands in the middle. */
function horizontalScale(points: readonly TrendPoint[], range: readonly [number, number]): Scale {
  const xs = points.map(({ x }) => x);
  const [from, to] = [Math.min(...xs), Math.max(...xs)];
  return to > from ? scaleLinear([from, to], range) : scaleLinear([from - 1, from + 1], range);
}

function bandAndLine(
  {
    points,
    ink,
    dashes,
  }: {
    readonly points: readonly TrendPoint[];
    readonly ink: Ink;
    readonly dashes: readonly number[] | undefined;
  },
  { across, up }: { readonly across: Scale; readonly up: Scale },
): Mark[] {
  const along = (end: keyof ChartEstimate) =>
    points.map(({ x, estimate }) => estimate && ([across(x), up(estimate[end])] as const));
  const band = bandPath(along('low'), along('high'));
  const line = linePath(along('value'));
  return [
    ...(band === ''
      ? []
      : [{ kind: 'path' as const, d: band, paint: 'fill' as const, ink, opacity: 0.16 }]),
    ...(line === ''
      ? []
      : [
          {
            kind: 'path' as const,
            ...{ d: line, paint: 'stroke' as const, ink, width: 1.5 },
            ...(dashes && { dashes }),
          },
        ]),
  ];
}

function pointMarks(
  { x, label, estimate, text, target }: TrendPoint,
  at: {
    readonly across: Scale;
    readonly up: Scale;
    readonly ink: Ink;
    readonly name: string;
    readonly base: number;
    readonly top: number;
  },
): Mark[] {
  if (!estimate) return [];
  const { across, up, ink, name, base, top } = at;
  const place = across(x);
  return [
    {
      kind: 'group',
      title: [name, label, text].filter((part) => part !== '').join(', '),
      ...(target !== undefined && { target }),
      area: { x: place - 10, y: top, width: 20, height: base - top },
      marks: [
        {
          kind: 'line',
          x1: crisp(place),
          x2: crisp(place),
          y1: up(estimate.low),
          y2: up(estimate.high),
          ink,
        },
        { kind: 'circle', x: place, y: up(estimate.value), r: 4, ink },
      ],
    },
  ];
}

function labelMarks(
  points: readonly TrendPoint[],
  { across, base }: { readonly across: Scale; readonly base: number },
): Mark[] {
  const byPlace = new Map(points.map(({ x, label }) => [x, label]));
  const places = [...byPlace].sort(([a], [b]) => a - b);
  const texts = places.map(([, label]) => label);
  const middles = places.map(([x]) => across(x));
  return axisTexts(texts, middles, base + AXIS / 2 + 1);
}

function referenceMarks(
  { label }: { readonly label: string },
  { y, left, width }: { readonly y: number; readonly left: number; readonly width: number },
): Mark[] {
  return [
    {
      kind: 'line',
      x1: left,
      x2: width,
      y1: crisp(y),
      y2: crisp(y),
      ink: 'reference',
      dashes: [3, 3],
    },
    { kind: 'text', x: width, y: y - TEXT_SIZE / 2 - 2, text: label, anchor: 'end', ink: 'muted' },
  ];
}

function legendMarks(
  series: readonly {
    readonly name: string;
    readonly ink: Ink;
    readonly dashes: readonly number[] | undefined;
  }[],
  { left, width }: { readonly left: number; readonly width: number },
): Mark[] {
  const room = (width - left) / series.length;
  let x = left;
  return series.flatMap(({ name, ink, dashes }): Mark[] => {
    const start = x;
    const text = clipText(name, Math.max(24, room - 40));
    x += 24 + textWidth(text) + 16;
    return [
      {
        kind: 'line',
        x1: start,
        x2: start + 18,
        y1: 8.5,
        y2: 8.5,
        ink,
        width: 1.5,
        ...(dashes && { dashes }),
      },
      {
        kind: 'text',
        ...{ x: start + 24, y: 8, text, anchor: 'start', ink: 'text' },
        ...(text !== name && { full: name }),
      },
    ];
  });
}
