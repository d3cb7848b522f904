/**
 * A number from 0 to 1 (excluded) that belongs to a row under a seed, evenly spread: the finalizer of
 * MurmurHash3 (Appleby 2011), twice. It hangs on the row alone, so that a sample stays what it was when
 * rows come, go or change places, and the first 40 rows are the first of 80.
 *
 * @param use keeps draws of the same row for different ends apart
 */
export function seededUniform(seed: number, row: number, use: 'sample' | 'order'): number {
  const start = mixed((seed | 0) ^ (use === 'sample' ? 0x9e3779b9 : 0x3c6ef372));
  // Seeds beyond 32 bits differ in their upper part.
  const upper = mixed(start ^ Math.floor(seed / 2 ** 32));
  return mixed(mixed(upper ^ (row | 0)) + Math.imul(row, 0x9e3779b1)) / 2 ** 32;
}

function mixed(value: number): number {
  let bits = value >>> 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** Which response of a compared row stands first: chance decides, the same each time. */
export function shownOrder(seed: number, row: number): 'AB' | 'BA' {
  return seededUniform(seed, row, 'order') < 0.5 ? 'AB' : 'BA';
}
