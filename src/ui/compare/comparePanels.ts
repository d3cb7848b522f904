import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { t } from '../../l10n/t.js';
import { arrangement as arrangementSchema } from '../../shared/compareProtocol.js';
import type { Arrangement } from '../../shared/compareProtocol.js';
import type { GavelUi } from '../gavelUi.js';
import { showPage } from '../webview/showPage.js';
import { webviewOptions } from '../webview/webviewPage.js';
import { serveComparison } from './compareSession.js';

interface Surroundings {
  readonly extensionUri: vscode.Uri;
  readonly ui: GavelUi;
}

/** The panels that are open, with the runs each was opened for. */
const open = new Map<string, vscode.WebviewPanel>();

/** Shows these runs in a panel of their own, the first as the baseline; one panel for the same runs. */
export function openComparison(
  manifests: readonly vscode.Uri[],
  { extensionUri, ui }: Surroundings,
): void {
  const runs = manifests.map((uri) => uri.toString());
  const known = open.get(keyOf(runs));
  if (known) {
    known.reveal();
    return;
  }
  const panel = vscode.window.createWebviewPanel(
    'gavel.compare',
    t('Compare Runs'),
    vscode.ViewColumn.Active,
    webviewOptions(extensionUri),
  );
  show(panel, { runs, focus: 1, mapped: [] }, { extensionUri, ui });
}

const remembered = z.object({ arrangement: arrangementSchema });

/** A panel of the last session, with what its view remembered; closed where that is nothing. */
export function restoreComparison(
  panel: vscode.WebviewPanel,
  state: unknown,
  surroundings: Surroundings,
): void {
  const kept = remembered.safeParse(state);
  if (kept.success && kept.data.arrangement.runs.length > 1) {
    show(panel, kept.data.arrangement, surroundings);
  } else {
    panel.dispose();
  }
}

function show(
  panel: vscode.WebviewPanel,
  arrangement: Arrangement,
  { extensionUri, ui }: Surroundings,
): void {
  const key = keyOf(arrangement.runs);
  open.set(key, panel);
  panel.webview.options = webviewOptions(extensionUri);
  const session = serveComparison(panel, arrangement, ui);
  panel.onDidDispose(() => {
    if (open.get(key) === panel) open.delete(key);
    session.dispose();
  });
  showPage(panel.webview, extensionUri, 'compare');
}

/** The same for the same runs in any order. */
function keyOf(runs: readonly string[]): string {
  return [...runs].sort().join('\n');
}
