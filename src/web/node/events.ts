/** Nothing that is waited for happens without Node's streams. */
export function once(): never {
  throw new Error('There are no streams in a browser.');
}
