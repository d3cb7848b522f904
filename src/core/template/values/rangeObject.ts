import { fail } from '../render/templateFailure.js';
import { TemplateObject, integer } from './pythonValue.js';
import type { Value } from './pythonValue.js';
import { typeNameOf } from './typeNames.js';

type Bound = number | bigint;

/** Python's `range`: its items are computed when they are asked for, so any length costs nothing. */
export class RangeObject extends TemplateObject {
  readonly typeName = 'range';
  /** Number of items; a bigint beyond 2^53. */
  readonly count: Bound;

  /** `step` is not 0: `rangeOf` refuses that. */
  constructor(
    readonly start: Bound,
    readonly stop: Bound,
    readonly step: Bound,
  ) {
    super();
    const from = BigInt(start);
    const size = BigInt(step);
    const span = size > 0n ? BigInt(stop) - from : from - BigInt(stop);
    const width = size > 0n ? size : -size;
    this.count = span > 0n ? integer((span + width - 1n) / width) : 0;
  }

  /** The item at `index`, which is within the range. */
  at(index: Bound): Bound {
    if (typeof index === 'number' && typeof this.start === 'number') {
      const value = this.start + index * Number(this.step);
      if (Number.isSafeInteger(value)) return value;
    }
    return integer(BigInt(this.start) + BigInt(index) * BigInt(this.step));
  }

  /** Where an int stands in the range; undefined where it does not. */
  indexOf(value: Bound): Bound | undefined {
    const offset = BigInt(value) - BigInt(this.start);
    const step = BigInt(this.step);
    if (offset % step !== 0n) return undefined;
    const index = offset / step;
    return index >= 0n && index < BigInt(this.count) ? integer(index) : undefined;
  }

  override readonly iterate = (): Iterator<Value> => this.items();

  override readonly length = (): number => {
    if (typeof this.count === 'bigint') return fail('A range is too long to be counted');
    return this.count;
  };

  override readonly truth = (): boolean => this.count !== 0;

  override readonly equals = (other: Value): boolean => {
    if (!(other instanceof RangeObject) || other.count !== this.count) return false;
    if (this.count === 0) return true;
    return other.start === this.start && (this.count === 1 || other.step === this.step);
  };

  text(): string {
    const step = this.step === 1 ? '' : `, ${this.step.toString()}`;
    return `range(${this.start.toString()}, ${this.stop.toString()}${step})`;
  }

  override attribute(name: string): Value {
    return name === 'start' || name === 'stop' || name === 'step' ? this[name] : undefined;
  }

  private *items(): Generator<Value, void> {
    for (let index = 0; index < this.count; index += 1) yield this.at(index);
  }
}

/** `range(start, stop, step)` with Python's complaints. */
export function rangeOf(start: Value, stop: Value, step: Value): RangeObject {
  const bounds = [start, stop, step].map((bound) => {
    if (typeof bound === 'boolean') return Number(bound);
    if (typeof bound === 'number' || typeof bound === 'bigint') return bound;
    return fail(`range() wants whole numbers, not ${typeNameOf(bound)}`);
  });
  const [from = 0, to = 0, by = 1] = bounds;
  if (by === 0) return fail('The step of range() must not be 0');
  return new RangeObject(from, to, by);
}
