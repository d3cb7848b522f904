/** All work is done in place: there is no thread to start. */
export function Worker(): never {
  throw new Error('There are no threads in a browser.');
}
