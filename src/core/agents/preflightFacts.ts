import { preflight, type Preflight } from '../preflight/preflight.js';
import { preflightDocument } from '../preflight/preflightDocument.js';
import { costSentence, destinationText, estimateSentence } from '../preflight/preflightTexts.js';
import type { EvalPlan } from '../runs/evalBackend.js';
import type { AgentCall } from './agentCall.js';
import type { AgentHost } from './agentHost.js';
import { shortText } from './foreignText.js';

/** What the run of a plan comes to; nothing is sent. `budgetMs`: time for looking at every row. */
export async function estimatedPlan(
  plan: EvalPlan,
  host: AgentHost,
  { signal, progress }: Pick<AgentCall, 'signal' | 'progress'>,
  limits: { readonly budgetMs?: number } = {},
): Promise<Preflight> {
  return preflight(plan, host.services, {
    ...limits,
    list: await host.listAtHand(plan.backend),
    signal,
    now: () => host.now(),
    pause: () => host.pause(),
    progress,
  });
}

/** The figures of a launch, before anything is sent. */
export function preflightFacts(found: Preflight) {
  const { plan, estimate, destinations } = found;
  const document = preflightDocument(found);
  return {
    estimate: estimateSentence(found),
    ...(estimate && plan.backend !== 'demo' && { cost: costSentence(estimate) }),
    ...(plan.backend === 'demo' && {
      demo: 'Nothing leaves this machine: a scripted judge answers, free of charge. Its verdicts say nothing about a model.',
    }),
    backend: document.backend,
    rows: document.rows,
    requests: document.requests,
    cost_usd: document.cost_usd,
    most_cost_usd: document.most_cost_usd,
    unknown_prices: document.unknown_prices.map((model) => shortText(model, 120)),
    would_be_refused: document.rejected,
    destinations: destinations.map((each) => shortText(destinationText(each))),
    problems: document.problems
      .slice(0, 20)
      .map(({ severity, message }) => `${severity}: ${shortText(message, 600)}`),
    notes: plan.notes
      .filter((note) => !document.problems.some(({ message }) => message === note))
      .slice(0, 20)
      .map((note) => shortText(note, 600)),
  };
}
