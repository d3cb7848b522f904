import type { Clock } from '../http/clock.js';
import { FIRST_DIALECT, type Dialect, type DialectStore } from '../../core/judging/dialect.js';

/** How each endpoint and model wants to be asked: found out by one request, for all others. */
interface DialectMemory {
  /**
   * The dialect to use now. A request with a schema waits while another one finds out whether the
   * endpoint takes schemas; the one that gets `isFirst` reports what came of it.
   */
  begin(
    asking: Speaking,
    signal: AbortSignal,
  ): Promise<{ readonly dialect: Dialect; readonly isFirst: boolean }>;
  /** The endpoint refused `from`: `to` is next, or what another refusal has changed it to already. */
  change(speaker: string, from: Dialect, to: Dialect): Dialect;
  /** The first request has ended; `taken`: it was answered in this dialect. */
  settle(speaker: string, taken: Dialect | undefined): void;
}

interface Speaking {
  /** `<url> <model>`. */
  readonly speaker: string;
  readonly hasSchema: boolean;
}

/** A refusal comes at once; an answer that takes longer is being written, so the dialect is right. */
const LONGEST_WAIT_MS = 2000;

export function createDialectMemory(clock: Clock, store?: DialectStore): DialectMemory {
  const dialects = new Map<string, Dialect>();
  const settled = new Set<string>();
  /** Speaker → ends when the request that finds out has ended. */
  const finding = new Map<string, { readonly ended: Promise<void>; readonly end: () => void }>();
  let loaded: Promise<void> | undefined;

  const load = async () => {
    const known = await store?.load();
    for (const [speaker, dialect] of Object.entries(known ?? {})) {
      dialects.set(speaker, dialect);
      settled.add(speaker);
    }
  };
  const current = (speaker: string) => dialects.get(speaker) ?? FIRST_DIALECT;

  return {
    async begin({ speaker, hasSchema }, signal) {
      await (loaded ??= load());
      if (!hasSchema || settled.has(speaker)) return { dialect: current(speaker), isFirst: false };
      const other = finding.get(speaker);
      if (!other) {
        let end = () => {};
        const ended = new Promise<void>((resolve) => (end = resolve));
        finding.set(speaker, { ended, end });
        return { dialect: current(speaker), isFirst: true };
      }
      await endsOrTakesLong(other.ended, clock, signal);
      return { dialect: current(speaker), isFirst: false };
    },
    change(speaker, from, to) {
      // Requests under way speak the old dialect still.
      if (current(speaker) === from) dialects.set(speaker, to);
      return current(speaker);
    },
    settle(speaker, taken) {
      finding.get(speaker)?.end();
      finding.delete(speaker);
      if (!taken) return;
      settled.add(speaker);
      void store?.save(speaker, taken);
    },
  };
}

async function endsOrTakesLong(
  ended: Promise<void>,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const stop = new AbortController();
  const pass = () => stop.abort(signal.reason);
  signal.addEventListener('abort', pass, { once: true });
  try {
    await Promise.race([ended, clock.sleep(LONGEST_WAIT_MS, stop.signal)]);
  } finally {
    signal.removeEventListener('abort', pass);
    stop.abort();
  }
}
