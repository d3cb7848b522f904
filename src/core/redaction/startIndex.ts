/** Many texts that are looked for at once, whatever their number. */
interface StartIndex<T> {
  /** From now on `start` is looked for. @throws RangeError where it is shorter than `shortest` */
  add(start: string, value: T): void;
  /** The first place at or behind `from` where any start stands, with all that stand there. */
  next(text: string, from: number): { at: number; values: readonly T[] } | undefined;
}

/** Characters that are looked at together: two are in every text, three seldom are those of a start. */
const BLOCK = 3;
const SLOTS = 1 << 14;

/**
 * The search of Wu and Manber (A fast algorithm for multi-pattern searching, 1994): the block at the
 * end of a window of `shortest` characters tells how far no start can begin, so most of a text is
 * never looked at, and a thousand starts cost little more than one.
 */
export function createStartIndex<T>(shortest: number): StartIndex<T> {
  const furthest = shortest - BLOCK + 1;
  const shifts = new Uint8Array(SLOTS).fill(furthest);
  /** By the whole start: thousands may begin alike, as the keys of one provider do. */
  const values = new Map<string, T[]>();
  const lengths = new Set<number>();

  return {
    add(start, value) {
      if (start.length < shortest) throw new RangeError(`A start has ${shortest} characters.`);
      for (let end = BLOCK; end <= shortest; end += 1) {
        const slot = slotOf(start, end - 1);
        shifts[slot] = Math.min(shifts[slot] ?? furthest, shortest - end);
      }
      lengths.add(start.length);
      const alike = values.get(start);
      if (alike) alike.push(value);
      else values.set(start, [value]);
    },
    next(text, from) {
      if (values.size === 0) return undefined;
      for (let last = from + shortest - 1; last < text.length;) {
        const shift = shifts[slotOf(text, last)] ?? 1;
        if (shift === 0) {
          const at = last - shortest + 1;
          const here = [...lengths]
            .filter((length) => at + length <= text.length)
            .flatMap((length) => values.get(text.slice(at, at + length)) ?? []);
          if (here.length > 0) return { at, values: here };
        }
        last += Math.max(1, shift);
      }
      return undefined;
    },
  };
}

/** Of the block whose last character stands at `last`. */
function slotOf(text: string, last: number): number {
  const mixed =
    (text.charCodeAt(last) * 31 + text.charCodeAt(last - 1)) * 31 + text.charCodeAt(last - 2);
  return (mixed ^ (mixed >>> 14)) & (SLOTS - 1);
}
