import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { RunRef } from '../../core/runs/runStore.js';
import type { ServiceJob } from '../../core/runs/serviceJobs.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { workspaceFiles } from '../pickFile.js';
import { plainLabel } from '../plainText.js';
import type { ListedItem } from '../runs/runsList.js';
import { SPEC_GLOB, isSpecPath } from '../spec/specFile.js';
import type { CommandContext } from './commands.js';

/** A command's argument as a file: a `Uri`, or a tree element that carries one. */
export function uriOf(argument: unknown): vscode.Uri | undefined {
  if (argument instanceof vscode.Uri) return argument;
  if (typeof argument !== 'object' || argument === null) return undefined;
  if ('uri' in argument && argument.uri instanceof vscode.Uri) return argument.uri;
  return undefined;
}

/** Whether a person is asked before it is done: always, unless `{ confirm: false }` is given. */
export function mustAsk(options: unknown): boolean {
  if (typeof options !== 'object' || options === null || !('confirm' in options)) return true;
  return options.confirm !== false;
}

/** The file that the active editor shows, text or custom. */
export function activeUri(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom) {
    return input.uri;
  }
  return vscode.window.activeTextEditor?.document.uri;
}

/** The spec that is meant: the argument, else the active editor's, else the one the user picks. */
export async function specUri(argument: unknown): Promise<vscode.Uri | undefined> {
  const given = uriOf(argument);
  if (given) {
    if (isSpecPath(given.path)) return given;
    throw new UserError(
      'usage',
      t(
        '{0} is no eval spec: its name must end with .eval.json, .eval.jsonc or .eval.yaml.',
        basename(given.path),
      ),
    );
  }
  const active = activeUri();
  if (active && isSpecPath(active.path)) return active;
  requireFolder(t('Eval specs'));
  const found = await workspaceFiles(SPEC_GLOB);
  if (found.length === 0) {
    throw new UserError(
      'usage',
      t('There is no eval spec here yet; make one with Gavel: New Eval Spec.'),
    );
  }
  const [only] = found;
  if (found.length === 1) return only?.uri;
  const placeHolder = t('Which eval spec?');
  return (await vscode.window.showQuickPick(found, { placeHolder }))?.uri;
}

/** In a window without a folder the sentence says what is missing, and offers the way to it. */
function requireFolder(what: string): void {
  if ((vscode.workspace.workspaceFolders ?? []).length > 0) return;
  const message = t('{0} are files of a folder: open one with File: Open Folder first.', what);
  throw new UserError('usage', message);
}

/** The run or job that is meant: argument, active results editor, tree selection, or a pick. */
export async function runOrJob(
  { ui, tree }: CommandContext,
  argument: unknown,
): Promise<RunRef | ServiceJob | undefined> {
  const listed = listedItem(argument);
  if (listed) return targetOf(listed);
  const given = uriOf(argument);
  if (given) return ui.services.runs.find(given.fsPath, ui.runsRoots());
  const active = activeUri();
  if (active?.path.endsWith('.evalrun.json')) return ui.services.runs.find(active.fsPath, []);
  const selected = tree.selected();
  if (selected) return targetOf(selected);
  const { runNode } = await import('../runs/runNode.js');
  const now = Date.now();
  const items = (await tree.runs()).map(({ run, manifest }) => {
    const { label, description, icon } = runNode(manifest, { now });
    return {
      label: `$(${icon.id}) ${plainLabel(label)}`,
      description: plainLabel(description),
      run,
    };
  });
  if (items.length === 0) requireFolder(t('Runs'));
  if (items.length === 0) throw new UserError('usage', t('There is no run yet; start one first.'));
  const placeHolder = t('Which run?');
  return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true }))?.run;
}

/** The run that is meant; a job of the service is brought into the workspace first. */
export async function runOf(
  context: CommandContext,
  argument: unknown,
): Promise<RunRef | undefined> {
  const target = await runOrJob(context, argument);
  if (!target || 'folder' in target) return target;
  return importJob(context, target.workflowId);
}

async function importJob({ ui }: CommandContext, workflowId: string): Promise<RunRef> {
  ui.requireTrust(t('Reading a job from the service'));
  const title = t('Reading {0}', workflowId);
  const run = await cancellable(title, async (signal) => {
    const jobs = await ui.services.serviceJobs('together');
    return jobs.import(workflowId, ui.runsRoot(), signal);
  });
  ui.runChanged(undefined);
  ui.live.resume(run);
  return run;
}

/** How far work is; `increment`: percent more than at the last step. */
export type ReportStep = (step: { readonly message: string; readonly increment: number }) => void;

/** Shows that work is going on, with a cancel that aborts the signal. */
export function cancellable<T>(
  title: string,
  work: (signal: AbortSignal, report: ReportStep) => Promise<T>,
): Thenable<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const abort = new AbortController();
    const listener = token.onCancellationRequested(() => abort.abort());
    try {
      return await work(abort.signal, (step) => progress.report(step));
    } finally {
      listener.dispose();
    }
  });
}

function listedItem(argument: unknown): ListedItem | undefined {
  if (typeof argument !== 'object' || argument === null || !('kind' in argument)) return undefined;
  if (argument.kind !== 'item' || !('item' in argument)) return undefined;
  return argument.item as ListedItem; // an element of our own tree
}

function targetOf(item: ListedItem): RunRef | ServiceJob {
  return item.kind === 'run' ? item.known.run : item.job;
}
