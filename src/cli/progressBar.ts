import type { RunProgress } from '../core/runs/evalBackend.js';
import { printable, type Terminal } from './terminal.js';

/** One line on standard error that is drawn over itself; nothing where no one would see it. */
export function progressBar(terminal: Terminal, startedMs: number) {
  let drawn = false;
  const clear = () => {
    if (drawn) terminal.draw('\r\u001b[K');
    drawn = false;
  };
  return {
    show: (label: string, progress: RunProgress | undefined, nowMs: number) => {
      if (!terminal.interactive) return;
      clear();
      terminal.draw(
        printable(progressLine(label, progress, nowMs - startedMs)).slice(0, terminal.columns - 1),
      );
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
    const cells = Math.round((done / total) * 24);
    parts.push(`[${'█'.repeat(cells)}${'░'.repeat(24 - cells)}] ${done}/${total}`);
  } else {
    parts.push(`${done} rows`);
  }
  if (rate > 0) parts.push(`${rate.toFixed(1)} rows/s`);
  if (rate > 0 && total !== null && done < total)
    parts.push(`${duration((total - done) / rate)} left`);
  if (errors > 0) parts.push(`${errors} error${errors === 1 ? '' : 's'}`);
  return parts.join('  ');
}

/** Seconds as `45 s`, `2 m 14 s`, `1 h 5 m`. */
export function duration(seconds: number): string {
  const s = Math.round(seconds);
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} m ${s % 60} s`;
  return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} m`;
}
