import type { Chart, Ink, Mark } from './chart.js';
import { clipText, TEXT_SIZE } from './chartText.js';

/** Pixels around a chart that is saved as a file of its own; its title stands in the upper ones. */
export const FRAME = { top: 40, side: 16, bottom: 16 } as const;

/** What stands above a chart in a file of its own, in the chart's own pixels. */
export function titleMark({ title, width }: Chart): Mark {
  const text = clipText(title, width);
  return {
    kind: 'text',
    x: 0,
    y: TEXT_SIZE - FRAME.top / 2 - 8,
    text,
    anchor: 'start',
    ink: 'text',
  };
}

/** How a chart is painted: colours as CSS has them, which a custom property may be as well. */
export interface ChartPaint {
  colour(ink: Ink): string;
  /** Behind everything; none: what it stands on shows through. */
  readonly background?: string;
  /** Around every filled bar, for themes of high contrast. */
  readonly outline?: string;
  /** e.g. `system-ui, sans-serif`. */
  readonly font: string;
  /** With a margin and the title above, as a file of its own. */
  readonly isFramed?: boolean;
}

/** The chart as an SVG element: a file of its own, or part of a page. Every group keeps its words. */
export function svgText(chart: Chart, paint: ChartPaint): string {
  const { title, marks } = chart;
  const { top, side, bottom } = paint.isFramed ? FRAME : { top: 0, side: 0, bottom: 0 };
  const [x, y] = [-side, -top];
  const width = chart.width + 2 * side;
  const height = chart.height + top + bottom;
  const box = [x, y, width, height].map(number).join(' ');
  const shown = paint.isFramed ? [titleMark(chart), ...marks] : marks;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${number(width)}" height="${number(height)}"` +
      ` viewBox="${box}" role="img" font-family="${escaped(paint.font)}" font-size="${TEXT_SIZE}">`,
    `<title>${escaped(title)}</title>`,
    ...(paint.background === undefined
      ? []
      : [`<rect ${attributes({ x, y, width, height })} fill="${escaped(paint.background)}"/>`]),
    ...shown.map((mark) => markText(mark, paint)),
    '</svg>',
    '',
  ].join('\n');
}

function markText(mark: Mark, paint: ChartPaint): string {
  if (mark.kind === 'group') {
    const inside = mark.marks.map((each) => markText(each, paint)).join('');
    return `<g><title>${escaped(mark.title)}</title>${inside}</g>`;
  }
  const colour = escaped(paint.colour(mark.ink));
  const opacity = mark.opacity === undefined ? '' : ` opacity="${number(mark.opacity)}"`;
  switch (mark.kind) {
    case 'rect': {
      const { x, y, width, height, isOutline } = mark;
      const edge = paint.outline === undefined ? '' : ` stroke="${escaped(paint.outline)}"`;
      const fill = isOutline ? `fill="none" stroke="${colour}"` : `fill="${colour}"${edge}`;
      return `<rect ${attributes({ x, y, width, height })} ${fill}${opacity}/>`;
    }
    case 'line': {
      const { x1, y1, x2, y2 } = mark;
      return `<line ${attributes({ x1, y1, x2, y2 })} stroke="${colour}"${strokeText(mark)}${opacity}/>`;
    }
    case 'path': {
      const { d, paint: how } = mark;
      const fill =
        how === 'fill' ? `fill="${colour}"` : `fill="none" stroke="${colour}"${strokeText(mark)}`;
      return `<path d="${escaped(d)}" ${fill}${opacity}/>`;
    }
    case 'circle': {
      const { x: cx, y: cy, r } = mark;
      return `<circle ${attributes({ cx, cy, r })} fill="${colour}"${opacity}/>`;
    }
    case 'text': {
      const { x, y, text, anchor, full } = mark;
      const title = full === undefined ? '' : `<title>${escaped(full)}</title>`;
      return (
        `<text ${attributes({ x, y })} text-anchor="${anchor}" dominant-baseline="central"` +
        ` fill="${colour}"${opacity}>${title}${escaped(text)}</text>`
      );
    }
  }
}

function strokeText({
  width,
  dashes,
}: {
  readonly width?: number;
  readonly dashes?: readonly number[];
}): string {
  const wide = width === undefined ? '' : ` stroke-width="${number(width)}"`;
  return dashes ? `${wide} stroke-dasharray="${dashes.join(' ')}"` : wide;
}

function attributes(values: Readonly<Record<string, number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${number(value)}"`)
    .join(' ');
}

function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Characters that XML has no form for would make the whole file unreadable. */
function escaped(text: string): string {
  return text
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character)
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
}
