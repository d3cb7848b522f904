import type { Chart, Ink, Mark } from '../../../core/charts/chart.js';
import { TEXT_SIZE } from '../../../core/charts/chartText.js';
import { FRAME, svgText, titleMark } from '../../../core/charts/svgText.js';
import type { ChartPaint } from '../../../core/charts/svgText.js';
import { t } from '../../../l10n/t.js';

/** Pixels of a PNG for each of the chart. */
const SCALE = 2;

/** The chart as an SVG file in the colours that it has on screen. */
export function svgOf(chart: Chart, drawing: SVGSVGElement): string {
  return svgText(chart, paintOf(drawing));
}

/** The same as a PNG in base64. Drawn mark by mark: the view's policy lets no image be loaded. */
export async function pngOf(chart: Chart, drawing: SVGSVGElement): Promise<string> {
  const paint = paintOf(drawing);
  const width = chart.width + 2 * FRAME.side;
  const height = chart.height + FRAME.top + FRAME.bottom;
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width * SCALE);
  canvas.height = Math.ceil(height * SCALE);
  const context = canvas.getContext('2d');
  if (!context) throw new Error(t('This window can’t draw the chart; save it as SVG.'));
  context.scale(SCALE, SCALE);
  if (paint.background !== undefined) {
    context.fillStyle = paint.background;
    context.fillRect(0, 0, width, height);
  }
  context.translate(FRAME.side, FRAME.top);
  context.font = `${TEXT_SIZE}px ${paint.font}`;
  context.textBaseline = 'middle';
  for (const mark of [titleMark(chart), ...chart.marks]) draw(context, mark, paint);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (!blob) throw new Error(t('This window can’t draw the chart; save it as SVG.'));
  return base64(new Uint8Array(await blob.arrayBuffer()));
}

function draw(context: CanvasRenderingContext2D, mark: Mark, paint: ChartPaint): void {
  if (mark.kind === 'group') {
    for (const each of mark.marks) draw(context, each, paint);
    return;
  }
  const colour = paint.colour(mark.ink);
  context.save();
  context.globalAlpha = mark.opacity ?? 1;
  context.fillStyle = colour;
  context.strokeStyle = colour;
  if (mark.kind === 'line' || mark.kind === 'path') {
    context.lineWidth = mark.width ?? 1;
    context.setLineDash([...(mark.dashes ?? [])]);
  }
  switch (mark.kind) {
    case 'rect': {
      const { x, y, width, height } = mark;
      if (mark.isOutline) context.strokeRect(x, y, width, height);
      else context.fillRect(x, y, width, height);
      if (!mark.isOutline && paint.outline !== undefined) {
        context.strokeStyle = paint.outline;
        context.strokeRect(x, y, width, height);
      }
      break;
    }
    case 'line':
      context.beginPath();
      context.moveTo(mark.x1, mark.y1);
      context.lineTo(mark.x2, mark.y2);
      context.stroke();
      break;
    case 'path':
      if (mark.paint === 'fill') context.fill(new Path2D(mark.d));
      else context.stroke(new Path2D(mark.d));
      break;
    case 'circle':
      context.beginPath();
      context.arc(mark.x, mark.y, mark.r, 0, 2 * Math.PI);
      context.fill();
      break;
    case 'text':
      context.textAlign = ALIGN[mark.anchor];
      context.fillText(mark.text, mark.x, mark.y);
  }
  context.restore();
}

const ALIGN = { start: 'left', middle: 'center', end: 'right' } as const;

/** The colours of the theme as the drawing has them now. */
function paintOf(drawing: SVGSVGElement): ChartPaint {
  const known = new Map<Ink, string>();
  const styles = getComputedStyle(document.body);
  const outline = styles.getPropertyValue('--vscode-contrastBorder').trim();
  return {
    colour(ink) {
      const colour = known.get(ink) ?? inkColour(drawing, ink);
      known.set(ink, colour);
      return colour;
    },
    background: styles.backgroundColor,
    ...(outline !== '' && { outline }),
    font: styles.fontFamily,
    isFramed: true,
  };
}

function inkColour(drawing: SVGSVGElement, ink: Ink): string {
  const probe = document.createElementNS('http://www.w3.org/2000/svg', 'g');
  probe.setAttribute('class', `ink-${ink}`);
  drawing.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
