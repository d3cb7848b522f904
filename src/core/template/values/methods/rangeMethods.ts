import { fail } from '../../render/templateFailure.js';
import { placeInRange } from '../compare.js';
import { reprOf } from '../pythonText.js';
import type { RangeObject } from '../rangeObject.js';
import { method } from './method.js';
import type { Method, Methods } from './method.js';

/** What a range can do besides being gone through: both are computed, however long it is. */
export const RANGE_METHODS: Methods<RangeObject> = new Map<string, Method<RangeObject>>([
  [
    'count',
    method('value, /', (range, [value]) => (placeInRange(range, value) === undefined ? 0 : 1)),
  ],
  [
    'index',
    method('value, /', (range, [value]) => {
      return placeInRange(range, value) ?? fail(`${reprOf(value)} is not in the range`);
    }),
  ],
]);
