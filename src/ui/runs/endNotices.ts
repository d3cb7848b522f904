import * as vscode from 'vscode';
import { PAUSED } from '../../core/runs/evalBackend.js';
import type { RunManifest } from '../../core/runs/manifest.js';
import type { RunRef } from '../../core/runs/runStore.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import type { ExtensionUi } from '../extensionUi.js';
import { fileUri } from '../fileUri.js';

/** Says how a run ended, with the way to its results. */
export function registerEndNotices(ui: ExtensionUi): vscode.Disposable {
  return ui.onDidEndRun(({ run, end }) => {
    if (end.kind === 'thrown') {
      if (end.error instanceof UserError && end.error.kind === 'busy') {
        ui.log.info(`run ${run.id}: ${end.error.message}`);
        if (end.asked) void vscode.window.showInformationMessage(end.error.message);
        return;
      }
      ui.report(end.error, () => ui.live.resume(run));
      return;
    }
    notice(run, end.manifest).catch((error: unknown) => ui.report(error));
  });
}

async function notice(run: RunRef, manifest: RunManifest): Promise<void> {
  const { name, status, statistics } = manifest;
  const reason = manifest.reason ?? t('no reason was given.');
  switch (status) {
    case 'completed': {
      const { headline } = await import('../../core/stats/headline.js');
      const figure = statistics ? headline(statistics) : t('finished');
      const text = manifest.demo
        ? t('{0}: {1}, by the scripted demo judge', name, figure)
        : `${name}: ${figure}`;
      await follow(run, await vscode.window.showInformationMessage(text, t('Open Results')));
      return;
    }
    case 'failed': {
      const text = t('{0} failed: {1}', name, reason);
      const isInSpec = manifest.reason_from?.path && manifest.spec_path !== undefined;
      const actions = [
        t('Open Results'),
        ...(isInSpec ? [t('Go to the Spec')] : []),
        t('Show Log'),
      ];
      await follow(run, await vscode.window.showErrorMessage(text, ...actions));
      return;
    }
    case 'paused': {
      // Whoever paused it, here or in another process, knows.
      if (reason === PAUSED) return;
      const text = t('{0} is paused: {1}', name, reason);
      const actions = [...namedCommands(reason), t('Resume'), t('Open Results')];
      const chosen = await vscode.window.showWarningMessage(text, ...actions);
      await follow(run, chosen);
      return;
    }
    case 'queued':
    case 'running':
    case 'cancelled':
      return;
  }
}

/** The commands for keys that the reason names as the way out. */
function namedCommands(reason: string): string[] {
  const titles = [t('Set API Key'), t('Switch Account'), t('Set Secret')];
  return titles.filter((title) => reason.includes(`Gavel: ${title}`));
}

async function follow(run: RunRef, chosen: string | undefined): Promise<void> {
  const folder = fileUri(run.folder);
  switch (chosen) {
    case t('Open Results'):
      await vscode.commands.executeCommand('gavel.openResults', folder);
      return;
    case t('Go to the Spec'):
      await vscode.commands.executeCommand('gavel.goToSpec', folder);
      return;
    case t('Resume'):
      await vscode.commands.executeCommand('gavel.resumeRun', folder);
      return;
    case t('Set API Key'):
      await vscode.commands.executeCommand('gavel.setApiKey');
      return;
    case t('Switch Account'):
      await vscode.commands.executeCommand('gavel.switchAccount');
      return;
    case t('Set Secret'):
      await vscode.commands.executeCommand('gavel.setSecret');
      return;
    case t('Show Log'):
      await vscode.commands.executeCommand('gavel.showLog');
      return;
    case undefined:
    default:
      return;
  }
}
