import { basename } from 'node:path';
import * as vscode from 'vscode';
import { preflightDocument } from '../../core/preflight/preflightDocument.js';
import { t } from '../../l10n/t.js';
import { preflightProtocol } from '../../shared/preflightProtocol.js';
import type { PREFLIGHT_ACTIONS } from '../../shared/preflightProtocol.js';
import type { GavelUi } from '../gavelUi.js';
import { serveWebview } from '../webview/serveWebview.js';
import { showPage } from '../webview/showPage.js';
import { webviewOptions } from '../webview/webviewPage.js';
import { estimatedPlan, plannedLaunch, type LaunchChoice } from './plannedLaunch.js';
import { preflightView } from './preflightView.js';

export type PreflightDocument = ReturnType<typeof preflightDocument>;

/** Figures of a launch, for a card or a caller. Throws `UserError`. */
export async function launchFigures(
  uri: vscode.Uri,
  choice: LaunchChoice,
  at: {
    readonly ui: GavelUi;
    readonly signal: AbortSignal;
    readonly progress?: (done: number, total: number) => void;
  },
) {
  const plan = await plannedLaunch(uri, choice, at);
  const { signal, progress } = at;
  const found = await estimatedPlan(plan, at.ui, { signal, ...(progress && { progress }) });
  return { document: preflightDocument(found), view: preflightView(found) };
}

/** Opens the card of a spec; it counts anew each time it is shown. */
export function openPreflight(
  uri: vscode.Uri,
  choice: LaunchChoice,
  { ui, extensionUri }: { readonly ui: GavelUi; readonly extensionUri: vscode.Uri },
): void {
  const panel = vscode.window.createWebviewPanel(
    'gavel.preflight',
    t('Preflight {0}', basename(uri.path)),
    vscode.ViewColumn.Active,
    webviewOptions(extensionUri),
  );
  const closed = new AbortController();
  const served = serveWebview(preflightProtocol, panel.webview, {
    ui,
    handlers: {
      async open() {
        const { view } = await launchFigures(uri, choice, {
          ui,
          signal: closed.signal,
          progress: (done, total) => served.emit('counting', { done, total }),
        });
        return view;
      },
      async act({ action }) {
        await act(action, { uri, choice, panel });
        return {};
      },
    },
  });
  panel.onDidDispose(() => {
    closed.abort();
    served.dispose();
  });
  showPage(panel.webview, extensionUri, 'preflight');
}

async function act(
  action: (typeof PREFLIGHT_ACTIONS)[number],
  {
    uri,
    choice,
    panel,
  }: {
    readonly uri: vscode.Uri;
    readonly choice: LaunchChoice;
    readonly panel: vscode.WebviewPanel;
  },
): Promise<void> {
  switch (action) {
    case 'run':
      // The person has just read what the question would say.
      await vscode.commands.executeCommand('gavel.run', uri, { ...choice, confirm: false });
      panel.dispose();
      return;
    case 'dryRun':
      await vscode.commands.executeCommand('gavel.dryRun', uri);
      return;
    case 'openSpec':
      await vscode.window.showTextDocument(uri);
      return;
    case 'close':
      panel.dispose();
  }
}
