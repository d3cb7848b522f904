import * as vscode from 'vscode';
import type { ResultsView } from '../../shared/protocol.js';

type Action = ResultsView['actions'][number];

const COMMANDS = {
  pause: 'gavel.pauseRun',
  cancel: 'gavel.cancelRun',
  resume: 'gavel.resumeRun',
  rerun: 'gavel.rerun',
  retryFailed: 'gavel.retryFailed',
  openInBrowser: 'gavel.openInBrowser',
  openSpec: 'gavel.goToSpec',
  compare: 'gavel.compareRuns',
  label: 'gavel.labelRows',
  export: 'gavel.exportReport',
  save: 'gavel.downloadResults',
} as const satisfies Partial<Record<Action, string>>;

/** Does with a run what its results editor was asked for; the commands say their failures themselves. */
export async function actOnRun(action: Action, uri: vscode.Uri): Promise<void> {
  switch (action) {
    case 'pause':
    case 'cancel':
    case 'resume':
    case 'rerun':
    case 'retryFailed':
    case 'openInBrowser':
    case 'openSpec':
    case 'compare':
    case 'label':
    case 'export':
    case 'save':
      await vscode.commands.executeCommand(COMMANDS[action], uri);
      return;
    case 'openText':
      await vscode.commands.executeCommand('vscode.openWith', uri, 'default');
      return;
  }
}
