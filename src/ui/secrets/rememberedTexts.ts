import type { KeyMemory } from './keyMemory.js';

/** Texts that are kept, each once, in the order in which they were added. */
interface RememberedTexts {
  all(): readonly string[];
  add(text: string): Promise<void>;
  remove(text: string): Promise<void>;
}

/** `key`: under which they are kept. What somebody else has put there and is no text is left out. */
export function createRememberedTexts(memory: KeyMemory, key: string): RememberedTexts {
  const all = (): readonly string[] => {
    const stored = memory.get(key);
    return Array.isArray(stored) ? stored.filter((item) => typeof item === 'string') : [];
  };
  return {
    all,
    async add(text) {
      await memory.update(key, [...new Set([...all(), text])]);
    },
    async remove(text) {
      await memory.update(
        key,
        all().filter((one) => one !== text),
      );
    },
  };
}
