import type { PathGate, PathPolicy } from '../core/paths/pathGate.js';
import { lazily } from './lazily.js';

/** The gate of this machine, loaded with the first path that is held against it. */
export function lazyGate(policy: PathPolicy): PathGate {
  const gate = lazily(async () => {
    const { createPathGate } = await import('../files/paths/pathGate.js');
    return createPathGate(policy);
  });
  let named: string[] = [];
  const loaded = async (): Promise<PathGate> => {
    const made = await gate.get();
    for (const path of named) made.named(path);
    named = [];
    return made;
  };
  return {
    look: async (path) => (await loaded()).look(path),
    check: async (path) => (await loaded()).check(path),
    checkFile: async (path) => (await loaded()).checkFile(path),
    checkRun: async (folder) => (await loaded()).checkRun(folder),
    named: (path) => void named.push(path),
    home: async (path) => (await loaded()).home(path),
  };
}
