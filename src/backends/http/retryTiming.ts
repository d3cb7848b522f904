/** Names in lower case, as Node gives them. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** No wait is longer, whatever an endpoint asks for. */
export const MAX_WAIT_MS = 60_000;

const BASE_MS = 500;
const MAX_BACKOFF_MS = 10_000;
const JITTER = 0.25;

/** Whether asking again can help; `x-should-retry` of the endpoint overrules the status. */
export function isRetryable(status: number, headers: Headers): boolean {
  const advice = first(headers['x-should-retry']);
  if (advice === 'true') return true;
  if (advice === 'false') return false;
  return status === 408 || status === 429 || status >= 500;
}

interface RetryTime {
  /** Retries so far; 0 for the first. */
  readonly retries: number;
  /** From 0 to below 1. */
  readonly random: number;
  /** Milliseconds since 1970, for a `retry-after` that is a date. */
  readonly now: number;
}

/**
 * Milliseconds to wait before the next try: what the endpoint asks for (`retry-after-ms`,
 * `retry-after`, `x-ratelimit-reset`, in this order), else doubling from half a second to ten, with
 * up to a quarter of jitter. Who asks for no wait at all is not asked faster than that either.
 */
export function retryWaitMs(headers: Headers, time: RetryTime): number {
  const jitter = 1 + JITTER * time.random;
  const asked = askedWaitMs(headers, time.now);
  if (asked !== undefined) return Math.min(asked * jitter, MAX_WAIT_MS);
  return Math.min(BASE_MS * 2 ** time.retries, MAX_BACKOFF_MS) * jitter;
}

function askedWaitMs(headers: Headers, now: number): number | undefined {
  const retryAfter = first(headers['retry-after']);
  // By the clock of whoever wrote the date, where the reply tells it: it may be hours off.
  const sent = Date.parse(first(headers['date']) ?? '');
  const date = dateIn(retryAfter) - (Number.isNaN(sent) ? now : sent);
  const candidates = [
    number(headers['retry-after-ms']),
    number(retryAfter) * 1000,
    date,
    number(headers['x-ratelimit-reset']) * 1000,
  ];
  const asked = candidates.find((ms) => !Number.isNaN(ms));
  return asked !== undefined && asked > 0 ? asked : undefined;
}

/** Milliseconds since 1970; NaN for what names no day of the week: `-1` would be the year 2001. */
function dateIn(text: string | undefined): number {
  return text !== undefined && /^\s*[A-Za-z]{3,9},/.test(text) ? Date.parse(text) : NaN;
}

function number(value: Headers[string]): number {
  const text = first(value)?.trim() ?? '';
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
}

export function first(value: Headers[string]): string | undefined {
  return typeof value === 'string' ? value : value?.[0];
}
