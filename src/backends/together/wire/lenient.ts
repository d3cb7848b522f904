import * as z from 'zod';

// Unknown fields and null never break reading: every field but an id may be missing.

export const text = z.string().nullish().catch(undefined);
export const count = z.int().min(0).nullish().catch(undefined);
export const flag = z.boolean().nullish().catch(undefined);
export const object = z.record(z.string(), z.unknown()).nullish().catch(undefined);

/** The most seconds since 1970 that a `Date` holds. */
export const LAST_MOMENT = 8.64e12;
