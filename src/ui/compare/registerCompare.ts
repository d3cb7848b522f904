import * as vscode from 'vscode';
import type { GavelUi } from '../gavelUi.js';
import { RUN_TEXT_SCHEME } from './runTextScheme.js';

/** Brings comparisons back after a reload, and shows parts of runs as documents. */
export function registerCompare(
  { extensionUri }: vscode.ExtensionContext,
  ui: GavelUi,
): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.window.registerWebviewPanelSerializer('gavel.compare', {
      async deserializeWebviewPanel(panel, state: unknown) {
        (await import('./comparePanels.js')).restoreComparison(panel, state, { extensionUri, ui });
      },
    }),
    vscode.workspace.registerTextDocumentContentProvider(RUN_TEXT_SCHEME, {
      async provideTextDocumentContent(uri) {
        return (await import('./runTexts.js')).runText(uri, ui);
      },
    }),
  );
}
