/** Memory is taken from its end and never given back: what outgrows its place moves to another. */

let top: usize = (__heap_base + 15) & ~15;

/** Vectors look this far beyond what they are asked for. */
export const SLACK: usize = 64;
/** Pages that memory grows by at least: each growth costs the other side its views. */
const LEAST_GROWTH: i32 = 16;

/** So many bytes, all zero. */
export function take(bytes: usize): usize {
  const at = top;
  top += (bytes + 15) & ~15;
  const missing = <i32>((top + 0xffff) >>> 16) - memory.size();
  if (missing > 0 && memory.grow(max(missing, LEAST_GROWTH)) < 0) unreachable();
  return at;
}

/** A larger place that begins with what stood in the old one. */
export function moved(from: usize, used: usize, bytes: usize): usize {
  const at = take(bytes);
  memory.copy(at, from, used);
  return at;
}

/** The bytes of whole records that are looked at; line feeds stand behind `end`. */
export let input: usize = 0;
export let end: usize = 0;
/** As large as the input: texts are written here in their plain form. */
export let scratch: usize = 0;
let room: usize = 0;

export function reserve(length: usize): usize {
  if (length > room) {
    room = max(length, min(2 * room, room + 0x400000));
    input = take(room + SLACK);
    scratch = take(room + SLACK);
  }
  return input;
}

export function fill(length: usize): void {
  end = input + length;
  memory.fill(end, 10, SLACK);
}
