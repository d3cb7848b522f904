import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** The functions of Node by which this project opens a file, in `fs` and in `fs.promises`. */
const SYNC = ['open', 'openSync', 'readFile', 'readFileSync', 'createReadStream'] as const;
const PROMISED = ['open', 'readFile', 'truncate', 'writeFile', 'copyFile'] as const;

/**
 * Runs `work` and gives the real paths of all that this process opened meanwhile, of whatever name:
 * links are followed as the system does.
 */
export async function watchOpens(work: () => Promise<unknown>): Promise<readonly string[]> {
  const opened: string[] = [];
  const note = (place: unknown): void => {
    if (typeof place !== 'string') return;
    try {
      opened.push(fs.realpathSync.native(place));
    } catch {
      // It is not there, so that nothing of it is read.
    }
  };
  const undo = [watched(fs, SYNC, note), watched(fs.promises, PROMISED, note)];
  syncBuiltinESMExports();
  try {
    await work();
    return opened;
  } finally {
    for (const restore of undo) restore();
    syncBuiltinESMExports();
  }
}

function watched(
  module: object,
  names: readonly string[],
  note: (place: unknown) => void,
): () => void {
  const before = new Map(names.map((name) => [name, Reflect.get(module, name) as unknown]));
  for (const [name, original] of before) {
    if (typeof original !== 'function') throw new Error(`node:fs has no function ${name}`);
    Reflect.set(module, name, (...args: unknown[]): unknown => {
      note(args[0]);
      const given: unknown = Reflect.apply(original, module, args);
      return given;
    });
  }
  return () => {
    for (const [name, original] of before) Reflect.set(module, name, original);
  };
}
