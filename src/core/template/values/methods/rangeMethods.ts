import { fail } from '../../render/templateFailure.js';
import { numberIn } from '../compare.js';
import { reprOf } from '../pythonText.js';
import type { RangeObject } from '../rangeObject.js';
import { method } from './method.js';
import type { Methods } from './method.js';

/** What a range can do besides being gone through: both are computed, however long it is. */
export const RANGE_METHODS: Methods<RangeObject> = new Map([
  ['count', method('value, /', (range, [value]) => (numberIn(range, value) === undefined ? 0 : 1))],
  [
    'index',
    method('value, /', (range, [value]) => {
      return numberIn(range, value) ?? fail(`${reprOf(value)} is not in the range`);
    }),
  ],
]);
