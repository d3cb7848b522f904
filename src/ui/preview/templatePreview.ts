import { basename } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../core/userError.js';
import type { GavelUi } from '../gavelUi.js';
import { isSpecPath } from '../spec/specFile.js';
import { webviewOptions, webviewPage } from '../webview/webviewPage.js';

const VIEW_TYPE = 'gavel.preview';

/**
 * `gavel.previewTemplate(uri?)`: the exact messages of a spec, beside it; for a template file, those
 * of the spec that uses it. Each spec has one preview, kept over a reload.
 */
export function registerTemplatePreview(
  { extensionUri }: vscode.ExtensionContext,
  ui: GavelUi,
): vscode.Disposable {
  const open = new Map<string, vscode.WebviewPanel>();

  const show = async (spec: vscode.Uri, panel: vscode.WebviewPanel): Promise<void> => {
    const key = spec.toString();
    open.set(key, panel);
    panel.title = `Preview ${basename(spec.path)}`;
    panel.webview.options = webviewOptions(extensionUri);
    panel.onDidDispose(() => open.delete(key));
    const { servePreview } = await import('./previewSession.js');
    // Closed while the session was loaded.
    if (open.get(key) !== panel) return;
    const session = servePreview(spec, panel.webview, ui);
    panel.onDidDispose(() => void session.dispose());
    panel.webview.html = webviewPage(panel.webview, extensionUri, 'preview');
  };

  const preview = async (argument: unknown): Promise<vscode.Uri | undefined> => {
    const uri = argument instanceof vscode.Uri ? argument : activeUri();
    if (!uri) {
      throw new UserError(
        'usage',
        'Open an eval spec or a template first; its preview opens beside it.',
      );
    }
    const spec = isSpecPath(uri.path) ? uri : await specOfTemplate(uri, ui);
    if (!spec) return undefined;
    const known = open.get(spec.toString());
    if (known) {
      known.reveal(undefined, true);
      return spec;
    }
    const panel = vscode.window.createWebviewPanel(
      VIEW_TYPE,
      'Preview',
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      webviewOptions(extensionUri),
    );
    await show(spec, panel);
    return spec;
  };

  return vscode.Disposable.from(
    vscode.commands.registerCommand('gavel.previewTemplate', async (argument?: unknown) => {
      try {
        return await preview(argument);
      } catch (error) {
        ui.report(error);
        return undefined;
      }
    }),
    vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
      async deserializeWebviewPanel(panel, state: unknown) {
        const uri =
          typeof state === 'object' && state !== null && 'uri' in state ? state.uri : undefined;
        if (typeof uri === 'string' && uri !== '') await show(vscode.Uri.parse(uri, true), panel);
        else panel.dispose();
      },
    }),
  );
}

function activeUri(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof vscode.TabInputText) return input.uri;
  return vscode.window.activeTextEditor?.document.uri;
}

/** Undefined where the person who was asked went away. */
async function specOfTemplate(template: vscode.Uri, ui: GavelUi): Promise<vscode.Uri | undefined> {
  const { specsWithTemplate } = await import('./specsWithTemplate.js');
  const specs = await specsWithTemplate(template.fsPath, ui);
  const [first] = specs;
  if (!first) {
    throw new UserError(
      'usage',
      `No eval spec uses ${basename(template.path)}; preview a spec, or name this file in one as { "file": … }.`,
    );
  }
  if (specs.length === 1) return first;
  const items = specs.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  const placeHolder = `Which of the specs that use ${basename(template.path)}?`;
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.uri;
}
