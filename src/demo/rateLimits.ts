import type { FaultOf } from './faults.js';
import { failure } from './reply.js';
import type { DemoReply } from './reply.js';

interface Window {
  /** Of `performance.now()`. */
  startedMs: number;
  requests: number;
}

/** Counts the requests that a rate limit lets through, each limit for itself. */
export function createRateLimits() {
  const windows = new WeakMap<FaultOf<'rate_limit'>, Window>();
  return {
    /** The answer to a request above the limit; undefined below it and where there is none. */
    refusal(limit: FaultOf<'rate_limit'> | undefined): DemoReply | undefined {
      if (!limit) return undefined;
      const now = performance.now();
      let window = windows.get(limit);
      if (!window || now - window.startedMs >= limit.ms) {
        window = { startedMs: now, requests: 0 };
        windows.set(limit, window);
      }
      window.requests += 1;
      if (window.requests <= limit.requests) return undefined;
      const left = (window.startedMs + limit.ms - now) / 1000;
      const refused = failure(429, 'Too many requests; slow down.');
      return {
        ...refused,
        headers: { ...refused.headers, 'x-ratelimit-reset': left.toFixed(3) },
      };
    },
  };
}
