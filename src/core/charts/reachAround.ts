/** Below it doubles have no round numbers left for the steps of an axis. */
const NARROWEST = 1e-250;

/** How far a scale goes beyond both its ends: an interval of no width still needs one around it. */
export function reachAround(low: number, high: number): number {
  if (high - low > NARROWEST) return 0;
  const tenth = Math.abs(low) * 0.1;
  return tenth > NARROWEST ? tenth : 1;
}
