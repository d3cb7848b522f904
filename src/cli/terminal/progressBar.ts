import type { Progress } from '../../core/dataset/openDataset.js';
import { durationText } from '../../core/durationText.js';
import type { ProgressFacts } from '../../core/runs/progressFacts.js';
import { barProgress } from '../../core/runs/progressText.js';
import { numberText, t } from '../../l10n/t.js';
import { printable } from './printable.js';
import type { Terminal } from './terminal.js';

/** The progress of a run; see `liveLine`. */
export function progressBar(terminal: Terminal) {
  const line = liveLine(terminal);
  return {
    show: (label: string, progress: ProgressFacts | undefined) => {
      line.draw(progressLine(label, progress));
    },
    clear: line.clear,
  };
}

/** Work that is over sooner needs no bar. */
const QUIET_MS = 300;
const REDRAW_MS = 100;

/** How much of a file is gone through; see `liveLine`. */
export function shareBar(terminal: Terminal, label: string) {
  const line = liveLine(terminal);
  const startedMs = performance.now();
  let drawnMs = startedMs + QUIET_MS - REDRAW_MS;
  return {
    show: (progress: Progress) => {
      const nowMs = performance.now();
      if (nowMs < drawnMs + REDRAW_MS) return;
      drawnMs = nowMs;
      line.draw(shareLine(label, progress, nowMs - startedMs));
    },
    clear: line.clear,
  };
}

/** One line on standard error that is drawn over itself; nothing where no one would see it. */
function liveLine(terminal: Terminal) {
  let drawn = false;
  const clear = () => {
    if (drawn) terminal.draw('\r\u001b[K');
    drawn = false;
  };
  return {
    draw: (text: string) => {
      if (!terminal.interactive) return;
      clear();
      terminal.draw(printable(text).slice(0, terminal.columns - 1));
      drawn = true;
    },
    clear,
  };
}

/** `running  [██████░░░░] 212/500  3.2 rows/s  1 m 30 s left  2 errors  $0.31` */
export function progressLine(label: string, progress: ProgressFacts | undefined): string {
  if (!progress) return label;
  const { done, total } = progress;
  const [rows = '', ...rest] = barProgress(progress);
  const counted = total === null || total === 0 ? rows : `${bar(done / total)} ${rows}`;
  return [label, counted, ...rest].join('  ');
}

/** `searching  [██████░░░░] 40 %  1,204 rows  3 s left` */
export function shareLine(label: string, { share, count }: Progress, elapsedMs: number): string {
  const leftMs = (elapsedMs * (1 - share)) / share;
  return [
    label,
    `${bar(share)} ${Math.floor(share * 100)} %`,
    ...(count > 0 ? [t('{0} rows', numberText(count))] : []),
    // From the first moments nothing can be told.
    ...(share >= 0.02 && share < 1 ? [t('{0} left', durationText(leftMs))] : []),
  ].join('  ');
}

function bar(share: number): string {
  const cells = Math.round(Math.min(1, share) * 24);
  return `[${'█'.repeat(cells)}${'░'.repeat(24 - cells)}]`;
}
