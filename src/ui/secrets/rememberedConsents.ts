import type { KeyMemory } from './keyMemory.js';
import { createRememberedTexts } from './rememberedTexts.js';

/** What a person has said yes to, by an entry (a text) for each. */
interface RememberedConsents<Question> {
  given(question: Question): boolean;
  /** Asks where nothing was said yet; one question at a time for an entry. */
  allows(question: Question): Promise<boolean>;
  entries(): readonly string[];
  withdraw(entry: string): Promise<void>;
}

interface ConsentPorts<Question> {
  readonly memory: KeyMemory;
  /** Under which the entries are kept. */
  readonly key: string;
  entryOf(question: Question): string;
  /** Asks the person. */
  ask(question: Question): PromiseLike<boolean>;
}

/** A yes is kept. A refusal is not: whoever asks again later asks the person again. */
export function createRememberedConsents<Question>(
  ports: ConsentPorts<Question>,
): RememberedConsents<Question> {
  const { entryOf } = ports;
  const texts = createRememberedTexts(ports.memory, ports.key);
  /** Many rows ask at once. */
  const asking = new Map<string, Promise<boolean>>();

  const given = (question: Question): boolean => texts.all().includes(entryOf(question));

  const ask = async (question: Question): Promise<boolean> => {
    if (!(await ports.ask(question))) return false;
    await texts.add(entryOf(question));
    return true;
  };

  return {
    given,
    entries: () => texts.all(),
    async allows(question) {
      if (given(question)) return true;
      const entry = entryOf(question);
      const running = asking.get(entry);
      if (running) return running;
      const asked = ask(question);
      asking.set(entry, asked);
      try {
        return await asked;
      } finally {
        asking.delete(entry);
      }
    },
    withdraw: (entry) => texts.remove(entry),
  };
}
