import type { ModelSource } from '../spec/evalSpec.js';

/** What one part of a list comes from; each may fail alone. */
export type ListPart = ModelSource | 'models' | 'endpoints';

/** USD per million tokens. */
export interface ModelPrice {
  readonly input: number;
  readonly output: number;
  readonly cachedInput?: number;
}

/** A dedicated endpoint of the account. */
export interface ModelEndpoint {
  readonly id: string;
  readonly name: string;
  /** The model that it serves. */
  readonly model?: string;
  /** The service's word, e.g. `STARTED`: only that one can serve. Undefined where it was not told. */
  readonly state?: string;
  readonly hardware?: string;
}

/** A model as a spec can name it. */
export interface ListedModel {
  /** What stands in `model`. */
  readonly id: string;
  readonly source: ModelSource;
  /** Evaluations of the service take it; false: its chat completions alone do, which the local runner asks. */
  readonly evaluates: boolean;
  readonly displayName?: string;
  /** Tokens, prompt and reply together. */
  readonly contextLength?: number;
  /** Absent where the service states none: a price of 0 may mean that. */
  readonly price?: ModelPrice;
  readonly endpoint?: ModelEndpoint;
}

/** What a service lists, as far as it answered. */
export interface ModelList {
  /** Milliseconds since 1970. */
  readonly fetchedAt: number;
  readonly models: readonly ListedModel[];
  /** Parts that did not come, each with a sentence that says why. */
  readonly problems: readonly { readonly part: ListPart; readonly message: string }[];
}

/** Whether that part of the list came: of what did not, nothing is known. */
export function isKnown({ problems }: ModelList, part: ListPart): boolean {
  return !problems.some((problem) => problem.part === part);
}

/** The entry that a model object means; a dedicated endpoint may be named by its id or its name. */
export function findListed(
  { models }: ModelList,
  { model, source }: { readonly model: string; readonly source: ModelSource },
): ListedModel | undefined {
  const ofSource = models.filter((listed) => listed.source === source);
  return (
    ofSource.find(({ id }) => id === model) ??
    ofSource.find(({ endpoint }) => endpoint?.id === model || endpoint?.name === model)
  );
}

/** A dedicated endpoint that can't serve now, as far as the list knows. */
export function isStopped({ endpoint }: Pick<ListedModel, 'endpoint'>): boolean {
  return endpoint?.state !== undefined && endpoint.state !== 'STARTED';
}
