import type {
  ListedModel,
  ListPart,
  ModelEndpoint,
  ModelList,
  ModelPrice,
} from '../../core/models/modelList.js';
import { MODEL_SOURCES, type ModelSource } from '../../core/spec/evalSpec.js';
import { t } from '../../l10n/t.js';
import { createServiceClient, type ServiceClient } from './client.js';
import type { ServiceReply, Asked } from './serviceErrors.js';
import type { ServiceOptions } from './serviceOptions.js';
import {
  readEndpoints,
  readModelNames,
  readModels,
  type WireEndpoint,
  type WireModel,
} from './wire/models.js';

/** Types of `GET /models` that answer chat completions; the evaluations' own list needs none. */
const CHAT_TYPES: ReadonlySet<string> = new Set(['chat', 'language', 'code']);

const doings = (): Readonly<Record<ListPart, string>> => ({
  serverless: t('list the serverless models for evaluations'),
  dedicated: t('list the dedicated models for evaluations'),
  external: t('list the external models for evaluations'),
  models: t('read the list of models'),
  endpoints: t('list the dedicated endpoints'),
});

const LIST_MS = 20_000;

type Part<T> = { readonly came: T } | { readonly failure: unknown };

/**
 * Asks what the evaluations take (a list of their own for each source), and for context, price and
 * endpoints. What fails is named in `problems`; throws `UserError` only where nothing came at all.
 */
export async function fetchModelList(
  options: ServiceOptions,
  at: { readonly now: () => number; readonly signal: AbortSignal },
): Promise<ModelList> {
  const client = createServiceClient(options);
  const part = <T>(name: ListPart, path: string, read: (reply: ServiceReply, asked: Asked) => T) =>
    partOf(client, { doing: doings()[name], path, read }, at.signal);
  const names = (source: ModelSource) =>
    part(source, `/evaluation/model-list?model_source=${source}`, readModelNames);
  const [serverless, dedicated, external, models, endpoints] = await Promise.all([
    names('serverless'),
    names('dedicated'),
    names('external'),
    part('models', '/models', readModels),
    part('endpoints', '/endpoints?type=dedicated', readEndpoints),
  ]);
  const parts = { serverless, dedicated, external, models, endpoints };
  const problems = Object.entries(parts).flatMap(([name, one]) =>
    // The keys are written above.
    'failure' in one ? [{ part: name as ListPart, message: messageOf(one.failure) }] : [],
  );
  if (problems.length === Object.keys(parts).length && 'failure' in serverless) {
    throw serverless.failure;
  }
  const evaluated = MODEL_SOURCES.map((source) => [source, came(parts[source], [])] as const);
  const ownEndpoints = came(endpoints, []).filter(({ type }) => type !== 'serverless');
  return {
    fetchedAt: at.now(),
    models: joined({ evaluated, models: came(models, []), endpoints: ownEndpoints }),
    problems,
  };
}

async function partOf<T>(
  client: ServiceClient,
  call: {
    readonly doing: string;
    readonly path: string;
    readonly read: (reply: ServiceReply, asked: Asked) => T;
  },
  signal: AbortSignal,
): Promise<Part<T>> {
  const { doing, path, read } = call;
  try {
    const reply = await client.ask({ doing, method: 'GET', path, timeoutMs: LIST_MS }, signal);
    return { came: read(reply, { doing, host: client.host }) };
  } catch (failure) {
    signal.throwIfAborted();
    return { failure };
  }
}

function came<T>(part: Part<T>, otherwise: T): T {
  return 'came' in part ? part.came : otherwise;
}

function messageOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}

interface Parts {
  readonly evaluated: readonly (readonly [ModelSource, readonly string[]])[];
  readonly models: readonly WireModel[];
  readonly endpoints: readonly WireEndpoint[];
}

/** Models that evaluations take, in the service's order; then what chat completions alone take. */
function joined({ evaluated, models, endpoints }: Parts): ListedModel[] {
  const byId = new Map(models.map((model) => [model.id, model]));
  const owned = endpoints.map(endpointOf);
  const found = evaluated.flatMap(([source, names]) => {
    if (source === 'dedicated') return dedicated(names, owned, byId);
    const about = (id: string) => (source === 'serverless' ? factsOf(byId.get(id)) : {});
    return names.map((id): ListedModel => ({ id, source, evaluates: true, ...about(id) }));
  });
  const taken = new Set(found.flatMap(({ id, source }) => (source === 'external' ? [] : [id])));
  const others = models.filter(({ id, type }) => CHAT_TYPES.has(type ?? '') && !taken.has(id));
  return [
    ...found,
    ...others.map((model): ListedModel => ({
      id: model.id,
      source: 'serverless',
      evaluates: false,
      ...factsOf(model),
    })),
  ];
}

/** The evaluations' own list leaves out endpoints that can't serve now; started, it takes them. */
function dedicated(
  names: readonly string[],
  owned: readonly ModelEndpoint[],
  models: ReadonlyMap<string, WireModel>,
): ListedModel[] {
  // The first that is called so, by its name or its id.
  const called = new Map(
    owned.toReversed().flatMap((one) => [[one.id, one] as const, [one.name, one] as const]),
  );
  const listed = names.map((id) => ({ id, endpoint: called.get(id) }));
  const running = new Set(listed.map(({ endpoint }) => endpoint));
  const idle = owned
    .filter((one) => !running.has(one))
    .map((endpoint) => ({ id: endpoint.name, endpoint }));
  return [...listed, ...idle].map(({ id, endpoint }) => ({
    id,
    source: 'dedicated',
    evaluates: true,
    ...endpointFacts(endpoint, models),
  }));
}

type Facts = Pick<ListedModel, 'displayName' | 'contextLength' | 'price'>;

function factsOf(model: WireModel | undefined): Facts {
  if (!model) return {};
  const { display_name: name, context_length: length } = model;
  const price = priceOf(model.pricing);
  return {
    ...(typeof name === 'string' && name !== '' && { displayName: name }),
    ...(typeof length === 'number' && length > 0 && { contextLength: length }),
    ...(price && { price }),
  };
}

/** An endpoint is paid by the hour: of its model only the context holds. */
function endpointFacts(
  endpoint: ModelEndpoint | undefined,
  models: ReadonlyMap<string, WireModel>,
): Partial<ListedModel> {
  if (!endpoint) return {};
  const { displayName, contextLength } = factsOf(models.get(endpoint.model ?? ''));
  return {
    endpoint,
    ...(displayName !== undefined && { displayName }),
    ...(contextLength !== undefined && { contextLength }),
  };
}

/** All zero means that none is stated (API reference, section 7). */
function priceOf(pricing: WireModel['pricing']): ModelPrice | undefined {
  const { input, output, cached_input: cached } = pricing ?? {};
  if (!input && !output) return undefined;
  return {
    input: input ?? 0,
    output: output ?? 0,
    ...(typeof cached === 'number' && cached > 0 && { cachedInput: cached }),
  };
}

function endpointOf({ id, name, model, state, hardware }: WireEndpoint): ModelEndpoint {
  return {
    id,
    name: name || id,
    ...(model && { model }),
    ...(state && { state }),
    ...(hardware && { hardware }),
  };
}
