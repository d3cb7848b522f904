import type { EvalPlan } from '../runs/evalBackend.js';
import { modelObjects } from '../spec/responders.js';
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

/** Whether every model that a run asks is known to cost nothing: there is nothing to count. */
export function isFree({ backend, spec, prices = {} }: EvalPlan): boolean {
  if (backend === 'demo') return true;
  return modelObjects(spec).every(([field]) => {
    const price = prices[field];
    return price !== undefined && price.input === 0 && price.output === 0;
  });
}
