import type { KeyMemory } from '../secrets/keyMemory.js';

/** The files outside the workspace that the person allowed, for this workspace alone. */
export interface PathConsents {
  /** Real and absolute, in the order in which they were allowed. */
  all(): readonly string[];
  allow(real: string): Promise<void>;
  withdraw(real: string): Promise<void>;
  /** Something was allowed or withdrawn. */
  onDidChange(listener: () => void): { dispose(): void };
}

const ALLOWED = 'gavel.allowedPaths';

/** `memory`: the workspace's own, which no file in it can write. */
export function createPathConsents(memory: KeyMemory): PathConsents {
  const all = (): readonly string[] => {
    const stored = memory.get(ALLOWED);
    return Array.isArray(stored) ? stored.filter((item) => typeof item === 'string') : [];
  };
  const listeners = new Set<() => void>();
  const keep = async (paths: readonly string[]): Promise<void> => {
    await memory.update(ALLOWED, paths);
    for (const listener of listeners) listener();
  };
  return {
    all,
    allow: (real) => keep([...new Set([...all(), real])]),
    withdraw: (real) => keep(all().filter((one) => one !== real)),
    onDidChange(listener) {
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    },
  };
}
