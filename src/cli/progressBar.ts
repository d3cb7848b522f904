import type { Progress } from '../core/dataset/openDataset.js';
import type { RunProgress } from '../core/runs/evalBackend.js';
import { printable, type Terminal } from './terminal.js';

/** The progress of a run; see `liveLine`. */
export function progressBar(terminal: Terminal, startedMs: number) {
  const line = liveLine(terminal);
  return {
    show: (label: string, progress: RunProgress | undefined, nowMs: number) => {
      line.draw(progressLine(label, progress, nowMs - startedMs));
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

/** `running  [██████░░░░] 212/500  3.2 rows/s  1 m 30 s left  2 errors` */
export function progressLine(
  label: string,
  progress: RunProgress | undefined,
  elapsedMs: number,
): string {
  if (!progress) return label;
  const { done, total, errors } = progress;
  const rate = elapsedMs > 0 ? done / (elapsedMs / 1000) : 0;
  const parts = [label];
  if (total !== null && total > 0) {
    parts.push(`${bar(done / total)} ${done}/${total}`);
  } else {
    parts.push(`${done} rows`);
  }
  if (rate > 0) parts.push(`${rate.toFixed(1)} rows/s`);
  if (rate > 0 && total !== null && done < total)
    parts.push(`${duration((total - done) / rate)} left`);
  if (errors > 0) parts.push(`${errors} error${errors === 1 ? '' : 's'}`);
  return parts.join('  ');
}

/** `searching  [██████░░░░] 40 %  1,204 rows  3 s left` */
export function shareLine(label: string, { share, count }: Progress, elapsedMs: number): string {
  const seconds = ((elapsedMs / 1000) * (1 - share)) / share;
  return [
    label,
    `${bar(share)} ${Math.floor(share * 100)} %`,
    ...(count > 0 ? [`${count.toLocaleString('en')} rows`] : []),
    // From the first moments nothing can be told.
    ...(share >= 0.02 && share < 1 ? [`${duration(seconds)} left`] : []),
  ].join('  ');
}

function bar(share: number): string {
  const cells = Math.round(Math.min(1, share) * 24);
  return `[${'█'.repeat(cells)}${'░'.repeat(24 - cells)}]`;
}

/** Seconds as `45 s`, `2 m 14 s`, `1 h 5 m`. */
export function duration(seconds: number): string {
  const s = Math.round(seconds);
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} m ${s % 60} s`;
  return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} m`;
}
