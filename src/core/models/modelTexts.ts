import { decimalText, fixed, t } from '../../l10n/t.js';
import { markdownCode, markdownText } from '../markdownText.js';
import { isStopped, type ListedModel, type ModelList, type ModelPrice } from './modelList.js';

/** `131k tokens · $0.15 in / $0.60 out per M`; for an endpoint its state. */
export function modelDetail(model: ListedModel): string {
  const { contextLength, endpoint, source, price } = model;
  const parts = [
    ...(endpoint?.state === undefined ? [] : [endpoint.state.toLowerCase()]),
    ...(endpoint?.model === undefined ? [] : [endpoint.model]),
    ...(contextLength === undefined ? [] : [contextText(contextLength)]),
    ...(endpoint?.hardware === undefined ? [] : [endpoint.hardware]),
    ...(source === 'serverless' ? [price ? priceText(price) : t('price not stated')] : []),
    ...(source === 'external' ? [t('billed by its provider')] : []),
  ];
  return parts.join(' · ');
}

/** As models are named: 131072 and 131000 are both 131k. */
export function contextText(tokens: number): string {
  if (tokens < 1000) return t('{0} tokens', tokens);
  if (tokens < 1_000_000) return t('{0}k tokens', Math.floor(tokens / 1000));
  return t('{0}M tokens', decimalText(String(Math.floor(tokens / 100_000) / 10)));
}

export function priceText({ input, output, cachedInput }: ModelPrice): string {
  return cachedInput === undefined
    ? t('{0} in / {1} out per M', dollars(input), dollars(output))
    : t(
        '{0} in ({1} cached) / {2} out per M',
        dollars(input),
        dollars(cachedInput),
        dollars(output),
      );
}

/** `$0.15`: cents at least, more digits only where the price has them. */
export function dollars(usd: number): string {
  const exact = String(Number(usd.toFixed(6)));
  const places = exact.split('.')[1]?.length ?? 0;
  return `$${fixed(usd, Math.max(2, Math.min(6, places)))}`;
}

/** `list of 3 h ago`, and why there is no newer one. */
export function listAge(
  { fetchedAt }: Pick<ModelList, 'fetchedAt'>,
  { now, unreachable }: { readonly now: number; readonly unreachable?: string | undefined },
): string {
  const ms = now - fetchedAt;
  const age = ms < 60_000 ? t('list fetched just now') : t('list of {0}', ago(ms));
  return unreachable === undefined ? age : t('{0}; the service could not be reached', age);
}

function ago(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return t('{0} min ago', minutes);
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? t('{0} h ago', hours) : t('{0} days ago', Math.floor(hours / 24));
}

/** Markdown: where the model is, what it takes and costs, and how old the list is. */
export function modelDocumentation(model: ListedModel, age: string): string {
  const { displayName, source, endpoint, evaluates } = model;
  const lines = [
    ...(displayName === undefined ? [] : [`**${markdownText(displayName)}**`]),
    `\`model_source\` ${source} · ${markdownText(modelDetail(model))}`,
    ...(endpoint ? [t('Endpoint {0}', markdownCode(endpoint.id))] : []),
    ...(isStopped(model) ? [t('It can’t serve now: start it before you run.')] : []),
    ...(evaluates ? [] : [t('Chat completions only: evaluations of the service don’t list it.')]),
    `_${age}_`,
  ];
  return lines.join('\n\n');
}
