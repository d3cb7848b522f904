import * as vscode from 'vscode';
import type { GavelUi } from '../gavelUi.js';

/** Takes links to rows that come from outside of VS Code; nothing is opened unasked. */
export function registerUriHandler(ui: GavelUi): vscode.Disposable {
  return vscode.window.registerUriHandler({
    async handleUri(uri) {
      try {
        const { openRunLink } = await import('./openRunLink.js');
        await openRunLink(uri, ui, { isAsked: true });
      } catch (error) {
        ui.report(error);
      }
    },
  });
}
