import type { RunManifest } from './manifest.js';

/** The cap, in US dollars, of a paused run that can't go on below it; undefined for any other run. */
export function capReached({ status, spec, usage, progress }: RunManifest): number | undefined {
  const cap = spec.run?.max_cost_usd;
  const cost = usage?.cost_usd;
  if (status !== 'paused' || cap === undefined || cost === undefined) return undefined;
  // As the runner stops: where the next row would go beyond it, if it costs what the others did.
  const perRow = progress.done === 0 ? 0 : cost / progress.done;
  return cost + perRow > cap ? cap : undefined;
}
