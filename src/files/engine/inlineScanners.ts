import type { ScannerSource } from './scanPool.js';
import { startScanner } from './scanner.js';

/** Scans on this thread, between its other work. */
export function inlineScanners(): ScannerSource {
  return { size: 1, start: startScanner, dispose: () => Promise.resolve() };
}
