import { basename, extname } from 'node:path';
import * as vscode from 'vscode';
import { columnValues } from '../../core/exchange/verdicts/columnValues.js';
import { guessMap } from '../../core/exchange/verdicts/guessMap.js';
import type { ImportMap, ImportOptions } from '../../core/exchange/verdicts/importOptions.js';
import type { PlannedImport } from '../../core/exchange/verdicts/importResults.js';
import { scaleOf, scaleText } from '../../core/exchange/verdicts/scaleText.js';
import type { EvaluationType } from '../../core/spec/evalSpec.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { DATASET_GLOB, datasetDialog, isDatasetPath } from '../datasets/datasetFile.js';
import type { GavelUi } from '../gavelUi.js';
import { pickFile, workspaceFiles } from '../pickFile.js';
import { plainLabel } from '../plainText.js';
import { activeUri, cancellable, uriOf } from './arguments.js';
import type { CommandContext } from './commands.js';
import { fileUri } from '../fileUri.js';

const types = (): readonly {
  readonly type: EvaluationType;
  readonly label: string;
  readonly detail: string;
}[] => [
  {
    type: 'classify',
    label: t('Labels'),
    detail: t('one of a few words, true and false, or 1 and 0'),
  },
  { type: 'score', label: t('Scores'), detail: t('a number on a scale') },
  { type: 'compare', label: t('Preferences'), detail: t('which of two responses is better') },
];

/** What all questions have in common: what they are about, and that a look elsewhere ends none. */
interface Asking {
  readonly title: string;
  readonly ignoreFocusOut: true;
}

/**
 * Makes a run of a file with verdicts in it, and opens it; gives the manifest's `Uri`. `options` are
 * those of `ImportOptions`: with any of them nothing is asked.
 */
export async function importResults(
  { ui }: CommandContext,
  argument?: unknown,
  options?: unknown,
): Promise<vscode.Uri | undefined> {
  const file = uriOf(argument) ?? activeDataset() ?? (await pickVerdicts(ui));
  if (!file) return undefined;
  ui.services.paths.named(file.fsPath);
  const planned =
    typeof options === 'object' && options !== null
      ? await planImport(ui, file, { map: {}, ...options })
      : await askImport(ui, file);
  if (!planned) return undefined;
  const run = await cancellable(t('Importing {0}', basename(file.fsPath)), (signal) =>
    ui.services.importResults(planned, ui.runsRoot(file), signal),
  );
  ui.runChanged(undefined);
  const manifest = fileUri(await ui.services.runs.manifestPath(run));
  await vscode.commands.executeCommand('vscode.openWith', manifest, 'gavel.results');
  return manifest;
}

function activeDataset(): vscode.Uri | undefined {
  const active = activeUri();
  return active && isDatasetPath(active.path) ? active : undefined;
}

async function pickVerdicts(ui: GavelUi): Promise<vscode.Uri | undefined> {
  return pickFile(ui, await workspaceFiles(DATASET_GLOB), {
    ...datasetDialog(),
    title: t('A File of Verdicts'),
    openLabel: t('Import'),
  });
}

function planImport(
  { services }: GavelUi,
  file: vscode.Uri,
  options: ImportOptions,
): Thenable<PlannedImport> {
  return cancellable(t('Reading {0}', basename(file.fsPath)), (signal) =>
    services.planImport(file.fsPath, options, signal),
  );
}

/** Asks step by step, each with a guess; undefined when a person turns away. */
async function askImport(ui: GavelUi, file: vscode.Uri): Promise<PlannedImport | undefined> {
  const { datasets } = ui.services;
  const { columns } = await datasets.describe(file.fsPath);
  const asking: Asking = {
    title: t('Import Results of {0}', basename(file.fsPath)),
    ignoreFocusOut: true,
  };
  const type = await pickType(asking);
  if (!type) return undefined;
  const guessed = guessMap(columns, {}, type);
  const verdict = await pickColumn(columns, {
    ...asking,
    placeHolder: t('Which column holds the verdicts?'),
    guess: guessed.verdict,
  });
  if (typeof verdict !== 'string') return undefined;
  const map = await pickResponses({ type, verdict, columns }, asking);
  if (!map) return undefined;
  const name = await askName(file, asking);
  if (name === undefined) return undefined;
  const options: ImportOptions = { type, map, name };
  switch (type) {
    case 'classify': {
      const values = await columnValues(datasets.rows(file.fsPath), verdict);
      const passLabels = await pickPassing([...values.texts.keys()], await guessedPass(), asking);
      if (!passLabels) return undefined;
      return planImport(ui, file, passLabels.length === 0 ? options : { ...options, passLabels });
    }
    case 'score': {
      const { plan } = await planImport(ui, file, options);
      const scale = plan.spec.type === 'score' ? await askScale(plan.spec, asking) : undefined;
      return scale && planImport(ui, file, { ...options, ...scale });
    }
    case 'compare':
      return planImport(ui, file, options);
  }

  /** The labels that pass by their names, and whether they are the file's own texts. */
  async function guessedPass(): Promise<readonly string[] | 'truths'> {
    try {
      const { plan } = await ui.services.planImport(
        file.fsPath,
        options,
        new AbortController().signal,
      );
      if (plan.spec.type !== 'classify') return [];
      return plan.spec.labels.join() === 'true,false' ? 'truths' : plan.spec.pass_labels;
    } catch (error) {
      // No name tells which pass: that is what a person is asked.
      if (error instanceof UserError) return [];
      throw error;
    }
  }
}

async function pickType(asking: Asking): Promise<EvaluationType | undefined> {
  const options = { ...asking, placeHolder: t('What are the verdicts?'), matchOnDescription: true };
  const items = types().map((each) => ({ ...each, description: each.type }));
  return (await vscode.window.showQuickPick(items, options))?.type;
}

interface ColumnQuestion extends Asking {
  readonly placeHolder: string;
  readonly guess: string | undefined;
  /** The words for no column, where there may be none. */
  readonly none?: string;
}

/** Null for no column, where there may be none; undefined for an answer that was not given. */
async function pickColumn(
  columns: readonly string[],
  { guess, none, ...options }: ColumnQuestion,
): Promise<string | null | undefined> {
  const rest = columns.filter((column) => column !== guess);
  const items = [
    ...(guess === undefined
      ? []
      : [{ label: plainLabel(guess), description: t('by its name'), column: guess }]),
    ...(none === undefined ? [] : [{ label: none, column: null }]),
    ...rest.map((column) => ({ label: plainLabel(column), column })),
  ];
  return (await vscode.window.showQuickPick(items, options))?.column;
}

async function pickResponses(
  {
    type,
    verdict,
    columns,
  }: {
    readonly type: EvaluationType;
    readonly verdict: string;
    readonly columns: readonly string[];
  },
  asking: Asking,
): Promise<ImportMap | undefined> {
  const guessed = guessMap(columns, { verdict }, type);
  const asked =
    type === 'compare'
      ? ([
          ['response_a', t('Which column holds response A?')],
          ['response_b', t('Which column holds response B?')],
        ] as const)
      : ([['response', t('Which column holds what was judged?')]] as const);
  let map: ImportMap = { verdict };
  for (const [field, placeHolder] of [
    ...asked,
    ['feedback', t('Which column holds the judge’s feedback?')] as const,
  ]) {
    const free = columns.filter((column) => !Object.values(map).includes(column));
    const guess = guessed[field];
    const none = field === 'feedback' ? t('No feedback') : t('No column');
    const column = await pickColumn(free, { ...asking, placeHolder, guess, none });
    if (column === undefined) return undefined;
    if (column !== null) map = { ...map, [field]: column };
  }
  return map;
}

/** An empty list: as guessed. */
async function pickPassing(
  labels: readonly string[],
  guess: readonly string[] | 'truths',
  asking: Asking,
): Promise<readonly string[] | undefined> {
  if (guess === 'truths') return [];
  const items = labels.map((label) => ({
    label: plainLabel(label),
    picked: guess.includes(label),
    passing: label,
  }));
  const options = { ...asking, canPickMany: true, placeHolder: t('Which labels pass?') } as const;
  const chosen = await vscode.window.showQuickPick(items, options);
  return chosen && chosen.length > 0 ? chosen.map(({ passing }) => passing) : undefined;
}

async function askScale(
  {
    min_score: min,
    max_score: max,
    pass_threshold: threshold,
  }: {
    readonly min_score: number;
    readonly max_score: number;
    readonly pass_threshold: number;
  },
  asking: Asking,
): Promise<Pick<ImportOptions, 'range' | 'threshold'> | undefined> {
  const text = await vscode.window.showInputBox({
    ...asking,
    prompt: t('The scale, and the least score that passes: least to greatest, passes from'),
    value: scaleText({ range: { from: min, to: max }, threshold }),
    validateInput: (typed) =>
      scaleOf(typed)
        ? undefined
        : t('Write it like {0}.', scaleText({ range: { from: 1, to: 10 }, threshold: 7 })),
  });
  return text === undefined ? undefined : scaleOf(text);
}

function askName(file: vscode.Uri, asking: Asking): Thenable<string | undefined> {
  const value = basename(file.fsPath, extname(file.fsPath));
  return vscode.window.showInputBox({ ...asking, prompt: t('Name of the run'), value });
}
