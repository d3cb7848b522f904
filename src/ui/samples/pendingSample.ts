import * as vscode from 'vscode';
import { t } from '../../l10n/t.js';

const PENDING = 'gavel.pendingSample';
/** A window that opens later than this was opened for something else. */
const FRESH_MS = 10 * 60_000;
const TRUST_HINT_MS = 4000;

interface Pending {
  /** Path of the folder of samples. */
  readonly folder: string;
  readonly sinceMs: number;
}

/** Remembers, over the reload that opening a folder is, that its sample is to be run. */
export function rememberSample(memory: vscode.Memento, folder: vscode.Uri): Thenable<void> {
  const pending: Pending = { folder: folder.toString(), sinceMs: Date.now() };
  return memory.update(PENDING, pending);
}

/** Takes a sample up whose folder was just opened; in Restricted Mode once the folder is trusted. */
export function registerPendingSample(memory: vscode.Memento): vscode.Disposable {
  const pending = memory.get<Pending>(PENDING);
  const isOurs =
    pending !== undefined &&
    Date.now() - pending.sinceMs < FRESH_MS &&
    vscode.workspace.workspaceFolders?.some(({ uri }) => uri.toString() === pending.folder);
  if (!isOurs) return vscode.Disposable.from();
  const run = async (): Promise<void> => {
    await memory.update(PENDING, undefined);
    await vscode.commands.executeCommand('gavel.trySample');
  };
  if (vscode.workspace.isTrusted) {
    // Once this call is over every command is there.
    setTimeout(() => void run());
    return vscode.Disposable.from();
  }
  // VS Code may ask by itself, in a dialog that covers the window.
  const hint = setTimeout(() => void tellOfTrust(), TRUST_HINT_MS);
  return vscode.Disposable.from(
    { dispose: () => clearTimeout(hint) },
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      clearTimeout(hint);
      void run();
    }),
  );
}

async function tellOfTrust(): Promise<void> {
  const manage = t('Manage Workspace Trust');
  const chosen = await vscode.window.showInformationMessage(
    t('The sample runs as soon as this folder is trusted.'),
    manage,
  );
  if (chosen === manage) await vscode.commands.executeCommand('workbench.trust.manage');
}
