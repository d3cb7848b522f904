import { scaleBand, scaleLinear } from 'd3-scale';
import { numberText } from '../../l10n/t.js';
import { crisp } from './chart.js';
import type { Chart, Ink, Mark } from './chart.js';
import { roomFor, TEXT_SIZE, textWidth } from './chartText.js';

interface HistogramInput {
  readonly title: string;
  /** Heads of the table: of the steps, and of each of the texts. */
  readonly columns: readonly [label: string, ...texts: string[]];
  /** In the order of the scale, without gaps. */
  readonly bins: readonly {
    readonly label: string;
    readonly count: number;
    /** For the table and whoever points at it, e.g. `41 rows`, `8.2 %`. */
    readonly texts: readonly string[];
    readonly ink: Ink;
    readonly target?: string;
  }[];
  /** A line between two bins: before which one, from 0. */
  readonly reference?: { readonly before: number; readonly label: string };
}

const WIDEST_STEP = 56;
const LABELS = 18;
const OVER = 16;

/** Columns on a scale, their counts above them where there is room. */
export function histogram(
  { title, columns, bins, reference }: HistogramInput,
  { width, height }: { readonly width: number; readonly height: number },
): Chart {
  const names = bins.map((_, index) => index);
  const span = Math.min(width, bins.length * WIDEST_STEP);
  const across = scaleBand(names, [0, span]).paddingInner(0.12).paddingOuter(0.06);
  const base = height - LABELS;
  const top = OVER + (reference ? OVER : 0);
  const most = Math.max(0, ...bins.map(({ count }) => count));
  const up = scaleLinear([0, most || 1], [base, top]);
  const middles = names.map((index) => (across(index) ?? 0) + across.bandwidth() / 2);
  const labelled = roomFor(
    bins.map(({ label }) => label),
    middles,
  );

  const columnsOf = bins.map(({ label, count, texts, ink, target }, index): Mark => {
    const middle = middles[index] ?? 0;
    const text = numberText(count);
    const y = Math.min(up(count), base - 1);
    return {
      kind: 'group',
      title: [label, ...texts].join(', '),
      ...(target !== undefined && { target }),
      area: {
        x: middle - across.step() / 2,
        y: top - OVER,
        width: across.step(),
        height: base - top + OVER + LABELS,
      },
      marks: [
        ...(count > 0
          ? [
              {
                kind: 'rect' as const,
                ...{ x: across(index) ?? 0, y, width: across.bandwidth(), height: base - y },
                ink,
              },
            ]
          : []),
        ...(count > 0 && textWidth(text) <= across.step()
          ? [textMark(text, { x: middle, y: y - TEXT_SIZE / 2 - 2 })]
          : []),
        ...(labelled[index] === true
          ? [textMark(label, { x: middle, y: base + LABELS / 2 + 1 })]
          : []),
      ],
    };
  });
  return {
    ...{ width, height, title },
    marks: [
      { kind: 'line', x1: 0, x2: span, y1: crisp(base), y2: crisp(base), ink: 'axis' },
      ...columnsOf,
      ...(reference
        ? referenceMarks(reference, { at: across.step() * reference.before, width, base })
        : []),
    ],
    table: { columns, rows: bins.map(({ label, texts }) => [label, ...texts]) },
  };
}

function textMark(text: string, { x, y }: { readonly x: number; readonly y: number }): Mark {
  return { kind: 'text', x, y, text, anchor: 'middle', ink: 'muted' };
}

/** The words stand on the side that has room for them. */
function referenceMarks(
  { label }: { readonly label: string },
  { at, width, base }: { readonly at: number; readonly width: number; readonly base: number },
): Mark[] {
  const x = crisp(at);
  const isRight = x + 6 + textWidth(label) <= width;
  return [
    { kind: 'line', x1: x, x2: x, y1: 0, y2: base, ink: 'reference', dashes: [3, 3] },
    {
      kind: 'text',
      x: isRight ? x + 6 : x - 6,
      ...{ y: OVER / 2, text: label, anchor: isRight ? 'start' : 'end', ink: 'muted' },
    },
  ];
}
