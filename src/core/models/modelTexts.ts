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
    ...(source === 'serverless' ? [price ? priceText(price) : 'price not stated'] : []),
    ...(source === 'external' ? ['billed by its provider'] : []),
  ];
  return parts.join(' · ');
}

/** As models are named: 131072 and 131000 are both 131k. */
export function contextText(tokens: number): string {
  if (tokens < 1000) return `${tokens} tokens`;
  if (tokens < 1_000_000) return `${Math.floor(tokens / 1000)}k tokens`;
  return `${String(Math.floor(tokens / 100_000) / 10)}M tokens`;
}

export function priceText({ input, output, cachedInput }: ModelPrice): string {
  const cached = cachedInput === undefined ? '' : ` (${dollars(cachedInput)} cached)`;
  return `${dollars(input)} in${cached} / ${dollars(output)} out per M`;
}

/** `$0.15`: cents at least, more digits only where the price has them. */
export function dollars(usd: number): string {
  const exact = String(Number(usd.toFixed(6)));
  const places = exact.split('.')[1]?.length ?? 0;
  return `$${usd.toFixed(Math.max(2, Math.min(6, places)))}`;
}

/** `list of 3 h ago`, and why there is no newer one. */
export function listAge(
  { fetchedAt }: Pick<ModelList, 'fetchedAt'>,
  { now, unreachable }: { readonly now: number; readonly unreachable?: string | undefined },
): string {
  const ms = now - fetchedAt;
  const age = ms < 60_000 ? 'list fetched just now' : `list of ${ago(ms)}`;
  return unreachable === undefined ? age : `${age}; the service could not be reached`;
}

function ago(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} days ago`;
}

/** Markdown: where the model is, what it takes and costs, and how old the list is. */
export function modelDocumentation(model: ListedModel, age: string): string {
  const { displayName, source, endpoint, evaluates } = model;
  const lines = [
    ...(displayName === undefined ? [] : [`**${markdownText(displayName)}**`]),
    `\`model_source\` ${source} · ${markdownText(modelDetail(model))}`,
    ...(endpoint ? [`Endpoint ${markdownCode(endpoint.id)}`] : []),
    ...(isStopped(model) ? ['It can’t serve now: start it before you run.'] : []),
    ...(evaluates ? [] : ['Chat completions only: evaluations of the service don’t list it.']),
    `_${age}_`,
  ];
  return lines.join('\n\n');
}
