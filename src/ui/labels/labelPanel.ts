import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { RunRef } from '../../core/runs/runStore.js';
import { t } from '../../l10n/t.js';
import { labelsProtocol } from '../../shared/labelsProtocol.js';
import type { GavelUi } from '../gavelUi.js';
import { serveWebview } from '../webview/serveWebview.js';
import { showPage } from '../webview/showPage.js';
import { webviewOptions } from '../webview/webviewPage.js';
import { labelSession } from './labelSession.js';
import { LABELS_VIEW } from './labelsViewType.js';
import { wantDifferences } from './wantedDifferences.js';
import { fileUri } from '../fileUri.js';

const RATER = 'gavel.rater';

interface LabelPanelContext {
  readonly ui: GavelUi;
  readonly extensionUri: vscode.Uri;
  /** Keeps the rater's name. */
  readonly memory: vscode.Memento;
}

const open = new Map<string, vscode.WebviewPanel>();

/** Shows the panel in which a person labels rows of a run; one for each run. */
export async function openLabelPanel(
  run: RunRef,
  filtered: readonly number[] | undefined,
  context: LabelPanelContext,
): Promise<vscode.Uri> {
  const { runs } = context.ui.services;
  const uri = fileUri(await runs.manifestPath(run));
  const known = open.get(uri.toString());
  if (known && !filtered) {
    known.reveal();
    return uri;
  }
  // Other rows are another sample.
  known?.dispose();
  const { name } = await runs.read(run);
  const panel = vscode.window.createWebviewPanel(
    LABELS_VIEW,
    t('Label {0}', name),
    vscode.ViewColumn.Active,
    webviewOptions(context.extensionUri),
  );
  servePanel(panel, { run, uri, filtered }, context);
  return uri;
}

/** A panel that VS Code brings back; gone where its run is. */
export async function restoreLabelPanel(
  panel: vscode.WebviewPanel,
  state: unknown,
  context: LabelPanelContext,
): Promise<void> {
  const kept = typeof state === 'object' && state !== null ? state : {};
  const text = 'uri' in kept && typeof kept.uri === 'string' ? kept.uri : '';
  const filtered =
    'filtered' in kept && Array.isArray(kept.filtered)
      ? kept.filtered.filter((id) => typeof id === 'number')
      : undefined;
  try {
    const uri = vscode.Uri.parse(text, true);
    context.ui.services.paths.named(dirname(uri.fsPath));
    const run = await context.ui.services.runs.find(uri.fsPath, []);
    panel.webview.options = webviewOptions(context.extensionUri);
    servePanel(panel, { run, uri, filtered }, context);
  } catch {
    panel.dispose();
  }
}

function servePanel(
  panel: vscode.WebviewPanel,
  {
    run,
    uri,
    filtered,
  }: {
    readonly run: RunRef;
    readonly uri: vscode.Uri;
    readonly filtered: readonly number[] | undefined;
  },
  { ui, extensionUri, memory }: LabelPanelContext,
): void {
  const closed = new AbortController();
  open.set(uri.toString(), panel);
  const { runs } = ui.services;
  const served = serveWebview(labelsProtocol, panel.webview, {
    ui,
    handlers: {
      // The store is loaded with the first question.
      ...labelSession({
        run,
        uri: uri.toString(),
        runs,
        labels: {
          read: async (one) => (await ui.services.labels()).read(one),
          append: async (one, record) => (await ui.services.labels()).append(one, record),
        },
        rater: {
          get: () => memory.get<string>(RATER) ?? '',
          set: (name) => void memory.update(RATER, name),
        },
        ...(filtered && { filtered: new Set(filtered) }),
        now: Date.now,
        requireTrust: () => ui.requireTrust(t('Labelling rows')),
        showDifferences: () => {
          wantDifferences(uri);
          void vscode.commands.executeCommand('gavel.openResults', uri);
        },
        exportExamples: () => void vscode.commands.executeCommand('gavel.exportExamples', uri),
        close: () => void panel.dispose(),
        signal: closed.signal,
      }),
    },
  });
  panel.onDidDispose(() => {
    closed.abort();
    served.dispose();
    if (open.get(uri.toString()) === panel) open.delete(uri.toString());
    // Its rows have labels now.
    ui.runChanged(run);
  });
  showPage(panel.webview, extensionUri, 'labels');
}
