type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** Numbers of one kind, as many as come; a value beyond the last is 0. */
interface GrowingArray {
  readonly size: number;
  push(value: number): void;
  at(index: number): number;
  /** Fills an array of `size` numbers with all so far, and gives it. */
  copyTo<T extends Numbers>(target: T): T;
}

const FIRST_ROOM = 1024;

export function createGrowingArray(kind: new (length: number) => Numbers): GrowingArray {
  let values = new kind(FIRST_ROOM);
  let size = 0;
  return {
    get size() {
      return size;
    },
    push(value) {
      if (size === values.length) {
        const larger = new kind(2 * size);
        larger.set(values);
        values = larger;
      }
      values[size] = value;
      size += 1;
    },
    at: (index) => values[index] ?? 0,
    copyTo(target) {
      target.set(values.subarray(0, size));
      return target;
    },
  };
}
