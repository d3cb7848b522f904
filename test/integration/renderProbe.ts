import { PROBE } from './hostileFiles.js';

/**
 * Counts how often templates of `hostileFiles` are rendered while `work` runs: the extension shares
 * this realm, and its `upper` puts the value of a row, which no other text holds, into capitals.
 */
export async function rendersDuring(work: () => Promise<void>): Promise<number> {
  const original = String.prototype.toUpperCase;
  let renders = 0;
  String.prototype.toUpperCase = function (this: string): string {
    if (this.includes(PROBE)) renders += 1;
    return original.call(this);
  };
  try {
    await work();
    return renders;
  } finally {
    String.prototype.toUpperCase = original;
  }
}
