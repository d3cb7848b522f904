export { Buffer } from 'buffer/';

/** No environment, and paths as the file systems of a browser have them. */
export const process = { env: {}, platform: 'linux', nextTick: queueMicrotask } as const;

export function setImmediate(work: () => void): void {
  setTimeout(work, 0);
}
