import { isStopped, type ListedModel, type ModelList } from '../../core/models/modelList.js';
import { modelDetail } from '../../core/models/modelTexts.js';
import { offeredModels } from '../../core/models/offeredModels.js';
import type { BackendName, ModelSource } from '../../core/spec/evalSpec.js';

/** A model as a list for choosing shows it. */
interface ModelChoice {
  /** With its codicon in front. */
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  readonly model: ListedModel;
}

interface ChoiceGroup {
  readonly title: string;
  readonly choices: readonly ModelChoice[];
}

const TITLES: Readonly<Record<ModelSource, string>> = {
  serverless: 'Serverless',
  dedicated: 'Dedicated endpoints',
  external: 'External, billed by their provider',
};

export interface ChoiceOptions {
  readonly backend: BackendName;
  /** The model that comes first, and what it is: `current`, `default`. */
  readonly first?: { readonly model: string; readonly title: string };
}

/** What can be chosen, by source; chat models that evaluations don't take are a group of their own. */
export function modelChoices(list: ModelList, { backend, first }: ChoiceOptions): ChoiceGroup[] {
  const all = offeredModels(list, { backend });
  const leading = all.find(({ id }) => id === first?.model);
  const offered = all.filter((model) => model !== leading);
  const choice = (model: ListedModel): ModelChoice => ({
    label: `$(${iconOf(model)}) ${model.id}`,
    description: model.displayName === undefined || isSaid(model) ? '' : model.displayName,
    detail: modelDetail(model),
    model,
  });
  const group = (title: string, models: readonly ListedModel[]): ChoiceGroup[] =>
    models.length === 0 ? [] : [{ title, choices: models.map(choice) }];
  const taken = offered.filter(({ evaluates }) => evaluates);
  return [
    ...(leading && first ? group(first.title, [leading]) : []),
    ...(['serverless', 'dedicated', 'external'] as const).flatMap((source) =>
      group(
        TITLES[source],
        taken.filter((model) => model.source === source),
      ),
    ),
    ...group(
      'Chat completions only',
      offered.filter(({ evaluates }) => !evaluates),
    ),
  ];
}

/** Many display names are the end of the id. */
function isSaid({ id, displayName = '', endpoint }: ListedModel): boolean {
  return [id, endpoint?.model].some((name) => name?.endsWith(displayName));
}

function iconOf(model: ListedModel): string {
  if (isStopped(model)) return 'warning';
  if (model.source === 'dedicated') return 'vm-running';
  return model.source === 'external' ? 'globe' : 'server';
}
