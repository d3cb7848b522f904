import { editorModelName, type EditorModelInfo } from '../../core/models/editorModels.js';
import { editorModelDetail } from '../../core/models/editorModelTexts.js';
import { isStopped, type ListedModel, type ModelList } from '../../core/models/modelList.js';
import { modelDetail } from '../../core/models/modelTexts.js';
import { offeredModels } from '../../core/models/offeredModels.js';
import type { BackendName, ModelSource } from '../../core/spec/evalSpec.js';
import { t } from '../../l10n/t.js';
import { plainLabel } from '../plainText.js';

/** A model as a list for choosing shows it. */
interface ModelChoice {
  /** With its codicon in front. */
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  readonly model: Pick<ListedModel, 'id' | 'source'>;
}

interface ChoiceGroup {
  readonly title: string;
  readonly choices: readonly ModelChoice[];
}

const titles = (): Readonly<Record<ModelSource, string>> => ({
  serverless: 'Serverless',
  dedicated: t('Dedicated endpoints'),
  external: t('External, billed by their provider'),
});

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
    label: `$(${iconOf(model)}) ${plainLabel(model.id)}`,
    description:
      model.displayName === undefined || isSaid(model) ? '' : plainLabel(model.displayName),
    detail: plainLabel(modelDetail(model)),
    model,
  });
  const group = (title: string, models: readonly ListedModel[]): ChoiceGroup[] =>
    models.length === 0 ? [] : [{ title, choices: models.map(choice) }];
  const taken = offered.filter(({ evaluates }) => evaluates);
  return [
    ...(leading && first ? group(first.title, [leading]) : []),
    ...(['serverless', 'dedicated', 'external'] as const).flatMap((source) =>
      group(
        titles()[source],
        taken.filter((model) => model.source === source),
      ),
    ),
    ...group(
      t('Chat completions only'),
      offered.filter(({ evaluates }) => !evaluates),
    ),
  ];
}

/** The language models of the editor, which the local runner asks. */
export function editorChoices(
  models: readonly EditorModelInfo[],
  { backend, first }: ChoiceOptions,
): ChoiceGroup[] {
  if (backend !== 'local') return [];
  const choices = models.map((model) => ({
    label: `$(${EDITOR_ICON}) ${plainLabel(editorModelName(model))}`,
    description: '',
    detail: plainLabel(editorModelDetail(model)),
    model: { id: editorModelName(model), source: 'external' as const },
  }));
  const isFirst = ({ model }: ModelChoice): boolean => model.id === first?.model;
  return [
    { title: first?.title ?? '', choices: choices.filter(isFirst) },
    { title: editorTitle(), choices: choices.filter((choice) => !isFirst(choice)) },
  ].filter((group) => group.choices.length > 0);
}

const editorTitle = () => t('Language models of VS Code, counted by their provider');
const EDITOR_ICON = 'vscode';

/** Many display names are the end of the id. */
function isSaid({ id, displayName = '', endpoint }: ListedModel): boolean {
  return [id, endpoint?.model].some((name) => name?.endsWith(displayName));
}

function iconOf(model: ListedModel): string {
  if (isStopped(model)) return 'warning';
  if (model.source === 'dedicated') return 'vm-running';
  return model.source === 'external' ? 'globe' : 'server';
}
