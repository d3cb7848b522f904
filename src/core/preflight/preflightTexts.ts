import { fixed, numberText, plural, t } from '../../l10n/t.js';
import { ASSUMED_SECONDS } from './expectedDuration.js';
import type { Destination } from './destinations.js';
import type { Preflight, RunEstimate } from './preflight.js';
import type { RoleEstimate } from './roleEstimates.js';

/** What a whole run costs. */
interface EstimatedCost {
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
  if (!estimate) return t('How many rows the dataset has is known to the service alone.');
  const { roles, duration } = estimate;
  const requests = totalRequests(estimate);
  const tokens = (of: (role: RoleEstimate) => number) =>
    tokensText(roles.reduce((sum, role) => sum + of(role), 0));
  const promptTokens = tokens(({ prompt }) => prompt.tokens);
  const replyTokens = tokens(({ completion }) => completion.tokens);
  const cost = plan.backend === 'demo' ? t('no cost') : shortCost(estimatedCost(estimate));
  return [
    plural(estimate.rows, '{0} row', '{0} rows'),
    plural(requests, '{0} request', '{0} requests'),
    t('{0} tokens in', promptTokens),
    t('{0} out', replyTokens),
    cost,
    t('about {0}', secondsText(duration.seconds)),
  ].join(', ');
}

function shortCost({ usd, unknown }: EstimatedCost): string {
  if (usd === undefined) return t('no price known of {0}', unknown.join(', '));
  return usd === 0 ? t('no cost') : t('about {0}', costText(usd));
}

/** One sentence on what it costs, and at most. */
export function costSentence(estimate: Pick<RunEstimate, 'roles'>): string {
  if (totalRequests(estimate) === 0) return t('No request can be made of these rows.');
  const { usd, mostUsd = 0, unknown } = estimatedCost(estimate);
  if (usd === undefined) {
    return t('What it costs is not known: nobody has told the price of {0}.', unknown.join(', '));
  }
  if (usd === 0 && mostUsd === 0) return t('It costs nothing: every model answers free of charge.');
  return t(
    'It costs about {0}, and at most {1} if every reply were as long as `max_tokens` lets it be; requests that are asked again come on top.',
    costText(usd),
    costText(mostUsd),
  );
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
      ? [
          plural(
            counted,
            'Prompts are estimated from a random sample of {0} row.',
            'Prompts are estimated from a random sample of {0} rows.',
          ),
        ]
      : []),
    ...(near.length > 0
      ? [
          t(
            'The vocabulary of {0} is another one: its tokens are near, not exact.',
            near.join(', '),
          ),
        ]
      : []),
  ];
  return parts.length === 0 ? undefined : parts.join(' ');
}

/** Where the lengths of replies come from. */
export function repliesSentence({ roles }: RunEstimate): string {
  const measured = roles.filter(({ reply }) => reply.measured);
  const assumed = roles.filter(({ reply }) => !reply.measured);
  const of = (some: readonly RoleEstimate[]) =>
    some
      .map(({ role, reply }) => t('{0} tokens for {1}', Math.round(reply.tokens), role))
      .join(', ');
  return [
    ...(measured.length > 0 ? [t('Replies as in the last run: {0}.', of(measured))] : []),
    ...(assumed.length > 0
      ? [t('Replies are assumed to be {0}; a dry run measures them.', of(assumed))]
      : []),
  ].join(' ');
}

export function durationSentence({ duration }: RunEstimate): string {
  const took = secondsText(duration.seconds);
  return duration.measured === undefined
    ? t('It takes about {0}, assuming {1} s a request.', took, ASSUMED_SECONDS)
    : t('It takes about {0}, at the pace of the last run.', took);
}

/** `judge openai/gpt-oss-120b at api.together.ai: question, answer; with the service key` */
export function destinationText(destination: Destination): string {
  const { what, model, to, columns, hasGenerated, key, isByService } = destination;
  const values = [...columns, ...(hasGenerated ? [t('the generated responses')] : [])];
  const sent = values.length > 0 ? values.join(', ') : t('the templates alone');
  const who = model === undefined ? what : `${what} ${model}`;
  return [
    isByService
      ? t('{0} at {1} (called by the service): {2}', who, to, sent)
      : t('{0} at {1}: {2}', who, to, sent),
    ...(key === undefined
      ? []
      : [key === 'service' ? t('with the service key') : t('with the key {0}', key)]),
  ].join('; ');
}

/** `$12.40`, `$0.31`, `$0.0042`: cents at least, two digits that mean something. */
export function costText(usd: number): string {
  if (usd === 0) return '$0';
  if (usd < 0.000_001) return t('less than $0.000001');
  if (usd >= 0.1) return `$${fixed(usd, 2)}`;
  return `$${fixed(usd, Math.max(2, 1 - Math.floor(Math.log10(usd))))}`;
}

/** `812`, `24k`, `1.2 M` */
export function tokensText(tokens: number): string {
  if (tokens < 10_000) return numberText(tokens);
  if (tokens < 999_500) return `${Math.round(tokens / 1000)}k`;
  return `${fixed(tokens / 1e6, 1)} M`;
}

/** `8 s`, `4 min`, `1 h 5 min` */
export function secondsText(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
