import type { Preflight } from './preflight.js';
import { estimatedCost, totalRequests } from './preflightTexts.js';

/** Requests from which a run of unknown price is asked about. */
const MANY_REQUESTS = 200;

/**
 * Whether a person is asked before a run: it is estimated to cost more than `aboveUsd`, or its price
 * is not known and it asks much. The demo never costs anything.
 */
export function needsConfirmation({ plan, estimate }: Preflight, aboveUsd: number): boolean {
  if (plan.backend === 'demo') return false;
  // Nobody here knows how many rows a dataset on the service has.
  if (!estimate) return true;
  const { usd } = estimatedCost(estimate);
  return usd === undefined ? totalRequests(estimate) > MANY_REQUESTS : usd > aboveUsd;
}
