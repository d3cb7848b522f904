import { resolve } from 'node:path';
import * as vscode from 'vscode';
import type { ExtensionUi } from '../extensionUi.js';
import { runHeadline } from '../runs/runNode.js';
import { agoText } from '../runs/timeTexts.js';
import { dryRunRows } from '../settings.js';

/** Over the first line of a spec: Run · Dry run · Preview · the newest run's figure. */
export async function specLenses(
  ui: ExtensionUi,
  document: vscode.TextDocument,
): Promise<vscode.CodeLens[]> {
  const { uri } = document;
  const top = new vscode.Range(0, 0, 0, 0);
  const lens = (title: string, command: string, argument: vscode.Uri = uri): vscode.CodeLens =>
    new vscode.CodeLens(top, { title, command, arguments: [argument] });
  const rows = dryRunRows(uri);
  const lenses = [
    lens('$(play) Run', 'gavel.run'),
    lens(`Dry run (${rows === 1 ? '1 row' : `${rows} rows`})`, 'gavel.dryRun'),
    lens('Preview', 'gavel.previewTemplate'),
  ];
  const last = await newestRun(ui, uri);
  if (last) lenses.push(lens(last.title, 'gavel.openResults', last.uri));
  return lenses;
}

async function newestRun(
  ui: ExtensionUi,
  spec: vscode.Uri,
): Promise<{ readonly title: string; readonly uri: vscode.Uri } | undefined> {
  const { runs } = ui.services;
  for (const { run, manifest } of await runs.list(ui.runsRoot(spec))) {
    if (manifest.spec_path === undefined) continue;
    if (resolve(run.folder, manifest.spec_path) !== spec.fsPath) continue;
    const live = ui.live.progress(run);
    const time = Date.parse(manifest.finished_at ?? manifest.created_at);
    const title = `$(history) ${runHeadline(manifest, live)} · ${agoText(time, Date.now())}`;
    return { title, uri: vscode.Uri.file(run.folder) };
  }
  return undefined;
}
