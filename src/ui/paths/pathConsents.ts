import type { KeyMemory } from '../secrets/keyMemory.js';
import { createRememberedTexts } from '../secrets/rememberedTexts.js';

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
  const paths = createRememberedTexts(memory, ALLOWED);
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    all: () => paths.all(),
    allow: (real) => paths.add(real).then(tell),
    withdraw: (real) => paths.remove(real).then(tell),
    onDidChange(listener) {
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    },
  };
}
