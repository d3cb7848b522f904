import * as vscode from 'vscode';
import type { EditorModelInfo } from '../../core/models/editorModels.js';
import { HOW_TO_GET_MODELS } from '../../core/models/editorModelTexts.js';
import type { ListAnswer } from '../../core/models/modelLists.js';
import type { ModelList } from '../../core/models/modelList.js';
import { listAge } from '../../core/models/modelTexts.js';
import type { BackendName, ModelSource } from '../../core/spec/evalSpec.js';
import type { ChosenModel } from '../../core/spec/modelEdit.js';
import { t } from '../../l10n/t.js';
import type { ExtensionUi } from '../extensionUi.js';
import { editorModelKnowledge } from './editorModelKnowledge.js';
import { editorChoices, modelChoices, type ChoiceOptions } from './modelChoices.js';
import { modelKnowledge } from './modelKnowledge.js';

interface ChooseOptions extends ChoiceOptions {
  readonly title: string;
  /** What the spec says now: proposed for a name that is typed. */
  readonly source: ModelSource | undefined;
}

interface Item extends vscode.QuickPickItem {
  readonly chosen?: ChosenModel;
  readonly isOther?: true;
  /** Where extensions that offer models are found. */
  readonly isExtensions?: true;
}

const FIRST_WAIT_MS = 3000;

/** A list to choose from, with context, price and state; a name can also be typed. */
export async function chooseModel(
  ui: ExtensionUi,
  options: ChooseOptions,
): Promise<ChosenModel | undefined> {
  const picked = await pickItem(ui, options);
  if (!picked || 'chosen' in picked) return picked?.chosen;
  return typedModel(options, picked.typed);
}

type Picked = { readonly chosen: ChosenModel } | { readonly typed: string };

function pickItem(ui: ExtensionUi, options: ChooseOptions): Promise<Picked | undefined> {
  const pick = vscode.window.createQuickPick<Item>();
  const abort = new AbortController();
  const refresh: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('refresh'),
    tooltip: t('Ask the service for a new list'),
  };
  pick.title = options.title;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.buttons = [refresh];
  pick.placeholder = t('Reading the list of models…');

  let shown: ListAnswer | undefined;
  let editorModels: readonly EditorModelInfo[] | undefined;
  const show = (answer: ListAnswer | undefined): void => {
    if (abort.signal.aborted) return;
    pick.busy = false;
    // Items that are put anew lose which of them is active.
    if (!answer || (answer.list === shown?.list && answer.unreachable === shown.unreachable))
      return;
    shown = answer;
    const { list } = answer;
    pick.title = `${options.title}: ${listAge(list, { now: Date.now(), ...answer })}`;
    const lost = list.problems.length;
    pick.placeholder =
      lost === 0
        ? t('Name, context, price or state')
        : t('Incomplete: {0} did not come', list.problems.map(({ part }) => part).join(', '));
    showItems();
  };
  const showItems = (): void => {
    pick.items = itemsOf(options, shown?.list, editorModels);
  };

  const ask = (work: () => Promise<ListAnswer | undefined>): void => {
    pick.busy = true;
    work().then(show, (error: unknown) => {
      if (abort.signal.aborted) return;
      pick.busy = false;
      pick.placeholder = error instanceof Error ? error.message : String(error);
      if (pick.items.length === 0) showItems();
    });
  };

  const knowledge = modelKnowledge(ui);
  // One that comes late is shown all the same.
  const late = knowledge.onDidChange(() => ask(() => knowledge.atHand(options.backend)));
  return new Promise((resolve) => {
    pick.onDidTriggerButton(() => ask(() => refreshed(ui, options.backend, abort.signal)));
    pick.onDidAccept(() => {
      const [item] = pick.selectedItems;
      if (item?.chosen) resolve({ chosen: item.chosen });
      else if (!item || item.isOther) resolve({ typed: pick.value.trim() });
      else if (item.isExtensions) {
        void vscode.commands.executeCommand('workbench.extensions.search', 'language model');
      }
      pick.hide();
    });
    pick.onDidHide(() => {
      abort.abort();
      late.dispose();
      pick.dispose();
      resolve(undefined);
    });
    pick.show();
    if (options.backend === 'local') {
      void editorModelKnowledge(ui)
        .soon(FIRST_WAIT_MS)
        .then((models) => {
          editorModels = models;
          if (!abort.signal.aborted) showItems();
        });
    }
    // Where there is none, asking says why: no key, no trust, no network.
    ask(
      async () =>
        (await knowledge.soon(options.backend, FIRST_WAIT_MS)) ??
        refreshed(ui, options.backend, abort.signal),
    );
  });
}

function itemsOf(
  options: ChooseOptions,
  list: ModelList | undefined,
  editorModels: readonly EditorModelInfo[] | undefined,
): Item[] {
  const groups = [
    ...(list ? modelChoices(list, options) : []),
    ...editorChoices(editorModels ?? [], options),
  ];
  const isFirst = ({ title }: { readonly title: string }): boolean =>
    title === options.first?.title;
  const items = [...groups.filter(isFirst), ...groups.filter((group) => !isFirst(group))].flatMap(
    ({ title, choices }): Item[] => [
      { label: title, kind: vscode.QuickPickItemKind.Separator },
      ...choices.map(({ model, ...item }) => ({
        ...item,
        chosen: { model: model.id, source: model.source },
      })),
    ],
  );
  const isMissing = options.backend === 'local' && editorModels?.length === 0;
  return [
    ...items,
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    ...(isMissing ? [noEditorModels()] : []),
    other(),
  ];
}

const noEditorModels = (): Item => ({
  label: t('$(info) No language model of VS Code'),
  detail: t('To judge with one, {0}.', HOW_TO_GET_MODELS),
  isExtensions: true,
});

async function refreshed(
  ui: ExtensionUi,
  backend: BackendName,
  signal: AbortSignal,
): Promise<ListAnswer> {
  ui.requireTrust(t('Asking for the list of models'));
  return modelKnowledge(ui).refresh(backend, signal);
}

const other = (): Item => ({
  label: t('$(edit) Another model…'),
  description: t('type its name'),
  alwaysShow: true,
  isOther: true,
});

async function typedModel(
  { title, source }: ChooseOptions,
  typed: string,
): Promise<ChosenModel | undefined> {
  const name = await vscode.window.showInputBox({
    title,
    prompt: t('Name of the model, as its service or provider writes it'),
    value: typed,
    validateInput: (text) => (text.trim() === '' ? t('A name is needed.') : undefined),
  });
  if (name === undefined) return undefined;
  const sources: readonly { readonly label: ModelSource; readonly detail: string }[] = [
    { label: 'serverless', detail: t('A model of the service, paid by the token') },
    {
      label: 'dedicated',
      detail: t('An endpoint of your own at the service, by its id or name'),
    },
    { label: 'external', detail: t('Another provider; external_base_url says where') },
  ];
  const items = sources.toSorted((a, b) => Number(b.label === source) - Number(a.label === source));
  const placeHolder = t('Where is {0}?', name.trim());
  const where = await vscode.window.showQuickPick(items, { title, placeHolder });
  return where && { model: name.trim(), source: where.label };
}
