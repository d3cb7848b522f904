import { resolve } from 'node:path';
import * as vscode from 'vscode';
import { isFinal } from '../../core/runs/evalBackend.js';
import type { RunManifest } from '../../core/runs/manifest.js';
import type { RunRef } from '../../core/runs/runStore.js';
import { t } from '../../l10n/t.js';
import type { ExtensionUi } from '../extensionUi.js';
import { fileUri } from '../fileUri.js';

/**
 * Marks the place in a spec that made its run fail on the service, until the spec is edited or run
 * again: no check on this machine finds it.
 */
export function registerFailedRunMarks(ui: ExtensionUi): vscode.Disposable {
  const marks = vscode.languages.createDiagnosticCollection('gavel-runs');

  const mark = async (run: RunRef, manifest: RunManifest): Promise<void> => {
    const { spec_path: path, reason, reason_from: from } = manifest;
    if (path === undefined) return;
    const uri = fileUri(resolve(run.folder, path));
    marks.delete(uri);
    if (manifest.status !== 'failed' || reason === undefined || !from?.path) return;
    if (!(await ui.services.texts.exists(uri.fsPath))) return;
    const [document, { parsedSpec }, { editorRange }, { vscodeRange }] = await Promise.all([
      vscode.workspace.openTextDocument(uri),
      import('../spec/parsedSpecs.js'),
      import('../spec/problemMarks.js'),
      import('../spec/vscodeRange.js'),
    ]);
    const range = parsedSpec(document).rangeOf(from.path);
    if (!range || document.isDirty) return;
    const diagnostic = new vscode.Diagnostic(
      vscodeRange(editorRange(range)),
      t('The last run failed: {0}', reason),
      vscode.DiagnosticSeverity.Warning,
    );
    diagnostic.source = 'Gavel';
    diagnostic.code = 'failed-run';
    marks.set(uri, [diagnostic]);
  };
  const failed = (error: unknown): void => ui.log.warn(`mark of a run: ${String(error)}`);

  return vscode.Disposable.from(
    marks,
    ui.onDidEndRun(({ run, end }) => {
      if (end.kind === 'status') mark(run, end.manifest).catch(failed);
    }),
    ui.live.onDidEmit(({ run, event }) => {
      if (event.type !== 'status' || isFinal(event.status)) return;
      ui.services.runs.read(run).then((manifest) => mark(run, manifest), failed);
    }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) marks.delete(document.uri);
    }),
  );
}
