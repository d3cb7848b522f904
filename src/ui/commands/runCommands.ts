import { basename, resolve } from 'node:path';
import * as vscode from 'vscode';
import { capReached } from '../../core/runs/capReached.js';
import { drivenBackend } from '../../core/runs/drivenBackend.js';
import { isFinal, type CancelOutcome } from '../../core/runs/evalBackend.js';
import type { RunManifest } from '../../core/runs/manifest.js';
import { canPause } from '../../core/runs/pauseRun.js';
import type { RunRef } from '../../core/runs/runStore.js';
import { withOverrides } from '../../core/runs/runOverrides.js';
import { UserError } from '../../core/userError.js';
import { plural, t } from '../../l10n/t.js';
import { allowRunPaths } from '../paths/allowPaths.js';
import { wantRow, wantedRowOf } from '../dataset/wantedRows.js';
import { mustAsk, runOf, runOrJob, uriOf } from './arguments.js';
import { askHigherCap, raisedCap } from './askHigherCap.js';
import type { CommandContext } from './commands.js';
import { run as runSpec } from './specCommands.js';
import { fileUri } from '../fileUri.js';

/** Opens the results editor, at `{ row }` (from 1) where one is given; gives the manifest's `Uri`. */
export async function openResults(
  context: CommandContext,
  argument?: unknown,
  options?: unknown,
): Promise<vscode.Uri | undefined> {
  const run = await runOf(context, argument);
  if (!run) return undefined;
  const manifest = fileUri(await context.ui.services.runs.manifestPath(run));
  const row = wantedRowOf(options);
  if (row !== undefined) wantRow(manifest, row);
  await vscode.commands.executeCommand('vscode.openWith', manifest, 'gavel.results');
  return manifest;
}

/** Copies the result rows, byte for byte, to `target` or where the user says; gives the file's `Uri`. */
export async function downloadResults(
  context: CommandContext,
  argument?: unknown,
  target?: unknown,
): Promise<vscode.Uri | undefined> {
  const { services } = context.ui;
  const run = await runOf(context, argument);
  if (!run) return undefined;
  const manifest = await services.runs.read(run);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? fileUri(run.folder);
  const chosen =
    uriOf(target) ??
    (await vscode.window.showSaveDialog({
      defaultUri: vscode.Uri.joinPath(folder, `${basename(run.folder)}.jsonl`),
      filters: { 'JSON Lines': ['jsonl'] },
      title: t('Save the Rows of {0}', manifest.name),
    }));
  if (!chosen) return undefined;
  const { saveRawRows } = await import('./exportReport.js');
  await saveRawRows(context.ui, { run, manifest, target: chosen });
  return chosen;
}

export async function cancelRun(
  context: CommandContext,
  argument?: unknown,
): Promise<CancelOutcome | undefined> {
  const run = await runOf(context, argument);
  if (!run) return undefined;
  const outcome = await context.ui.live.cancel(run);
  if (outcome.outcome === 'detached') void vscode.window.showInformationMessage(outcome.message);
  return outcome;
}

/** Stops the work on a run until a person resumes it; gives the manifest's `Uri`. */
export async function pauseRun(
  context: CommandContext,
  argument?: unknown,
): Promise<vscode.Uri | undefined> {
  const { ui } = context;
  const target = await runOrJob(context, argument);
  if (!target) return undefined;
  if (!('folder' in target)) {
    // To bring it here first would leave a run that nobody asked for.
    const message = t("{0} is a job of the service, and those can't be paused.", target.workflowId);
    throw new UserError('usage', message);
  }
  await ui.live.pause(target);
  return fileUri(await ui.services.runs.manifestPath(target));
}

/** Takes a paused or abandoned run up again; gives the manifest's `Uri`. */
export async function resumeRun(
  context: CommandContext,
  argument?: unknown,
  options?: unknown,
): Promise<vscode.Uri | undefined> {
  const { ui } = context;
  const run = await runOf(context, argument);
  if (!run) return undefined;
  await allowRunPaths(run, ui);
  const manifest = await ui.services.runs.read(run);
  if (isFinal(manifest.status)) {
    throw new UserError('usage', t('{0} has ended; use Gavel: Run Again.', manifest.name));
  }
  const cap = capReached(manifest);
  if (cap !== undefined) {
    const raised = raisedCap(options) ?? (await askHigherCap(cap, manifest.usage?.cost_usd ?? cap));
    if (raised === undefined) return undefined;
    await ui.services.runs.update(run, (now) => ({
      ...now,
      spec: withOverrides(now.spec, { maxCostUsd: raised }),
    }));
  }
  ui.live.resume(run);
  return fileUri(await ui.services.runs.manifestPath(run));
}

/** Runs the spec of a run again, as the spec is now, on the same backend. */
export async function rerun(
  context: CommandContext,
  argument?: unknown,
  options?: unknown,
): Promise<vscode.Uri | undefined> {
  const { ui } = context;
  const run = await runOf(context, argument);
  if (!run) return undefined;
  const {
    spec_path: specPath,
    name,
    backend,
    selected_rows: rows,
    dry_run: isDryRun,
  } = await ui.services.runs.read(run);
  if (specPath === undefined) {
    throw new UserError(
      'usage',
      t('{0} was started elsewhere: there is no spec here to run again.', name),
    );
  }
  const spec = fileUri(resolve(run.folder, specPath));
  if (!(await ui.services.texts.exists(spec.fsPath))) {
    throw new UserError(
      'not_found',
      t('The spec of {0}, {1}, is not there any more.', name, basename(specPath)),
    );
  }
  const given = typeof options === 'object' ? options : {};
  // A dry run is about the very rows, any other about so many.
  const limit = rows && (isDryRun ? { rows, dryRun: true } : { limit: rows.length });
  return runSpec(context, spec, { backend, ...limit, ...given });
}

/** Deletes a run's folder after asking, unless `{ confirm: false }`; true when it is gone. */
export async function deleteRun(
  context: CommandContext,
  argument?: unknown,
  options?: unknown,
): Promise<boolean> {
  const { ui } = context;
  const run = await runOf(context, argument);
  if (!run) return false;
  const manifest = await ui.services.runs.read(run);
  if (ui.live.isLive(run)) {
    throw new UserError('usage', t('{0} is running; cancel it first.', manifest.name));
  }
  await refuseDriven(context, run, manifest);
  if (mustAsk(options) && !(await confirmDeletion(manifest.name, manifest.progress.done)))
    return false;
  await closeEditors(run.folder);
  await ui.services.runs.remove(run);
  ui.runChanged(undefined);
  return true;
}

/** Another window or the command line may work on it: its rows would go while they come. */
async function refuseDriven(
  { ui }: CommandContext,
  run: RunRef,
  manifest: RunManifest,
): Promise<void> {
  const name = drivenBackend(manifest);
  if (!canPause(name)) return;
  const backend = await ui.services.backend(name);
  const who = await backend.drivenBy?.(run);
  if (who === undefined) return;
  throw new UserError(
    'busy',
    t('{0} is being worked on by {1}; cancel it first.', manifest.name, who),
  );
}

async function confirmDeletion(name: string, rows: number): Promise<boolean> {
  const detail = plural(
    rows,
    "Its folder goes, with 1 result row. This can't be undone.",
    "Its folder goes, with {0} result rows. This can't be undone.",
  );
  const chosen = await vscode.window.showWarningMessage(
    t('Delete the run {0}?', name),
    { modal: true, detail },
    t('Delete'),
  );
  return chosen === t('Delete');
}

async function closeEditors(folder: string): Promise<void> {
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(
      ({ input }) =>
        input instanceof vscode.TabInputCustom && resolve(input.uri.fsPath, '..') === folder,
    );
  if (tabs.length > 0) await vscode.window.tabGroups.close(tabs);
}

/** Opens the job's page; gives its address. */
export async function openInBrowser(
  context: CommandContext,
  argument?: unknown,
): Promise<string | undefined> {
  const { services } = context.ui;
  const target = await runOrJob(context, argument);
  if (!target) return undefined;
  const workflowId =
    'folder' in target ? pageOf(await services.runs.read(target)) : target.workflowId;
  if (workflowId === undefined) {
    throw new UserError('usage', t('This run has no page: it is no job of the service.'));
  }
  const url = (await services.serviceJobs('together')).pageUrl(workflowId);
  await vscode.env.openExternal(vscode.Uri.parse(url));
  return url;
}

function pageOf({ backend, workflow_id: id }: RunManifest): string | undefined {
  return backend === 'together' ? id : undefined;
}
