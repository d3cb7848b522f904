import * as vscode from 'vscode';
import type { GavelUi } from '../gavelUi.js';

/** The panel's type. */
export const LABELS_VIEW = 'gavel.labels';

/** Brings panels for labelling back after a reload; what serves them is loaded then. */
export function registerLabels(
  { extensionUri, globalState }: vscode.ExtensionContext,
  ui: GavelUi,
): vscode.Disposable {
  return vscode.window.registerWebviewPanelSerializer(LABELS_VIEW, {
    async deserializeWebviewPanel(panel, state: unknown) {
      const { restoreLabelPanel } = await import('./labelPanel.js');
      await restoreLabelPanel(panel, state, { ui, extensionUri, memory: globalState });
    },
  });
}
