/** What a mark means. Whoever draws it gives it the colour of a theme. */
export const INKS = [
  'text',
  'muted',
  'axis',
  'grid',
  'reference',
  'pass',
  'fail',
  'warn',
  'error',
  'a',
  'b',
  'neutral',
  'series1',
  'series2',
  'series3',
  'series4',
  'series5',
  'series6',
] as const;
export type Ink = (typeof INKS)[number];

interface Inked {
  readonly ink: Ink;
  /** From 0 to 1; 1 unless told. */
  readonly opacity?: number;
}

interface Stroked extends Inked {
  /** Pixels; 1 unless told. */
  readonly width?: number;
  /** Pixels drawn and left out in turn. */
  readonly dashes?: readonly number[];
}

/** A shape, in pixels from the chart's upper left corner. */
export type Mark =
  /** Filled; `outlined`: a line around it instead. */
  | (Inked & {
      readonly kind: 'rect';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly isOutline?: true;
    })
  | (Stroked & {
      readonly kind: 'line';
      readonly x1: number;
      readonly y1: number;
      readonly x2: number;
      readonly y2: number;
    })
  /** `d` as SVG has it. */
  | (Stroked & { readonly kind: 'path'; readonly d: string; readonly paint: 'fill' | 'stroke' })
  | (Inked & {
      readonly kind: 'circle';
      readonly x: number;
      readonly y: number;
      readonly r: number;
    })
  /** `y` is the middle of the line. */
  | (Inked & {
      readonly kind: 'text';
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly anchor: 'start' | 'middle' | 'end';
      /** Where `text` is cut short: all of it. */
      readonly full?: string;
    })
  | MarkGroup;

/** Marks of one thing, e.g. of a row of bars. */
export interface MarkGroup {
  readonly kind: 'group';
  readonly marks: readonly Mark[];
  /** What the group says, in words. */
  readonly title: string;
  /** Where a press leads, in the words of who made the chart; none: nowhere. */
  readonly target?: string;
  /** What may be pressed: all of the group's place, also where no mark is. */
  readonly area: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
}

/** The same figures in words and numbers: nobody needs to see the drawing. */
export interface ChartTable {
  readonly columns: readonly string[];
  /** The first cell of a row is its name. */
  readonly rows: readonly (readonly string[])[];
}

/** A drawing of figures, laid out for a width. */
export interface Chart {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly marks: readonly Mark[];
  readonly table: ChartTable;
}

/** A figure with its 95 % interval. */
export interface ChartEstimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A line of one pixel is sharp in the middle of a pixel. */
export function crisp(position: number): number {
  return Math.round(position - 0.5) + 0.5;
}

export const SERIES_INKS = [
  'series1',
  'series2',
  'series3',
  'series4',
  'series5',
  'series6',
] as const satisfies readonly Ink[];
