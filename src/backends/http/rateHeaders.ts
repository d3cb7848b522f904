import { first, type Headers } from './retryTiming.js';

/**
 * Milliseconds to wait because an answer says that nothing more is left of some budget; undefined
 * where it says no such thing. Together: `x-ratelimit-remaining` and `-reset` (seconds),
 * `x-tokenlimit-remaining` with the same reset; OpenAI, vLLM's gateways and Groq:
 * `x-ratelimit-remaining-requests` and `-reset-requests` (`1s`, `6m0s`, `20ms`), the same for
 * `-tokens`.
 */
export function spentBudgetWaitMs(headers: Headers): number | undefined {
  const waits = BUDGETS.flatMap(([remaining, reset]) => {
    const left = first(headers[remaining])?.trim();
    if (left === undefined || !/^0+(\.0+)?$/.test(left)) return [];
    const wait = durationMs(first(headers[reset]));
    return wait === undefined ? [] : [wait];
  });
  return waits.length === 0 ? undefined : Math.max(...waits);
}

const BUDGETS = [
  ['x-ratelimit-remaining', 'x-ratelimit-reset'],
  ['x-tokenlimit-remaining', 'x-ratelimit-reset'],
  ['x-ratelimit-remaining-requests', 'x-ratelimit-reset-requests'],
  ['x-ratelimit-remaining-tokens', 'x-ratelimit-reset-tokens'],
] as const;

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** `7.5` (seconds), `6m0s`, `20ms`. */
export function durationMs(text: string | undefined): number | undefined {
  const trimmed = text?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(trimmed)) return Number(trimmed) * 1000;
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(trimmed)) return undefined;
  let sum = 0;
  for (const [, amount, unit] of trimmed.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)) {
    sum += Number(amount) * (UNIT_MS[unit ?? ''] ?? 0);
  }
  return sum;
}
