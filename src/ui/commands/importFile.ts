import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { ImportedAll, ImportForm } from '../../core/imports/importFile.js';
import { t } from '../../l10n/t.js';
import type { GavelUi } from '../gavelUi.js';
import { UserError } from '../../core/userError.js';
import { DATASET_GLOB, datasetDialog } from '../datasets/datasetFile.js';
import { browseFile, browseItem, pickFile, workspaceFiles, type FileItem } from '../pickFile.js';
import { isSpecPath } from '../spec/specFile.js';
import { activeUri, cancellable, uriOf } from './arguments.js';
import type { CommandContext } from './commands.js';
import { fileUri } from '../fileUri.js';

interface Form {
  readonly title: string;
  readonly endings: string[];
  /** Where files lie whose names `isOne` looks at. */
  readonly glob: string;
  readonly isOne: RegExp;
}

const forms = (): Readonly<Record<ImportForm, Form>> => ({
  promptfoo: {
    title: t('A promptfoo Config, or the JSON of Its Results'),
    endings: ['yaml', 'yml', 'json', 'jsonl'],
    glob: '**/*promptfoo*.{yaml,yml,json}',
    isOne: /promptfoo.*\.(?:ya?ml|json)$/i,
  },
  openai: {
    title: t('An OpenAI Eval: Its JSON, Its Output Items, or YAML of the Registry'),
    endings: ['json', 'jsonl', 'yaml', 'yml'],
    glob: '**/*.{json,jsonl}',
    // As the explorer's menu knows them.
    isOne: /^(?!.*(?:\.(?:eval|evalrun)\.json$|promptfoo)).*(?:eval|grader|openai).*\.jsonl?$/i,
  },
});

/**
 * Imports a promptfoo config or its results: the argument, the active editor's file, or one that is
 * asked for. Opens the first spec (or run) and the list of what was not carried over; gives the `Uri`
 * of the spec, else of the run's manifest, else of the list. `{ out }`: folder for the new files.
 */
export function importPromptfoo(
  context: CommandContext,
  argument?: unknown,
  options?: unknown,
): Promise<vscode.Uri | undefined> {
  return imported('promptfoo', context, { argument, options });
}

/** The same of an OpenAI eval. `{ data }`: a file of its rows or output items. */
export function importOpenAi(
  context: CommandContext,
  argument?: unknown,
  options?: unknown,
): Promise<vscode.Uri | undefined> {
  return imported('openai', context, { argument, options });
}

interface Given {
  readonly argument: unknown;
  readonly options: unknown;
}

async function imported(
  form: ImportForm,
  { ui }: CommandContext,
  { argument, options }: Given,
): Promise<vscode.Uri | undefined> {
  const file = uriOf(argument) ?? activeConfig(form) ?? (await pickMeant(form, ui));
  if (!file) return undefined;
  const { services } = ui;
  services.paths.named(file.fsPath);
  const out = uriIn(options, 'out');
  const data = uriIn(options, 'data');
  for (const uri of [out, data]) if (uri) services.paths.named(uri.fsPath);
  const { importFile } = await import('../../core/imports/importFile.js');
  const made = await cancellable(t('Importing {0}', basename(file.path)), (signal) =>
    importFile(
      {
        form,
        file: file.fsPath,
        data: data?.fsPath,
        folder: out?.fsPath ?? dirname(file.fsPath),
        runsRoot: ui.runsRoot(file),
      },
      services,
      { join, signal, ...(out === undefined && { rowsFile: () => askRows(file, ui) }) },
    ),
  );
  if (made.runs.length > 0) ui.runChanged(undefined);
  void tellKeys(made).catch((error: unknown) => ui.report(error));
  return show(made, ui.services.runs.manifestPath);
}

/** The file with the rows of an eval; undefined: it has none yet. */
async function askRows(evalFile: vscode.Uri, ui: GavelUi): Promise<string | undefined> {
  const name = basename(evalFile.path);
  const none = {
    label: t('$(circle-slash) No File'),
    detail: t('A dataset of one row with the columns of the eval, to be filled in'),
  };
  const files = (await workspaceFiles(DATASET_GLOB)).filter(
    ({ uri }) => uri.path !== evalFile.path,
  );
  const other = browseItem();
  const chosen = await vscode.window.showQuickPick<FileItem>([...files, other, none], {
    title: t('{0} holds no rows: which file has them?', name),
    ignoreFocusOut: true,
  });
  if (!chosen) throw new UserError('cancelled', t('Not imported.'));
  if (chosen === none) return undefined;
  const file = chosen === other ? await browseFile(ui, datasetDialog()) : chosen.uri;
  if (!file) throw new UserError('cancelled', t('Not imported.'));
  return file.fsPath;
}

function activeConfig(form: ImportForm): vscode.Uri | undefined {
  const active = activeUri();
  if (active?.scheme !== 'file' || isSpecPath(active.path)) return undefined;
  const isOne = form === 'promptfoo' && forms().promptfoo.isOne.test(basename(active.path));
  return isOne ? active : undefined;
}

/** One that the workspace has by its name, or one from anywhere. */
async function pickMeant(form: ImportForm, ui: GavelUi): Promise<vscode.Uri | undefined> {
  const { title, glob, isOne, endings } = forms()[form];
  const files = await workspaceFiles(glob, (name) => isOne.test(name) && !isSpecPath(name));
  const filters = { [t('YAML and JSON')]: endings };
  return pickFile(ui, files, { title, filters, openLabel: t('Import') });
}

function uriIn(options: unknown, name: 'out' | 'data'): vscode.Uri | undefined {
  if (typeof options !== 'object' || options === null) return undefined;
  const value: unknown = Reflect.get(options, name);
  return value instanceof vscode.Uri ? value : undefined;
}

/** The spec in front, what was not carried over beside it. */
async function show(
  made: ImportedAll,
  manifestPath: (run: ImportedAll['runs'][number]) => Promise<string>,
): Promise<vscode.Uri> {
  const report = fileUri(made.report);
  const [spec] = made.specs;
  const [run] = made.runs;
  await vscode.window.showTextDocument(report, {
    viewColumn: spec === undefined && !run ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside,
    preserveFocus: spec !== undefined || run !== undefined,
    preview: false,
  });
  if (spec !== undefined) {
    const uri = fileUri(spec);
    await vscode.window.showTextDocument(uri, {
      viewColumn: vscode.ViewColumn.One,
      preview: false,
    });
    return uri;
  }
  if (!run) return report;
  const manifest = fileUri(await manifestPath(run));
  await vscode.commands.executeCommand('vscode.openWith', manifest, 'gavel.results');
  return manifest;
}

async function tellKeys({ keys }: ImportedAll): Promise<void> {
  for (const { name, origin } of keys) {
    const message = t('The specs name the key {0} and do not hold it; store it for runs?', name);
    const chosen = await vscode.window.showInformationMessage(message, t('Store Key…'));
    // Entered again: whoever stores a key says where it may go.
    if (chosen === t('Store Key…')) {
      await vscode.commands.executeCommand('gavel.setSecret', name, origin);
    }
  }
}
