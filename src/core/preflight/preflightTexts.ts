import { ASSUMED_SECONDS } from './expectedDuration.js';
import type { Destination } from './destinations.js';
import type { Preflight, RunEstimate } from './preflight.js';
import type { RoleEstimate } from './roleEstimates.js';

/** What a whole run costs. */
export interface EstimatedCost {
  /** US dollars; absent where a price is not known. */
  readonly usd?: number;
  readonly mostUsd?: number;
  /** Models without a price. */
  readonly unknown: readonly string[];
}

export function estimatedCost({ roles }: Pick<RunEstimate, 'roles'>): EstimatedCost {
  const unknown = roles.filter(({ price }) => !price).map(({ model }) => model);
  if (unknown.length > 0) return { unknown: [...new Set(unknown)] };
  const sum = (of: (role: RoleEstimate) => number | undefined) =>
    roles.reduce((total, role) => total + (of(role) ?? 0), 0);
  return { usd: sum(({ costUsd }) => costUsd), mostUsd: sum(({ mostUsd }) => mostUsd), unknown };
}

export function totalRequests({ roles }: Pick<RunEstimate, 'roles'>): number {
  return roles.reduce((sum, { requests }) => sum + requests, 0);
}

/** `1,319 rows, 2,638 requests, 1.2 M tokens in, 160k out, about $0.31, about 4 min` */
export function estimateSentence({ plan, estimate }: Preflight): string {
  if (!estimate) return 'How many rows the dataset has is known to the service alone.';
  const { roles, duration } = estimate;
  const requests = totalRequests(estimate);
  const tokens = (of: (role: RoleEstimate) => number) =>
    tokensText(roles.reduce((sum, role) => sum + of(role), 0));
  const cost = plan.backend === 'demo' ? 'no cost' : shortCost(estimatedCost(estimate));
  return [
    countText(estimate.rows, 'row'),
    countText(requests, 'request'),
    `${tokens(({ prompt }) => prompt.tokens)} tokens in`,
    `${tokens(({ completion }) => completion.tokens)} out`,
    cost,
    `about ${secondsText(duration.seconds)}`,
  ].join(', ');
}

function shortCost({ usd, unknown }: EstimatedCost): string {
  if (usd === undefined) return `no price known of ${unknown.join(', ')}`;
  return usd === 0 ? 'no cost' : `about ${costText(usd)}`;
}

/** One sentence on what it costs, and at most. */
export function costSentence(estimate: Pick<RunEstimate, 'roles'>): string {
  if (totalRequests(estimate) === 0) return 'No request can be made of these rows.';
  const { usd, mostUsd = 0, unknown } = estimatedCost(estimate);
  if (usd === undefined) {
    return `What it costs is not known: nobody has told the price of ${unknown.join(', ')}.`;
  }
  if (usd === 0 && mostUsd === 0) return 'It costs nothing: every model answers free of charge.';
  return `It costs about ${costText(usd)}, and at most ${costText(mostUsd)} if every reply were as long as \`max_tokens\` lets it be; requests that are asked again come on top.`;
}

/** How the prompts were counted; undefined where every one of them was, exactly. */
export function countingSentence({ rows, counted, roles }: RunEstimate): string | undefined {
  const near = [
    ...new Set(
      roles.filter(({ prompt }) => prompt.tokenizer.startsWith('≈')).map(({ model }) => model),
    ),
  ];
  const parts = [
    ...(counted < rows
      ? [`Prompts are estimated from a random sample of ${countText(counted, 'row')}.`]
      : []),
    ...(near.length > 0
      ? [`The vocabulary of ${near.join(', ')} is another one: its tokens are near, not exact.`]
      : []),
  ];
  return parts.length === 0 ? undefined : parts.join(' ');
}

/** Where the lengths of replies come from. */
export function repliesSentence({ roles }: RunEstimate): string {
  const measured = roles.filter(({ reply }) => reply.measured);
  const assumed = roles.filter(({ reply }) => !reply.measured);
  const of = (some: readonly RoleEstimate[]) =>
    some.map(({ role, reply }) => `${Math.round(reply.tokens)} tokens for ${role}`).join(', ');
  return [
    ...(measured.length > 0 ? [`Replies as in the last run: ${of(measured)}.`] : []),
    ...(assumed.length > 0
      ? [`Replies are assumed to be ${of(assumed)}; a dry run measures them.`]
      : []),
  ].join(' ');
}

export function durationSentence({ duration }: RunEstimate): string {
  const why =
    duration.measured === undefined
      ? `assuming ${ASSUMED_SECONDS} s a request`
      : 'at the pace of the last run';
  return `It takes about ${secondsText(duration.seconds)}, ${why}.`;
}

/** `judge openai/gpt-oss-120b at api.together.ai: question, answer; with the service key` */
export function destinationText(destination: Destination): string {
  const { what, model, to, columns, hasGenerated, key, isByService } = destination;
  const values = [...columns, ...(hasGenerated ? ['the generated responses'] : [])];
  const who = model === undefined ? what : `${what} ${model}`;
  return [
    `${who} at ${to}${isByService ? ' (called by the service)' : ''}: ${values.length > 0 ? values.join(', ') : 'the templates alone'}`,
    ...(key === undefined
      ? []
      : [key === 'service' ? 'with the service key' : `with the key ${key}`]),
  ].join('; ');
}

/** `$12.40`, `$0.31`, `$0.0042`: cents at least, two digits that mean something. */
export function costText(usd: number): string {
  if (usd === 0) return '$0';
  if (usd < 0.000_001) return 'less than $0.000001';
  if (usd >= 0.1) return `$${usd.toFixed(2)}`;
  return `$${usd.toFixed(Math.max(2, 1 - Math.floor(Math.log10(usd))))}`;
}

/** `812`, `24k`, `1.2 M` */
export function tokensText(tokens: number): string {
  if (tokens < 10_000) return tokens.toLocaleString('en');
  if (tokens < 999_500) return `${Math.round(tokens / 1000)}k`;
  return `${(tokens / 1e6).toFixed(1)} M`;
}

/** `8 s`, `4 min`, `1 h 5 min` */
export function secondsText(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function countText(n: number, noun: string): string {
  return `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`;
}
