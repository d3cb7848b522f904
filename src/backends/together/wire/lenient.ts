import * as z from 'zod';

// Unknown fields and null never break reading: every field but an id may be missing.

/** What is shown, compared or kept: nothing of it is ever this long. */
const MOST_TEXT = 4096;

export const text = z.string().max(MOST_TEXT).nullish().catch(undefined);

/** An id that requests are made with: no path, no query, and no end of a text. */
export const serviceId = z.string().refine(isServiceId);

export function isServiceId(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._:-]{0,199}$/.test(text);
}
export const count = z.int().min(0).nullish().catch(undefined);
export const flag = z.boolean().nullish().catch(undefined);
export const object = z.record(z.string(), z.unknown()).nullish().catch(undefined);

/** The most seconds since 1970 that a `Date` holds. */
export const LAST_MOMENT = 8.64e12;
