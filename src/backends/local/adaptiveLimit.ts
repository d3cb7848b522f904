/** How many requests an endpoint gets at a time, by how it takes them. */
interface AdaptiveLimit {
  /** At least 1. */
  readonly current: () => number;
  /** An answer came; `isFull`: as many as allowed were under way, and others waited. */
  answered(time: { readonly now: number; readonly isFull: boolean }): void;
  /**
   * The endpoint had too much (a rate limit, a busy server, no answer in time). Requests that were
   * sent before the last cut say nothing new.
   */
  overloaded(time: { readonly now: number; readonly sentAt: number }): void;
}

export interface LimitBounds {
  /** At the start. */
  readonly start: number;
  /** Never more. */
  readonly most: number;
}

const FIRST_STEP = 1.5;
/** Share of what more requests at a time could bring that they must bring to be worth it. */
const WORTH = 0.4;
/** Answers that one measurement is made of, in limits; a floor for small ones. */
const WINDOW_LIMITS = 3;
const WINDOW_LEAST = 12;
/** Windows until a limit that did not pay is tried again. */
const HOLD_WINDOWS = 12;

/**
 * Additive increase, multiplicative decrease (Chiu and Jain, 1989), as TCP does it, with two changes.
 * Growth is by halves until it no longer pays: by Little's law a limit beyond what the server works on
 * at once raises the latency and not the rate of answers, and a rate says so whatever the length of
 * the answers, where a latency does not. After a cut it grows by one a round.
 */
export function createAdaptiveLimit({ start, most }: LimitBounds): AdaptiveLimit {
  let limit = Math.min(start, most);
  let cutAt = -Infinity;
  let hasBeenCut = false;
  let held = 0;
  let before: { readonly limit: number; readonly rate: number } | undefined;
  let window: { readonly since: number; answers: number; full: number } | undefined;

  /** Compares the rate of this window with that of the smaller limit before it. */
  function judge(rate: number): void {
    if (held > 0) {
      held -= 1;
      if (held === 0) before = undefined;
      return;
    }
    if (before && before.limit < limit) {
      const gained = rate / before.rate - 1;
      const possible = limit / before.limit - 1;
      if (gained < WORTH * possible) {
        limit = before.limit;
        held = HOLD_WINDOWS;
        return;
      }
    }
    before = { limit, rate };
    limit = Math.min(most, Math.ceil(limit * FIRST_STEP));
  }

  return {
    current: () => Math.max(1, Math.floor(limit)),
    answered({ now, isFull }) {
      if (hasBeenCut) {
        limit = Math.min(most, limit + 1 / Math.max(1, limit));
        return;
      }
      if (limit >= most && !before) return;
      window ??= { since: now, answers: 0, full: 0 };
      window.answers += 1;
      if (isFull) window.full += 1;
      if (window.answers < Math.max(WINDOW_LEAST, WINDOW_LIMITS * limit)) return;
      const { since, answers, full } = window;
      window = undefined;
      // A limit that was not reached has not been tried.
      if (full < answers / 2 || now <= since) return;
      judge(answers / (now - since));
    },
    overloaded({ now, sentAt }) {
      if (sentAt <= cutAt) return;
      cutAt = now;
      hasBeenCut = true;
      limit = Math.max(1, limit / 2);
    },
  };
}
