import { basename } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { isDatasetPath } from '../datasets/datasetFile.js';
import type { GavelUi } from '../gavelUi.js';
import { plainLabel } from '../plainText.js';
import { isSpecPath } from '../spec/specFile.js';
import { showPage } from '../webview/showPage.js';
import { webviewOptions } from '../webview/webviewPage.js';
import type { ModelContext } from './modelContext.js';
import { createOpenPreviews } from './openPreviews.js';
import type { PreviewSession } from './previewSession.js';

const VIEW_TYPE = 'gavel.preview';
/** Milliseconds after which every panel of the last session is there that VS Code knows of. */
const RESTORE_MS = 1500;

/**
 * `gavel.previewTemplate(uri?, { row }?)`: the exact messages of a spec, beside it; for a template or
 * a dataset, those of the spec that uses it. Each spec has one preview, kept over a reload.
 */
export function registerTemplatePreview(
  { extensionUri, workspaceState }: vscode.ExtensionContext,
  ui: GavelUi,
): vscode.Disposable {
  const open = new Map<string, { panel: vscode.WebviewPanel; session?: PreviewSession }>();
  let context: ModelContext | undefined;

  const previews = createOpenPreviews(workspaceState, Date.now);
  const titleOf = (spec: vscode.Uri) => t('Preview {0}', basename(spec.path));

  const show = async (
    spec: vscode.Uri,
    panel: vscode.WebviewPanel,
    row?: number,
  ): Promise<void> => {
    const key = spec.toString();
    const entry: { panel: vscode.WebviewPanel; session?: PreviewSession } = { panel };
    open.set(key, entry);
    panel.title = titleOf(spec);
    panel.webview.options = webviewOptions(extensionUri);
    panel.onDidDispose(() => {
      open.delete(key);
      previews.closed(key);
    });
    const [{ servePreview }, { createModelContext }] = await Promise.all([
      import('./previewSession.js'),
      import('./modelContext.js'),
    ]);
    // Closed while the session was loaded.
    if (open.get(key) !== entry) return;
    context ??= createModelContext({
      services: () => ui.services,
      isTrusted: () => vscode.workspace.isTrusted,
      hasServiceKey: () => ui.hasServiceKey(),
      failed: (error) => ui.log.debug(`context lengths: ${String(error)}`),
    });
    const session = servePreview(spec, panel.webview, { ui, pins: workspaceState, context, row });
    entry.session = session;
    panel.onDidDispose(() => {
      session.dispose();
    });
    showPage(panel.webview, extensionUri, 'preview');
  };

  const preview = async (
    argument: unknown,
    options: unknown,
    before: (spec: vscode.Uri) => Promise<void>,
  ): Promise<vscode.Uri | undefined> => {
    const uri = argument instanceof vscode.Uri ? argument : activeUri();
    if (!uri) {
      throw new UserError(
        'usage',
        t('Open an eval spec or a template first; its preview opens beside it.'),
      );
    }
    const spec = await specOf(uri, ui);
    if (!spec) return undefined;
    await before(spec);
    const row = rowOf(options);
    const known = open.get(spec.toString());
    if (known) {
      known.panel.reveal(undefined, true);
      if (row !== undefined) known.session?.goTo(row);
      return spec;
    }
    previews.opened(spec.toString());
    const panel = vscode.window.createWebviewPanel(
      VIEW_TYPE,
      'Preview',
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      webviewOptions(extensionUri),
    );
    await show(spec, panel, row);
    return spec;
  };

  const asked = async (spec: vscode.Uri): Promise<void> => {
    if (!vscode.workspace.isTrusted) return;
    const { allowSpecPaths } = await import('../paths/allowPaths.js');
    await allowSpecPaths(spec, ui);
  };
  /** Nobody has asked for a preview that comes back: it says what it may not read. */
  const unasked = (): Promise<void> => Promise.resolve();

  const lost = previews.justOpened();
  const restoring = setTimeout(() => {
    for (const spec of lost.map((uri) => vscode.Uri.parse(uri, true))) {
      const isThere = open.has(spec.toString()) || hasPreviewTab(titleOf(spec));
      if (!isThere)
        void preview(spec, undefined, unasked).catch((error: unknown) => ui.report(error));
    }
  }, RESTORE_MS);

  return vscode.Disposable.from(
    { dispose: () => clearTimeout(restoring) },
    ui.onDidChangeAccount(() => context?.forget()),
    vscode.commands.registerCommand(
      'gavel.previewTemplate',
      async (argument?: unknown, options?: unknown) => {
        try {
          return await preview(argument, options, asked);
        } catch (error) {
          ui.report(error);
          return undefined;
        }
      },
    ),
    vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
      async deserializeWebviewPanel(panel, state: unknown) {
        const kept =
          typeof state === 'object' && state !== null && 'uri' in state ? state.uri : undefined;
        const uri =
          typeof kept === 'string' && kept !== '' ? kept : previews.last(new Set(open.keys()));
        if (uri === undefined) panel.dispose();
        else await show(vscode.Uri.parse(uri, true), panel);
      },
    }),
  );
}

/** The row (from 1) that a caller asks for. */
function rowOf(options: unknown): number | undefined {
  const isGiven = typeof options === 'object' && options !== null && 'row' in options;
  const row = isGiven ? options.row : undefined;
  return typeof row === 'number' && Number.isInteger(row) && row >= 1 ? row : undefined;
}

function activeUri(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom) {
    return input.uri;
  }
  return vscode.window.activeTextEditor?.document.uri;
}

/** Undefined where the person who was asked went away. */
async function specOf(uri: vscode.Uri, ui: GavelUi): Promise<vscode.Uri | undefined> {
  if (isSpecPath(uri.path)) return uri;
  const name = basename(uri.path);
  const isDataset = isDatasetPath(uri.path);
  const specs = await (isDataset ? specsWithDataset : specsWithTemplate)(uri, ui);
  const [first] = specs;
  if (!first) {
    const how = isDataset
      ? t('name this file as the `dataset` of one')
      : t('preview a spec, or name this file in one as { "file": … }');
    throw new UserError('usage', t('No eval spec uses {0}; {1}.', name, how));
  }
  if (specs.length === 1) return first;
  const items = specs.map((spec) => ({
    label: plainLabel(vscode.workspace.asRelativePath(spec)),
    spec,
  }));
  const placeHolder = t('Which of the specs that use {0}?', name);
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.spec;
}

async function specsWithDataset({ fsPath }: vscode.Uri, ui: GavelUi): Promise<vscode.Uri[]> {
  const { specsThatUse } = await import('../dataset/specsThatUse.js');
  return (await specsThatUse(fsPath, ui)).map((use) => vscode.Uri.parse(use.uri, true));
}

async function specsWithTemplate({ fsPath }: vscode.Uri, ui: GavelUi): Promise<vscode.Uri[]> {
  const search = await import('./specsWithTemplate.js');
  return search.specsWithTemplate(fsPath, ui);
}

/** Whether a tab shows this preview, loaded or not. */
function hasPreviewTab(title: string): boolean {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .some(({ input, label }) => input instanceof vscode.TabInputWebview && label === title);
}
