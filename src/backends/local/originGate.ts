import { steadyClock, type Clock } from '../http/clock.js';
import { createAdaptiveLimit, type LimitBounds } from './adaptiveLimit.js';

/** What came of a request that was let through. */
export type GateReport =
  | 'answered'
  /** It had too much: fewer at a time from now on. */
  | 'overloaded'
  /** Says nothing about the endpoint's strength. */
  | 'other';

/** Lets requests to one origin through, so many at a time as it takes. */
export interface OriginGate {
  /**
   * Resolves when it is this request's turn; the result is called once, when the request has ended.
   * `first`: before those that wait and are not. Rejects with the signal's reason.
   */
  enter(
    turn: { readonly first: boolean },
    signal: AbortSignal,
  ): Promise<(report: GateReport) => void>;
  /** From now on only requests with `first` are let through; all others are rejected with the error. */
  refuseOthers(error: Error): void;
  /** Nothing is let through for so long; a longer wait that was told before stays. */
  closeFor(ms: number): void;
}

interface Waiter {
  readonly begin: () => void;
  readonly fail: (error: Error) => void;
}

/** A gate for one origin. Time-outs of the clock alone reopen it. */
export function createOriginGate(bounds: LimitBounds, anyClock: Clock): OriginGate {
  const clock = steadyClock(anyClock);
  const limit = createAdaptiveLimit(bounds);
  const urgent = new Set<Waiter>();
  const others = new Set<Waiter>();
  let underWay = 0;
  let refusal: Error | undefined;
  let closedUntil = -Infinity;
  /** Set while a sleep goes on that reopens the gate. */
  let alarm: AbortController | undefined;

  function letIn(): void {
    if (clock.now() < closedUntil) {
      reopenLater();
      return;
    }
    while (underWay < limit.current()) {
      const queue = urgent.size > 0 ? urgent : others;
      const [next] = queue;
      if (!next) return;
      queue.delete(next);
      next.begin();
    }
  }

  /** One sleep for all who wait; it ends by itself when nobody does. */
  function reopenLater(): void {
    if (alarm || !isAwaited()) return;
    const mine = (alarm = new AbortController());
    const wake = () => {
      if (alarm !== mine) return;
      alarm = undefined;
      letIn();
    };
    clock.sleep(closedUntil - clock.now(), mine.signal).then(wake, () => undefined);
  }

  const isAwaited = () => urgent.size + others.size > 0;

  function pass(sentAt: number): (report: GateReport) => void {
    return (report) => {
      const now = clock.now();
      const isFull = underWay >= limit.current() && isAwaited();
      underWay -= 1;
      if (report === 'answered') limit.answered({ now, isFull });
      if (report === 'overloaded') limit.overloaded({ now, sentAt });
      letIn();
    };
  }

  return {
    enter({ first }, signal) {
      const queue = first ? urgent : others;
      return new Promise((resolve, reject) => {
        signal.throwIfAborted();
        if (!first && refusal) throw refusal;
        const waiter: Waiter = {
          begin: () => {
            signal.removeEventListener('abort', leave);
            underWay += 1;
            resolve(pass(clock.now()));
          },
          fail: (error) => {
            signal.removeEventListener('abort', leave);
            queue.delete(waiter);
            if (!isAwaited()) {
              alarm?.abort();
              alarm = undefined;
            }
            reject(error);
          },
        };
        // Whoever aborts gives an error, or none and then it is the platform's.
        const leave = () => waiter.fail(signal.reason as Error);
        signal.addEventListener('abort', leave, { once: true });
        queue.add(waiter);
        letIn();
      });
    },
    refuseOthers(error) {
      refusal = error;
      for (const waiter of others) waiter.fail(error);
    },
    closeFor(ms) {
      closedUntil = Math.max(closedUntil, clock.now() + ms);
    },
  };
}
