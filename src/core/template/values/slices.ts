import { checkItems, checkText } from '../render/budget.js';
import { fail } from '../render/templateFailure.js';
import { isFlat, pointsOf } from './codePoints.js';
import { Markup, Tuple, integer } from './pythonValue.js';
import type { Value } from './pythonValue.js';
import { RangeObject } from './rangeObject.js';
import { isInt, typeNameOf } from './typeNames.js';

export interface SliceBounds {
  /** null: left out. */
  readonly from: Value;
  readonly to: Value;
  readonly step: Value;
}

interface Cut {
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

/**
 * `target[from:to:step]`. Fails where Python raises: on values that have no slices (undefined too)
 * and for a step of 0.
 */
export function sliceOf(target: Value, bounds: SliceBounds): Value {
  if (typeof target === 'string') return textSlice(target, bounds);
  if (target instanceof Markup) return new Markup(textSlice(target.text, bounds));
  if (Array.isArray(target)) return itemsSlice(target, bounds);
  if (target instanceof Tuple) return new Tuple(itemsSlice(target.items, bounds));
  if (target instanceof RangeObject) {
    const [start, stop, step] = indices(target.length(), bounds);
    return new RangeObject(
      target.at(start),
      target.at(stop),
      integer(BigInt(target.step) * BigInt(step)),
    );
  }
  return fail(`A value of type ${typeNameOf(target)} can't be sliced`);
}

function textSlice(text: string, bounds: SliceBounds): string {
  checkText(text.length);
  if (!isFlat(text)) return itemsSlice(pointsOf(text), bounds).join('');
  const { start, step, count } = cut(text.length, bounds);
  if (step === 1) return text.slice(start, start + count);
  const parts: string[] = [];
  for (let index = 0; index < count; index += 1) {
    parts.push(text.charAt(start + index * step));
  }
  return parts.join('');
}

function itemsSlice<T>(items: readonly T[], bounds: SliceBounds): T[] {
  const { start, step, count } = cut(items.length, bounds);
  checkItems(count);
  if (step === 1) return items.slice(start, start + count);
  return Array.from({ length: count }, (_, index) => {
    // Within the bounds by construction.
    return items[start + index * step] as T;
  });
}

function cut(length: number, bounds: SliceBounds): Cut {
  const [start, stop, step] = indices(length, bounds);
  const span = step > 0 ? stop - start : start - stop;
  return { start, step, count: span > 0 ? Math.ceil(span / Math.abs(step)) : 0 };
}

/** Python's `slice.indices`. */
function indices(length: number, { from, to, step }: SliceBounds): [number, number, number] {
  const by = step === null ? 1 : bound(step);
  if (by === 0) fail('The step of a slice must not be 0');
  const lowest = by < 0 ? -1 : 0;
  const highest = by < 0 ? length - 1 : length;
  const clamp = (value: number): number => {
    const index = value < 0 ? value + length : value;
    return Math.min(highest, Math.max(lowest, index));
  };
  const start = from === null ? (by < 0 ? highest : lowest) : clamp(bound(from));
  const stop = to === null ? (by < 0 ? lowest : highest) : clamp(bound(to));
  return [start, stop, by];
}

/** Beyond 2^53 only the size matters, not the digit. */
function bound(value: Value): number {
  if (typeof value === 'number') return value;
  if (isInt(value)) return Number(value);
  return fail(`The bounds of a slice are whole numbers, not ${typeNameOf(value)}`);
}
