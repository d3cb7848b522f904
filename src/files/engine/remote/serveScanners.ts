import type { SortKeys } from '../../scan/sortKeyScan.js';
import type { ScanChunk } from '../scanJob.js';

import type { Scanner } from '../scanPool.js';
import { startScanner } from '../scanner.js';
import { failureOf } from './failure.js';
import type { FromScanner, ToScanner } from './scannerThreads.js';

/** The port of a thread, as far as it is needed. */
interface ScannerPort {
  postMessage(message: FromScanner, moved?: readonly ArrayBuffer[]): void;
  on(event: 'message', listener: (message: ToScanner) => void): void;
}

/** Scans, on this thread, what `scannerThreads` asks for from another. */
export function serveScanners(port: ScannerPort): void {
  const scanners = new Map<number, Promise<Scanner>>();

  const answer = async (message: ToScanner): Promise<unknown> => {
    if (message.type === 'start') {
      const starting = startScanner(message.of);
      scanners.set(message.job, starting);
      await starting;
      return undefined;
    }
    const scanner = await scanners.get(message.job);
    switch (message.type) {
      case 'chunk':
        // Both ends are ours: it is what the other one was given.
        return scanner?.chunk(message.chunk as ScanChunk);
      case 'finish':
        return scanner?.finish();
      case 'close':
        scanners.delete(message.job);
        return scanner?.close();
    }
  };

  port.on('message', (message) => {
    answer(message).then(
      (value) => port.postMessage({ id: message.id, value }, buffersOf(value)),
      (error: unknown) => port.postMessage({ id: message.id, failure: failureOf(error) }),
    );
  });
}

/** What a chunk came to is moved, not copied: it is megabytes, and nobody needs it here any more. */
function buffersOf(value: unknown): ArrayBuffer[] {
  if (Array.isArray(value)) return value.flatMap(buffersOf);
  if (value instanceof Uint8Array || value instanceof Uint32Array) {
    return value.buffer instanceof ArrayBuffer ? [value.buffer] : [];
  }
  return isBatch(value) ? [value.bytes, value.starts].flatMap(buffersOf) : [];
}

function isBatch(value: unknown): value is SortKeys {
  return typeof value === 'object' && value !== null && 'bytes' in value && 'starts' in value;
}
