import * as z from 'zod';

const items = z.array(z.unknown());

/** A list as services send it: a bare array, or an object with it in `data`. */
export const bareOrData = z.union([
  z.looseObject({ data: items }).transform(({ data }) => data),
  items,
]);
