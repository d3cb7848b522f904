import { dirname, relative, resolve, sep } from 'node:path';
import * as vscode from 'vscode';
import type { ImportedSpec } from '../../core/exchange/importedSpec.js';
import { specFromJob as specOfJob, specFromRun } from '../../core/exchange/specFromJob.js';
import { jobIdIn, specFromSnippet as specOfSnippet } from '../../core/exchange/specFromSnippet.js';
import type { JsonObject } from '../../core/json.js';
import type { RunRef } from '../../core/runs/runStore.js';
import type { ServiceJob } from '../../core/runs/serviceJobs.js';
import { isServiceFile } from '../../core/spec/problems/modelProblems.js';
import type { SpecFormat } from '../../core/spec/parseSpec.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import type { GavelUi } from '../gavelUi.js';
import { cancellable, runOrJob } from './arguments.js';
import type { CommandContext } from './commands.js';
import { fileUri } from '../fileUri.js';

function parametersOf({ ui }: CommandContext, workflowId: string) {
  return cancellable(t('Reading {0}', workflowId), async (signal) =>
    (await ui.services.serviceJobs('together')).parameters(workflowId, signal),
  );
}

/**
 * Makes a spec of a snippet: the argument, the selection, or the clipboard. A job's id or the address
 * of its page will do. Gives the `Uri` of the new spec.
 */
export async function specFromSnippet(
  context: CommandContext,
  argument?: unknown,
  options?: unknown,
): Promise<vscode.Uri | undefined> {
  const source = typeof argument === 'string' ? argument : await askSnippet();
  if (source === undefined) return undefined;
  const id = jobIdIn(source);
  if (id !== undefined) return specFromJob(context, id, options);
  const made = specOfSnippet(source, formatIn(options));
  return openSpec(context, made, firstFolder());
}

async function askSnippet(): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  const selected = editor?.document.getText(editor.selection) ?? '';
  if (selected.trim() !== '') return selected;
  const copied = await vscode.env.clipboard.readText();
  const isJob = copied.trim() !== '' && isSnippet(copied);
  if (isJob) return copied;
  return vscode.window.showInputBox({
    title: t('New Eval Spec from a Snippet or Job'),
    prompt: t('A job’s id or page, or a command: curl, Python, JavaScript, tg evals create, JSON'),
    ignoreFocusOut: true,
  });
}

function isSnippet(text: string): boolean {
  if (jobIdIn(text) !== undefined) return true;
  try {
    specOfSnippet(text, 'yaml');
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

/** Makes a spec of a run or job: a tree element, a manifest, or a workflow id. Gives its `Uri`. */
export async function specFromJob(
  context: CommandContext,
  argument?: unknown,
  options?: unknown,
): Promise<vscode.Uri | undefined> {
  const { ui } = context;
  const format = formatIn(options);
  const id = typeof argument === 'string' ? (jobIdIn(argument) ?? argument) : undefined;
  const meant: RunRef | Pick<ServiceJob, 'workflowId'> | undefined =
    id === undefined
      ? await runOrJob(context, argument)
      : ((await runOfJob(context, id)) ?? { workflowId: id });
  if (!meant) return undefined;
  if (!('folder' in meant)) {
    const { workflowId } = meant;
    const job = await parametersOf(context, workflowId);
    const spec = await openSpec(context, specOfJob({ workflowId, ...job }, format), firstFolder());
    await withDataset(job.parameters, { spec, options }, context);
    return spec;
  }
  const manifest = await ui.services.runs.read(meant);
  const folder =
    manifest.spec_path === undefined
      ? firstFolder()
      : ((await insideFolder(ui, resolve(meant.folder, manifest.spec_path))) ?? firstFolder());
  const place = manifest.dataset.path && resolve(meant.folder, manifest.dataset.path);
  const isThere = place !== undefined && (await isFileInside(ui, place));
  const dataset =
    isThere && folder ? relative(folder.fsPath, place).split(sep).join('/') : undefined;
  return openSpec(context, specFromRun(manifest, dataset, format), folder);
}

interface NewSpec {
  readonly spec: vscode.Uri;
  readonly options: unknown;
}

/** Offers to fetch the job's rows, too; by `{ dataset: true }` they are fetched unasked. */
async function withDataset(
  parameters: JsonObject,
  { spec, options }: NewSpec,
  context: CommandContext,
): Promise<void> {
  const id = parameters['input_data_file_path'];
  if (typeof id !== 'string' || !isServiceFile(id) || spec.scheme !== 'file') return;
  const { fetchDataset, isAskedFor } = await import('./jobDataset.js');
  if (isAskedFor(options)) return fetchDataset(context, id, spec);
  const message = t(
    'The spec names the dataset {0} on the service; download it beside the spec?',
    id,
  );
  void vscode.window
    .showInformationMessage(message, t('Download Dataset'))
    .then((chosen) => (chosen === undefined ? undefined : fetchDataset(context, id, spec)))
    .then(undefined, (error: unknown) => context.ui.report(error));
}

/** The folder of a file that a run names, if it is one of the workspace's: a spec is written there. */
async function insideFolder(ui: GavelUi, file: string): Promise<vscode.Uri | undefined> {
  const { kind } = await ui.services.paths.look(file);
  return kind === 'inside' ? fileUri(dirname(file)) : undefined;
}

async function isFileInside({ services }: GavelUi, file: string): Promise<boolean> {
  return (await services.paths.look(file)).kind === 'inside' && services.texts.exists(file);
}

async function runOfJob({ ui, tree }: CommandContext, id: string): Promise<RunRef | undefined> {
  const known = (await tree.runs()).find(({ manifest }) => manifest.workflow_id === id)?.run;
  // The tree may not have seen yet that its folder is gone.
  return (
    known &&
    ui.services.runs.read(known).then(
      () => known,
      () => undefined,
    )
  );
}

function formatIn(options: unknown): SpecFormat {
  if (typeof options !== 'object' || options === null || !('format' in options)) return 'yaml';
  return (['json', 'jsonc', 'yaml'] as const).find((each) => each === options.format) ?? 'yaml';
}

function firstFolder(): vscode.Uri | undefined {
  return vscode.workspace.workspaceFolders?.[0]?.uri;
}

/** Writes the spec under a free name and shows it; without a folder it stays untitled. */
async function openSpec(
  context: CommandContext,
  made: ImportedSpec,
  folder: vscode.Uri | undefined,
): Promise<vscode.Uri> {
  const uri = folder && (await freeName(folder, made));
  // In the place of no other file, and through no link.
  if (uri) await context.ui.services.createFile(uri.fsPath, [made.text]);
  const document = uri
    ? await vscode.workspace.openTextDocument(uri)
    : await vscode.workspace.openTextDocument({ content: made.text, language: made.format });
  await vscode.window.showTextDocument(document, { preview: false });
  void tellOf(made).catch((error: unknown) => context.ui.report(error));
  return document.uri;
}

async function tellOf({ leftOut, keys }: ImportedSpec): Promise<void> {
  const lost = leftOut.map(
    ({ what, line }) => `${what}${line === undefined ? '' : t(' (line {0})', line)}`,
  );
  if (lost.length > 0) {
    void vscode.window.showWarningMessage(
      t('Not carried over into the spec: {0}.', lost.join(', ')),
    );
  }
  for (const { name, origin } of keys) {
    const message = t('The spec names the key {0} and does not hold it; store it for runs?', name);
    const chosen = await vscode.window.showInformationMessage(message, t('Store Key…'));
    // Entered again: whoever stores a key says where it may go.
    if (chosen === t('Store Key…')) {
      await vscode.commands.executeCommand('gavel.setSecret', name, origin);
    }
  }
}

async function freeName(folder: vscode.Uri, { name, format }: ImportedSpec): Promise<vscode.Uri> {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  const stem = plain.slice(0, 60).replace(/^-+|-+$/g, '') || 'evaluation';
  for (let count = 1; ; count += 1) {
    const uri = vscode.Uri.joinPath(
      folder,
      `${stem}${count === 1 ? '' : `-${count}`}.eval.${format}`,
    );
    const isTaken = await vscode.workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
    if (!isTaken) return uri;
  }
}
