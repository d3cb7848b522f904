import { dollars } from '../../core/models/modelTexts.js';
import type { Destination } from '../../core/preflight/destinations.js';
import { isRejected, type Preflight, type RunEstimate } from '../../core/preflight/preflight.js';
import {
  costSentence,
  costText,
  countingSentence,
  durationSentence,
  estimatedCost,
  estimateSentence,
  repliesSentence,
  secondsText,
  tokensText,
  totalRequests,
} from '../../core/preflight/preflightTexts.js';
import type { RoleEstimate } from '../../core/preflight/roleEstimates.js';
import { numberText, t, tIn } from '../../l10n/t.js';
import type { PreflightView } from '../../shared/preflightProtocol.js';

/** The card, worded. */
export function preflightView(preflight: Preflight): PreflightView {
  const { plan, estimate, problems, destinations } = preflight;
  return {
    name: plan.name,
    backend: plan.backend,
    isRejected: isRejected(preflight),
    headline: headline(preflight),
    facts: estimate ? facts(estimate) : [],
    roles: estimate?.roles.map(roleView) ?? [],
    notes: estimate ? notes(estimate) : [],
    problems: problems.map(({ severity, message }) => ({ severity, message })),
    destinations: destinations.map(destinationView),
  };
}

function headline({ plan, estimate }: Preflight): string {
  if (!estimate) return t('The cost is not known');
  if (totalRequests(estimate) === 0) return t('There is nothing to ask');
  if (plan.backend === 'demo') return t('Costs nothing: the demo');
  const { usd, unknown } = estimatedCost(estimate);
  if (usd === undefined) return t('The price of {0} is not known', unknown.join(', '));
  return usd === 0 ? t('Costs nothing') : t('About {0}', costText(usd));
}

function facts(estimate: RunEstimate): PreflightView['facts'] {
  const { rows, repeats, roles, duration } = estimate;
  const sum = (of: (role: RoleEstimate) => number) =>
    tokensText(roles.reduce((total, role) => total + of(role), 0));
  return [
    { label: t('rows'), text: grouped(rows) },
    ...(repeats > 1 ? [{ label: t('judgements of each row'), text: grouped(repeats) }] : []),
    { label: t('requests'), text: grouped(totalRequests(estimate)) },
    { label: t('tokens in'), text: sum(({ prompt }) => prompt.tokens) },
    { label: t('tokens out'), text: sum(({ completion }) => completion.tokens) },
    { label: t('time'), text: t('about {0}', secondsText(duration.seconds)) },
  ];
}

function roleView({ role, model, prompt, completion, ...rest }: RoleEstimate) {
  const near = prompt.tokenizer.startsWith('≈') ? '≈ ' : '';
  const margin = prompt.margin > 0 ? ` ± ${grouped(prompt.margin)}` : '';
  return {
    role,
    model,
    requests: grouped(rest.requests),
    tokensIn: `${near}${grouped(prompt.tokens)}${margin}`,
    tokensOut: grouped(completion.tokens),
    outAtMost: grouped(completion.most),
    price: rest.price ? priceText(rest.price) : t('not known'),
    cost: rest.costUsd === undefined ? t('not known') : costText(rest.costUsd),
  };
}

function priceText({ input, output, from }: NonNullable<RoleEstimate['price']>): string {
  if (from === 'loopback') return t('free');
  const who = from === 'list' ? t('service’s list') : t('your setting');
  return t('{0} in, {1} out per M ({2})', dollars(input), dollars(output), who);
}

function notes(estimate: RunEstimate): string[] {
  const counting = countingSentence(estimate);
  if (totalRequests(estimate) === 0) return [costSentence(estimate)];
  return [
    costSentence(estimate),
    durationSentence(estimate),
    repliesSentence(estimate),
    ...(counting === undefined ? [] : [counting]),
  ];
}

function destinationView(destination: Destination): PreflightView['destinations'][number] {
  const { what, model, to, columns, hasGenerated, key, isByService } = destination;
  const values = [...columns, ...(hasGenerated ? [t('the generated responses')] : [])];
  return {
    who: model === undefined ? t('dataset') : `${what}: ${model}`,
    to: isByService ? t('{0}, called by the service', to) : to,
    what: values.length === 0 ? t('the templates alone') : values.join(', '),
    key: key === undefined ? tIn('key', 'none') : key === 'service' ? t('the service key') : key,
  };
}

/** What a person is asked before a launch: the same figures, in a few lines. */
export function confirmationDetail(preflight: Preflight): string {
  const { plan, estimate, problems, destinations } = preflight;
  const errors = problems.filter(({ severity }) => severity === 'error');
  const places = [...new Set(destinations.map(({ to }) => to))];
  return [
    `${estimateSentence(preflight)}.`,
    ...(estimate ? [costSentence(estimate)] : []),
    t('On {0}; data goes to {1}.', plan.backend, places.join(', ')),
    ...errors.map(({ message }) => message),
  ].join('\n\n');
}

function grouped(count: number): string {
  return numberText(count);
}
