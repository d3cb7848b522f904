import * as vscode from 'vscode';
import type { ResultsView } from '../../shared/protocol.js';

interface TitleActions {
  /** What can be done with the run now. */
  show(actions: ResultsView['actions']): void;
  dispose(): void;
}

/**
 * Tells the menus of the editor's title what can be done with its run, in the context key
 * `gavel.activeRun`: the names of the actions, with blanks between them, of the active editor.
 */
export function titleActions(
  panel: Pick<vscode.WebviewPanel, 'active' | 'onDidChangeViewState'>,
): TitleActions {
  let actions = '';
  const tell = (): void => {
    if (panel.active) void vscode.commands.executeCommand('setContext', 'gavel.activeRun', actions);
  };
  const listener = panel.onDidChangeViewState(tell);
  return {
    show(now) {
      const text = now.join(' ');
      if (text === actions) return;
      actions = text;
      tell();
    },
    dispose: () => void listener.dispose(),
  };
}
