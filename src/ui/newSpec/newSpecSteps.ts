import { basename } from 'node:path';
import * as vscode from 'vscode';
import { GALLERY } from '../../core/gallery/gallery.js';
import { neededColumns } from '../../core/gallery/mapColumns.js';
import { EVALUATION_TYPES, type EvaluationType } from '../../core/spec/evalSpec.js';
import { firstRows } from '../../core/spec/firstRows.js';
import { isNameable } from '../../core/spec/templateNames.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { cancellable } from '../commands/arguments.js';
import { DATASET_GLOB, datasetDialog } from '../datasets/datasetFile.js';
import { fileUri } from '../fileUri.js';
import type { GavelUi } from '../gavelUi.js';
import { browseFile, browseItem, workspaceFiles, type FileItem } from '../pickFile.js';
import { plainLabel } from '../plainText.js';
import { BACK, guidedPick, type Ask } from './guidedPick.js';
import {
  mappingOf,
  unclearNeeds,
  withCopy,
  type ChosenDataset,
  type ChosenRubric,
  type NewSpecState,
  type StartPoint,
} from './newSpecState.js';

const allTitle = () => t('New Eval Spec');

const allPlain = (): Readonly<Record<EvaluationType, string>> => ({
  classify: t('The judge gives each response one of your labels; some labels pass'),
  score: t('The judge gives each response a number; a threshold passes'),
  compare: t('The judge chooses between two responses, in both orders'),
});

interface StartItem extends vscode.QuickPickItem {
  readonly start: StartPoint;
}

const starts = (): readonly StartItem[] => [
  {
    label: t('$(table) A Dataset'),
    detail: t('A CSV or JSON Lines file of yours: the spec gets its columns'),
    start: 'dataset',
  },
  {
    label: t('$(law) A Rubric of the Gallery'),
    detail: t('Correctness, faithfulness, helpfulness, preference …, each with its source'),
    start: 'gallery',
  },
  {
    label: t('$(server) A Job or Run'),
    detail: t('The spec of what ran before, here or on the evaluation service'),
    start: { command: 'gavel.specFromJob' },
  },
  {
    label: t('$(code) A Snippet'),
    detail: t('curl, Python, TypeScript or a job’s address, from the selection or the clipboard'),
    start: { command: 'gavel.specFromSnippet' },
  },
  {
    label: t('$(cloud-download) A promptfoo Configuration'),
    detail: t('Its prompts, tests and model-graded asserts'),
    start: { command: 'gavel.importPromptfoo' },
  },
  {
    label: t('$(cloud-download) An OpenAI Evals File'),
    detail: t('Its rows and graders'),
    start: { command: 'gavel.importOpenAi' },
  },
  {
    label: t('$(beaker) A Sample'),
    detail: t('A whole evaluation with its data, which runs on the demo service without a key'),
    start: 'sample',
  },
];

/** The questions that are open for a new spec; those before them were answered. */
export function newSpecSteps(
  ui: GavelUi,
  given: NewSpecState,
): (state: NewSpecState) => readonly Ask<NewSpecState>[] {
  const first = given.dataset || given.start ? [] : [askStart];
  const dataset: Ask<NewSpecState>[] = given.dataset ? [] : [(...args) => askDataset(ui, ...args)];
  const rubric: Ask<NewSpecState>[] = given.rubric ? [] : [askRubric];
  return (state) => {
    if (state.start === 'sample' || typeof state.start === 'object') return first;
    const body = state.start === 'gallery' ? [...rubric, ...dataset] : [...dataset, ...rubric];
    return [...first, ...body, ...unclearNeeds(state).map((id) => askColumn(ui, id))];
  };
}

const askStart: Ask<NewSpecState> = async (state, place) => {
  const known = new Set(await vscode.commands.getCommands(true));
  const items = starts().filter(
    ({ start }) => typeof start === 'string' || known.has(start.command),
  );
  const placeholder = t('What does the spec start from?');
  const chosen = await guidedPick({ title: allTitle(), place, placeholder, items });
  if (chosen === undefined || chosen === BACK) return chosen;
  return { ...state, start: chosen.start };
};

async function askDataset(
  ui: GavelUi,
  state: NewSpecState,
  place: { readonly step: number; readonly of: number },
): ReturnType<Ask<NewSpecState>> {
  const files = await workspaceFiles(DATASET_GLOB);
  for (;;) {
    const chosen = await guidedPick<FileItem>({
      title: allTitle(),
      place,
      placeholder: t('Which rows are to be judged?'),
      items: [...files, browseItem()],
    });
    if (chosen === undefined || chosen === BACK) return chosen;
    const uri = chosen.uri ?? (await browseFile(ui, datasetDialog()));
    // Who left the dialog without a file sees the list again.
    if (uri) return { ...state, dataset: await readDataset(ui, uri) };
  }
}

/** Reads what a spec is made from. Throws `UserError`. */
export function readDataset(ui: GavelUi, uri: vscode.Uri): Thenable<ChosenDataset> {
  return cancellable(t('Reading {0}', basename(uri.path)), async (signal) => ({
    uri,
    found: await firstRows(ui.services.datasets, uri.fsPath, signal),
  }));
}

type RubricItem = vscode.QuickPickItem & { readonly rubric?: ChosenRubric | undefined };

const askRubric: Ask<NewSpecState> = async (state, place) => {
  const gallery = GALLERY.map((template): RubricItem => ({
    label: template.title,
    description: template.verdict.type,
    detail: template.summary,
    rubric: { kind: 'gallery', template },
  }));
  const plain = EVALUATION_TYPES.map((type): RubricItem => ({
    label: type,
    detail: allPlain()[type],
    rubric: { kind: 'plain', type },
  }));
  const line = (label: string) => ({
    label,
    kind: vscode.QuickPickItemKind.Separator,
    rubric: undefined,
  });
  const items =
    state.start === 'gallery'
      ? gallery
      : [
          line(t('a plain rubric, to be written')),
          ...plain,
          line(t('from the gallery')),
          ...gallery,
        ];
  const placeholder = t('How is each response judged?');
  const chosen = await guidedPick<RubricItem>({ title: allTitle(), place, placeholder, items });
  if (chosen === undefined || chosen === BACK) return chosen;
  return chosen.rubric && { ...state, rubric: chosen.rubric };
};

interface ColumnItem extends vscode.QuickPickItem {
  readonly column?: string;
  /** The column is to be had in a copy alone, where it has another name. */
  readonly isCopied?: boolean;
}

/** Asks which column is what a rubric needs, with a first value of each; the guess comes first. */
function askColumn(ui: GavelUi, id: string): Ask<NewSpecState> {
  return async (state, place) => {
    const { dataset, rubric } = state;
    if (!dataset || rubric?.kind !== 'gallery') return state;
    const need = neededColumns(rubric.template).find((one) => one.id === id);
    const guess = mappingOf(state)[id];
    const taken = new Set(Object.values(state.mapping));
    const isResponse = id.startsWith('response');
    const first = dataset.found.rows[0]?.values ?? {};
    const columns = dataset.found.columns
      .filter((column) => !taken.has(column))
      .map((column): ColumnItem => ({
        label: plainLabel(column),
        detail: plainLabel(shown(first[column])),
        column,
        // A template has to name it; a response is named by the spec alone.
        isCopied: !isResponse && !isNameable(column),
      }))
      .sort((a, b) => Number(b.column === guess) - Number(a.column === guess));
    if (columns.length === 0 && !isResponse) {
      throw new UserError(
        'usage',
        t(
          '{0} has no column left for {1}; give it one, then make the spec.',
          basename(dataset.uri.path),
          need?.holds ?? id,
        ),
      );
    }
    const model: ColumnItem = {
      label: t('$(server) Let a Model Answer'),
      detail: t('No column holds it: a model gives a response to each row when the spec runs'),
    };
    const copied = columns.filter(({ isCopied }) => isCopied);
    const line = { kind: vscode.QuickPickItemKind.Separator };
    const chosen = await guidedPick<ColumnItem>({
      title: allTitle(),
      place,
      placeholder: t('Which column holds {0}?', need?.holds ?? id),
      items: [
        ...columns.filter(({ isCopied }) => !isCopied),
        ...(copied.length > 0
          ? [{ ...line, label: t('no template can name these: choosing one writes a copy') }]
          : []),
        ...copied,
        ...(isResponse ? [model] : []),
      ],
    });
    if (chosen === undefined || chosen === BACK) return chosen;
    const { column, isCopied } = chosen;
    if (column === undefined) return { ...state, generated: [...state.generated, id] };
    const answered = { ...state, mapping: { ...state.mapping, [id]: column } };
    return isCopied ? withNamedCopy(ui, answered, dataset) : answered;
  };
}

/** Goes on with a copy of the dataset in which a template can name every column. */
async function withNamedCopy(
  ui: GavelUi,
  state: NewSpecState,
  { uri }: ChosenDataset,
): Promise<NewSpecState> {
  const { writeNamedCopy } = await import('../dataset/namedCopy.js');
  const { copy, names } = await writeNamedCopy(ui, uri.fsPath);
  void vscode.window.showInformationMessage(
    t(
      'The spec uses {0}, a copy of {1} with names that a template can write.',
      basename(copy),
      basename(uri.path),
    ),
  );
  return withCopy(state, await readDataset(ui, fileUri(copy)), names);
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? '');
  return text.replace(/\s+/g, ' ').slice(0, 120);
}
