import { isLoopbackName } from '../loopback.js';
import type { EvalPlan, ModelField, PlannedPrice } from '../runs/evalBackend.js';
import type { BackendName, ResolvedSpec } from '../spec/evalSpec.js';
import { modelObjects } from '../spec/responders.js';
import { findListed, type ModelList } from './modelList.js';

/** Model → USD per million tokens, as a person has set it. */
export type PriceTable = Readonly<Record<string, SetPrice>>;
export interface SetPrice {
  readonly input: number;
  readonly output: number;
}

export interface PriceSources {
  readonly backend: BackendName;
  readonly set: PriceTable;
  /** The last list of the service behind the backend. */
  readonly list?: ModelList | undefined;
  /** Base URL at which serverless and dedicated models are asked. */
  readonly serviceUrl: string;
}

/**
 * Price of each model that a spec asks: the one that is set, else the service's list, else nothing
 * where the model answers on this machine. A model whose price nobody has told has none.
 */
export function plannedPrices(
  spec: ResolvedSpec,
  sources: PriceSources,
): NonNullable<EvalPlan['prices']> {
  const prices: Partial<Record<ModelField, PlannedPrice>> = {};
  for (const [field, model] of modelObjects(spec)) {
    const price = priceOf(model, sources);
    if (price) prices[field] = price;
  }
  return prices;
}

type PricedModel = Pick<ResolvedSpec['judge'], 'model' | 'model_source' | 'external_base_url'>;

function priceOf(
  { model, model_source: source, external_base_url: url }: PricedModel,
  { backend, set, list, serviceUrl }: PriceSources,
): PlannedPrice | undefined {
  // The embedded service charges nothing, whatever its list says for the sake of the show.
  if (backend === 'demo') return FREE;
  // A model may be named like something that every object inherits.
  const own = Object.hasOwn(set, model) ? set[model] : undefined;
  if (own) return { input: own.input, output: own.output, from: 'setting' };
  // An external model is billed by its provider, even where the list has one of the same name.
  const listed = source === 'external' ? undefined : list && findListed(list, { model, source });
  if (listed?.price) {
    const { input, output } = listed.price;
    return { input, output, from: 'list' };
  }
  const asked = source === 'external' ? url : serviceUrl;
  return backend === 'local' && asked !== undefined && isLoopback(asked) ? FREE : undefined;
}

const FREE: PlannedPrice = { input: 0, output: 0, from: 'loopback' };

function isLoopback(url: string): boolean {
  return URL.canParse(url) && isLoopbackName(new URL(url).hostname);
}
