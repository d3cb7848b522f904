import { t } from '../../l10n/t.js';
import { didYouMean } from '../spec/problems/didYouMean.js';
import { MODEL_SOURCES, type BackendName, type ModelSource } from '../spec/evalSpec.js';
import type { ParsedSpec, SpecProblem } from '../spec/parseSpec.js';
import { MODEL_FIELDS } from '../spec/problems/semanticProblems.js';
import { findListed, isKnown, isStopped, type ListedModel, type ModelList } from './modelList.js';
import { listAge } from './modelTexts.js';
import { offeredModels } from './offeredModels.js';

interface ListCheck {
  readonly list: ModelList;
  /** Where the spec runs. */
  readonly backend: BackendName;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The embedded service answers for any name below it. */
const FREE_PREFIX = 'demo/';
/** Endpoints of projects, which the list of endpoints leaves out (API reference, section 7). */
const PROJECT_ENDPOINT = 'ep_';

const NOWHERE = { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };

/**
 * What the last list says against the models of a spec, as warnings: a list is never the last word.
 * Names of external models are not held against it: it holds shortcuts alone.
 */
export function modelListProblems(parsed: ParsedSpec, check: ListCheck): SpecProblem[] {
  return MODEL_FIELDS.flatMap((field) => {
    const model = parsed.textAt([field, 'model'])?.trim();
    const written = parsed.textAt([field, 'model_source']);
    const source = MODEL_SOURCES.find((one) => one === written);
    if (!model || !source || source === 'external') return [];
    const listed = findListed(check.list, { model, source });
    const named = nameProblem({ model, source, listed }, check);
    const limited = limitProblem(maxTokens(parsed, field), listed);
    return [
      ...(named ? [{ ...named, path: [field, 'model'] }] : []),
      ...(limited ? [{ ...limited, path: [field, 'max_tokens'] }] : []),
    ].map((problem) => ({
      severity: 'warning' as const,
      ...problem,
      range: parsed.rangeOf(problem.path) ?? NOWHERE,
    }));
  });
}

type Fault = Pick<SpecProblem, 'code' | 'message'>;

interface Meant {
  readonly model: string;
  readonly source: ModelSource;
  readonly listed: ListedModel | undefined;
}

function nameProblem({ model, source, listed }: Meant, check: ListCheck): Fault | undefined {
  const { list, backend } = check;
  const age = listAge(list, { now: check.now });
  if (listed && isStopped(listed)) {
    const message = t(
      'The endpoint `{0}` {1} ({2}): start it before you run.',
      model,
      stateText(listed),
      age,
    );
    return { code: 'endpoint-stopped', message };
  }
  const offered = offeredModels(list, { backend, source });
  if (listed && offered.includes(listed)) return undefined;
  if (!isWhole(list, { source, backend }) || isUnlisted(model, { source, backend }))
    return undefined;
  const elsewhere = list.models.find((one) => one.id === model && one.source !== source);
  if (elsewhere && backend !== 'local') {
    const message = t(
      '`{0}` is listed as {1}, not as {2} ({3}).',
      model,
      elsewhere.source,
      source,
      age,
    );
    return { code: 'unlisted-model', message };
  }
  const near = didYouMean(
    model,
    offered.map(({ id }) => id),
  );
  const what =
    source === 'dedicated'
      ? t('The service lists no endpoint `{0}` ({1}).', model, age)
      : listed
        ? t(
            '`{0}` answers chat completions, but evaluations of the service don’t list it ({1}).',
            model,
            age,
          )
        : t('The service does not list `{0}` ({1}).', model, age);
  return { code: 'unlisted-model', message: `${what}${near}` };
}

/** Whether everything came that could hold the name. */
function isWhole(
  list: ModelList,
  { source, backend }: { readonly source: ModelSource; readonly backend: BackendName },
): boolean {
  if (source === 'dedicated') return isKnown(list, 'dedicated') && isKnown(list, 'endpoints');
  return backend === 'local' ? isKnown(list, 'models') : isKnown(list, 'serverless');
}

function isUnlisted(
  model: string,
  { source, backend }: { readonly source: ModelSource; readonly backend: BackendName },
): boolean {
  if (backend === 'demo') return model.startsWith(FREE_PREFIX);
  return source === 'dedicated' && model.startsWith(PROJECT_ENDPOINT);
}

function stateText({ endpoint }: ListedModel): string {
  switch (endpoint?.state) {
    case 'STOPPED':
      return t('is stopped');
    case 'STOPPING':
      return t('is being stopped');
    case 'PENDING':
    case 'STARTING':
      return t('is still being started');
    default:
      return endpoint?.state === undefined
        ? t('can’t serve: its state is unknown')
        : t('can’t serve: its state is {0}', endpoint.state);
  }
}

function maxTokens(parsed: ParsedSpec, field: (typeof MODEL_FIELDS)[number]): number | undefined {
  const { spec } = parsed;
  if (!spec) return undefined;
  // The schema made the spec from these fields.
  const object = (spec as Partial<Record<typeof field, unknown>>)[field];
  if (typeof object !== 'object' || object === null || !('max_tokens' in object)) return undefined;
  return typeof object.max_tokens === 'number' ? object.max_tokens : undefined;
}

function limitProblem(
  tokens: number | undefined,
  listed: ListedModel | undefined,
): Fault | undefined {
  const length = listed?.contextLength;
  if (tokens === undefined || length === undefined || tokens < length) return undefined;
  const message = t(
    'This model takes {0} tokens, prompt and reply together: nothing is left for the prompt. Lower `max_tokens`.',
    length,
  );
  return { code: 'context-length', message };
}
