import { isRejected, type Preflight } from './preflight.js';
import { estimatedCost, totalRequests } from './preflightTexts.js';
import type { RoleEstimate } from './roleEstimates.js';

/**
 * The JSON of `gavel preflight --json`. What is not known is null; `rejected`: the run would be
 * refused or fail whatever the models say.
 */
export function preflightDocument(preflight: Preflight) {
  const { plan, estimate, problems, destinations } = preflight;
  const cost = estimate && estimatedCost(estimate);
  return {
    name: plan.name,
    backend: plan.backend,
    rejected: isRejected(preflight),
    rows: estimate?.rows ?? null,
    counted_rows: estimate?.counted ?? null,
    checked_rows: estimate?.looked ?? null,
    repeats: estimate?.repeats ?? null,
    requests: estimate ? totalRequests(estimate) : null,
    roles: estimate?.roles.map(roleDocument) ?? [],
    cost_usd: cost?.usd ?? null,
    most_cost_usd: cost?.mostUsd ?? null,
    unknown_prices: cost?.unknown ?? [],
    seconds: estimate?.duration.seconds ?? null,
    seconds_from: estimate?.duration.measured ?? null,
    problems: problems.map(({ severity, code, message, rows }) => ({
      severity,
      code,
      message,
      first_row: rows?.first ?? null,
      rows: rows?.count ?? null,
    })),
    destinations: destinations.map((destination) => ({
      what: destination.what,
      model: destination.model ?? null,
      to: destination.to,
      columns: destination.columns,
      generated_responses: destination.hasGenerated,
      key: destination.key ?? null,
      called_by_service: destination.isByService,
    })),
  };
}

function roleDocument({ role, model, requests, ...estimate }: RoleEstimate) {
  const { prompt, completion, reply, price, costUsd, mostUsd } = estimate;
  return {
    role,
    model,
    requests,
    prompt_tokens: prompt.tokens,
    prompt_tokens_margin: prompt.margin,
    most_prompt_tokens: prompt.most,
    tokenizer: prompt.tokenizer,
    completion_tokens: completion.tokens,
    most_completion_tokens: completion.most,
    completion_tokens_from: reply.measured?.run ?? null,
    price: price ?? null,
    cost_usd: costUsd ?? null,
    most_cost_usd: mostUsd ?? null,
  };
}
