import { readdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { collectGarbage } from './collectGarbage.js';

/** What a process holds while nothing is under way in it. */
export interface ProcessState {
  /** In use after everything unreachable is gone. */
  readonly heapBytes: number;
  readonly rssBytes: number;
  /** Open file descriptors and threads; 0 where the system doesn't tell. */
  readonly descriptors: number;
  readonly threads: number;
  /** Timers, sockets, servers and the like that keep the process alive. */
  readonly resources: number;
  /** On the process itself, and on the signals that everything was given. */
  readonly listeners: number;
  /** Files and folders directly in the working folder: temporary files would be there. */
  readonly files: number;
}

/** `folder`: where the process works. */
export async function readState(folder: string): Promise<ProcessState> {
  const heapBytes = await collectGarbage();
  const ofProcess = process
    .eventNames()
    .reduce((sum, name) => sum + process.listenerCount(name), 0);
  return {
    heapBytes,
    rssBytes: process.memoryUsage().rss,
    descriptors: entries('/proc/self/fd'),
    threads: entries('/proc/self/task'),
    resources: process.getActiveResourcesInfo().length,
    listeners: ofProcess,
    files: (await readdir(folder)).length,
  };
}

function entries(folder: string): number {
  try {
    return readdirSync(folder).length;
  } catch {
    return 0;
  }
}

/** Warnings of Node on too many listeners, from now on; each is a leak that Node has seen. */
export function watchForLeaks(): { readonly warnings: readonly string[]; stop(): void } {
  const warnings: string[] = [];
  const take = (warning: Error): void => {
    if (warning.name === 'MaxListenersExceededWarning') warnings.push(warning.message);
  };
  process.on('warning', take);
  return { warnings, stop: () => void process.off('warning', take) };
}
