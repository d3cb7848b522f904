import type { FaultOf } from './faults.js';
import { failure } from './reply.js';
import type { DemoReply } from './reply.js';

interface Window {
  /** Of `performance.now()`. */
  startedMs: number;
  requests: number;
}

interface Counted {
  /** The answer to a request above the limit. */
  readonly refused?: DemoReply;
  /** What is left of the limit; none where there is no limit. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Counts the requests that a rate limit lets through, each limit for itself. */
export function createRateLimits() {
  const windows = new WeakMap<FaultOf<'rate_limit'>, Window>();
  return {
    count(limit: FaultOf<'rate_limit'> | undefined): Counted {
      if (!limit) return { headers: {} };
      const now = performance.now();
      let window = windows.get(limit);
      if (!window || now - window.startedMs >= limit.ms) {
        window = { startedMs: now, requests: 0 };
        windows.set(limit, window);
      }
      window.requests += 1;
      const headers = {
        'x-ratelimit-limit': String(limit.requests),
        'x-ratelimit-remaining': String(Math.max(0, limit.requests - window.requests)),
      };
      if (window.requests <= limit.requests) return { headers };
      const left = (window.startedMs + limit.ms - now) / 1000;
      return {
        refused: failure(429, 'Too many requests; slow down.'),
        headers: { ...headers, 'x-ratelimit-reset': left.toFixed(3) },
      };
    },
  };
}
