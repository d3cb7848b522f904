import { checkItems, checkText } from '../render/budget.js';
import { fail } from '../render/templateFailure.js';
import { isFlat, pointsOf } from './codePoints.js';
import { Markup, Tuple, integer } from './pythonValue.js';
import type { Value } from './pythonValue.js';
import { RangeObject } from './rangeObject.js';
import { typeNameOf } from './typeNames.js';

export interface SliceBounds {
  /** null: left out. */
  readonly from: Value;
  readonly to: Value;
  readonly step: Value;
}

interface Cut {
  readonly start: bigint;
  readonly step: bigint;
  readonly count: bigint;
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
    const [start, stop, step] = indices(BigInt(target.count), bounds);
    const width = BigInt(target.step) * step;
    const first = BigInt(target.start) + start * BigInt(target.step);
    const last = BigInt(target.start) + stop * BigInt(target.step);
    return new RangeObject(integer(first), integer(last), integer(width));
  }
  return fail(`A value of type ${typeNameOf(target)} can't be sliced`);
}

function textSlice(text: string, bounds: SliceBounds): string {
  checkText(text.length);
  if (!isFlat(text)) return itemsSlice(pointsOf(text), bounds).join('');
  const { start, step, count } = cut(BigInt(text.length), bounds);
  if (step === 1n) return text.slice(Number(start), Number(start + count));
  const parts: string[] = [];
  for (let index = 0n; index < count; index += 1n) {
    parts.push(text.charAt(Number(start + index * step)));
  }
  return parts.join('');
}

function itemsSlice<T>(items: readonly T[], bounds: SliceBounds): T[] {
  const { start, step, count } = cut(BigInt(items.length), bounds);
  checkItems(Number(count));
  if (step === 1n) return items.slice(Number(start), Number(start + count));
  return Array.from({ length: Number(count) }, (_, index) => {
    // Within the bounds by construction.
    return items[Number(start + BigInt(index) * step)] as T;
  });
}

function cut(length: bigint, bounds: SliceBounds): Cut {
  const [start, stop, step] = indices(length, bounds);
  const span = step > 0n ? stop - start : start - stop;
  const width = step > 0n ? step : -step;
  return { start, step, count: span > 0n ? (span + width - 1n) / width : 0n };
}

/** Python's `slice.indices`. */
function indices(length: bigint, { from, to, step }: SliceBounds): [bigint, bigint, bigint] {
  const by = step === null ? 1n : bound(step);
  if (by === 0n) fail('The step of a slice must not be 0');
  const lowest = by < 0n ? -1n : 0n;
  const highest = by < 0n ? length - 1n : length;
  const clamp = (value: bigint): bigint => {
    const index = value < 0n ? value + length : value;
    if (index < lowest) return lowest;
    return index > highest ? highest : index;
  };
  const start = from === null ? (by < 0n ? highest : lowest) : clamp(bound(from));
  const stop = to === null ? (by < 0n ? lowest : highest) : clamp(bound(to));
  return [start, stop, by];
}

function bound(value: Value): bigint {
  if (typeof value === 'number' || typeof value === 'bigint') return BigInt(value);
  if (typeof value === 'boolean') return value ? 1n : 0n;
  return fail(`The bounds of a slice are whole numbers, not ${typeNameOf(value)}`);
}
