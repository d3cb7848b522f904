import { basename, resolve } from 'node:path';
import * as vscode from 'vscode';
import { resolveSpec } from '../../core/spec/resolveSpec.js';
import { specColumns } from '../../core/spec/specColumns.js';
import type { TextFiles } from '../../core/textFiles.js';
import type { SpecUse } from '../../shared/datasetViews.js';
import type { GavelUi } from '../gavelUi.js';
import { openText } from '../preview/templateEditors.js';
import { LEFT_OUT_GLOB, SPEC_GLOB } from '../spec/specFile.js';
import { specInFile } from '../spec/specTexts.js';
import { mayHoldTemplate } from './lastTemplateEditor.js';

const MOST_SPECS = 200;

/** Specs of the workspace, as they are in their editors, that judge this dataset; the columns of each. */
export async function specsThatUse(datasetPath: string, ui: GavelUi): Promise<SpecUse[]> {
  const files = ui.services.texts;
  const texts: TextFiles = {
    ...files,
    read: async (path) => openText(path) ?? (await files.read(path)),
  };
  const uris = await vscode.workspace.findFiles(SPEC_GLOB, LEFT_OUT_GLOB, MOST_SPECS);
  const open = openPaths();
  const uses = await Promise.all(
    uris.map(async (uri): Promise<SpecUse[]> => {
      const path = uri.fsPath;
      // A spec that is broken or gone is the business of its own editor.
      const { spec } = await specInFile(path, texts);
      if (!spec || resolve(texts.resolve(path, spec.dataset)) !== resolve(datasetPath)) return [];
      const columns = await resolveSpec(spec, path, texts).then(
        (resolved) => specColumns(resolved.spec),
        () => [],
      );
      return [{ spec: basename(path), uri: uri.toString(), columns, isOpen: open.has(path) }];
    }),
  );
  return uses
    .flat()
    .sort((a, b) => Number(b.isOpen) - Number(a.isOpen) || a.spec.localeCompare(b.spec));
}

function openPaths(): ReadonlySet<string> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return new Set(
    tabs.flatMap(({ input }) => (input instanceof vscode.TabInputText ? input.uri.fsPath : [])),
  );
}

/** Changes that come together are told once. */
const SETTLE_MS = 400;

/** Says that a spec may use other datasets or columns than before, or was opened or closed. */
export function onDidChangeSpecs(changed: () => void): vscode.Disposable {
  let settling: NodeJS.Timeout | undefined;
  const soon = (): void => {
    clearTimeout(settling);
    settling = setTimeout(changed, SETTLE_MS);
  };
  const watcher = vscode.workspace.createFileSystemWatcher(SPEC_GLOB);
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange(soon),
    watcher.onDidCreate(soon),
    watcher.onDidDelete(soon),
    vscode.window.tabGroups.onDidChangeTabs(soon),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (mayHoldTemplate(document)) soon();
    }),
    { dispose: () => clearTimeout(settling) },
  );
}
