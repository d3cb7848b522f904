import * as vscode from 'vscode';
import { t } from '../../l10n/t.js';
import type { ExtensionUi } from '../extensionUi.js';
import type { RunsTree } from '../runs/runsTree.js';
import { runHeadline } from '../runs/runNode.js';
import { agoText } from '../runs/agoText.js';
import { newestRuns } from '../runs/newestRuns.js';
import { pathKey } from '../paths/pathKey.js';
import { modelFields } from '../models/specModels.js';
import { parsedSpec } from './parsedSpecs.js';
import { editorRange } from './problemMarks.js';
import { specStanding, STANDING_ICONS } from './specStanding.js';
import { vscodeRange } from './vscodeRange.js';
import { fileUri } from '../fileUri.js';

/** Over the first line of a spec: Run · Dry run · Preflight · Preview · the newest run's figure. */
export async function specLenses(
  ui: ExtensionUi,
  tree: RunsTree,
  document: vscode.TextDocument,
): Promise<vscode.CodeLens[]> {
  const { uri } = document;
  const top = new vscode.Range(0, 0, 0, 0);
  const lens = (title: string, command: string, argument: vscode.Uri = uri): vscode.CodeLens =>
    new vscode.CodeLens(top, { title, command, arguments: [argument] });
  const lenses = [
    lens(`$(play) ${t('Run')}`, 'gavel.run'),
    lens(t('Dry run…'), 'gavel.dryRun'),
    lens(t('Preflight'), 'gavel.preflight'),
    lens(t('Preview'), 'gavel.previewTemplate'),
  ];
  const last = await newestRun(ui, tree, uri);
  if (last) {
    lenses.push(lens(last.title, 'gavel.openResults', last.uri));
    lenses.push(lens(t('All runs'), 'gavel.showRunsOfSpec'));
  }
  return [...lenses, ...modelLenses(document)];
}

/** Over the line of each model: Choose model · Test connection. */
function modelLenses(document: vscode.TextDocument): vscode.CodeLens[] {
  const parsed = parsedSpec(document);
  return modelFields(document).flatMap((field) => {
    const key = parsed.rangeOf([field, 'model'], 'key') ?? parsed.rangeOf([field], 'key');
    if (!key) return [];
    const range = vscodeRange(editorRange(key));
    const lens = (title: string, command: string): vscode.CodeLens =>
      new vscode.CodeLens(range, { title, command, arguments: [document.uri, field] });
    return [
      lens(t('Choose model…'), 'gavel.pickModel'),
      lens(t('Test connection'), 'gavel.testConnection'),
    ];
  });
}

async function newestRun(
  ui: ExtensionUi,
  tree: RunsTree,
  spec: vscode.Uri,
): Promise<{ readonly title: string; readonly uri: vscode.Uri } | undefined> {
  const newest = newestRuns(await tree.runs()).get(pathKey(spec.fsPath));
  if (!newest) return undefined;
  const { run, manifest } = newest;
  const now = Date.now();
  const standing = specStanding(manifest, now);
  const time = Date.parse(manifest.finished_at ?? manifest.created_at);
  const soFar = `${runHeadline(manifest, ui.live.progress(run))} · ${agoText(time, now)}`;
  const icon = standing ? STANDING_ICONS[standing.kind] : '';
  return {
    title: t('Last run: {0}{1}', icon, standing?.line ?? soFar),
    uri: fileUri(run.folder),
  };
}
