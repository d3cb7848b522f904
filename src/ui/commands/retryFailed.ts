import * as vscode from 'vscode';
import { failedRowsText, retrySentence, type Retry } from '../../core/runs/retry.js';
import { t } from '../../l10n/t.js';
import { allowRunPaths } from '../paths/allowPaths.js';
import { cancellable, mustAsk, runOf } from './arguments.js';
import type { CommandContext } from './commands.js';
import { fileUri } from '../fileUri.js';

/**
 * Asks the failed rows of a finished run again, after telling how many they are, unless
 * `{ confirm: false }`; gives the `Uri` of the manifest of the run that asks them.
 */
export async function retryFailed(
  context: CommandContext,
  argument?: unknown,
  options?: unknown,
): Promise<vscode.Uri | undefined> {
  const { ui } = context;
  const run = await runOf(context, argument);
  if (!run) return undefined;
  await allowRunPaths(run, ui);
  const { planRetry, runs } = ui.services;
  const retry = await planRetry(run, new AbortController().signal);
  if (mustAsk(options) && !(await confirm(retry))) return undefined;
  const title = t('Retrying {0} of {1}', failedRowsText(retry.rows), retry.manifest.name);
  const started = await cancellable(title, (signal) => retry.start(signal));
  ui.runChanged(retry.isNewRun ? undefined : started);
  ui.live.resume(started);
  return fileUri(await runs.manifestPath(started));
}

async function confirm(retry: Retry): Promise<boolean> {
  const chosen = await vscode.window.showInformationMessage(
    t('Retry {0}?', failedRowsText(retry.rows)),
    { modal: true, detail: retrySentence(retry) },
    t('Retry'),
  );
  return chosen === t('Retry');
}
