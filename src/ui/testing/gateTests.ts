import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { CommandContext } from '../commands/commands.js';
import { LEFT_OUT_GLOB, SPEC_GLOB, isSpecPath } from '../spec/specFile.js';
import { vscodeRange } from '../spec/vscodeRange.js';
import { showLastResults, showResult } from './lastResults.js';
import { specGates } from './specGates.js';
import { specItems } from './specItems.js';

/** Specs of one workspace that are looked at, at most. */
const MOST_SPECS = 2000;

/**
 * Makes the items: folder, spec, gate. A spec that changes has its own item made anew, and no other.
 * `own`: folders of the runs that the Test Explorer has begun, and reports itself.
 */
export async function startGateTests(
  controller: vscode.TestController,
  context: CommandContext,
  own: ReadonlySet<string>,
): Promise<vscode.Disposable> {
  const { ui } = context;
  const failed = (error: unknown): void => ui.log.warn(`gates of a spec: ${String(error)}`);

  async function read(uri: vscode.Uri): Promise<void> {
    const text = await ui.services.texts.read(uri.fsPath).catch(() => undefined);
    if (text === undefined) forget(uri);
    else show(uri, text);
  }

  function show(uri: vscode.Uri, text: string): void {
    const { gates, name, range, fault } = specGates(text, uri.fsPath);
    if (gates.length === 0) {
      forget(uri);
      return;
    }
    const folder = folderItem(uri);
    const id = uri.toString();
    const spec =
      folder.children.get(id) ?? controller.createTestItem(id, basename(uri.fsPath), uri);
    if (name !== undefined) spec.description = name;
    spec.range = range && vscodeRange(range);
    spec.error = fault;
    spec.children.replace(
      gates.map((gate) => {
        const item =
          spec.children.get(gate.metric) ??
          controller.createTestItem(gate.metric, gate.metric, uri);
        item.description = gate.bounds;
        item.range = vscodeRange(gate.range);
        return item;
      }),
    );
    folder.children.add(spec);
  }

  /** Named with its workspace folder where there are several. */
  function folderItem(spec: vscode.Uri): vscode.TestItem {
    const uri = vscode.Uri.joinPath(spec, '..');
    const id = uri.toString();
    const known = controller.items.get(id);
    if (known) return known;
    const path = vscode.workspace.asRelativePath(uri);
    const top = vscode.workspace.getWorkspaceFolder(uri);
    const isTop = top?.uri.toString() === id;
    const item = controller.createTestItem(id, isTop ? top.name : path, uri);
    controller.items.add(item);
    return item;
  }

  function forget(spec: vscode.Uri): void {
    const folder = controller.items.get(vscode.Uri.joinPath(spec, '..').toString());
    folder?.children.delete(spec.toString());
    if (folder?.children.size === 0) controller.items.delete(folder.id);
  }

  async function readAll(): Promise<void> {
    const found = await vscode.workspace.findFiles(SPEC_GLOB, LEFT_OUT_GLOB, MOST_SPECS);
    const there = new Set(found.map((uri) => uri.toString()));
    for (const spec of specItems(controller.items)) {
      if (spec.uri && !there.has(spec.id)) forget(spec.uri);
    }
    await Promise.all(found.map(read));
  }

  const watcher = vscode.workspace.createFileSystemWatcher(SPEC_GLOB);
  const changed = (uri: vscode.Uri): void => {
    if (!isLeftOut(uri)) void read(uri).catch(failed);
  };
  const all = (): void => void readAll().catch(failed);
  controller.refreshHandler = readAll;
  const listeners = [
    watcher,
    watcher.onDidCreate(changed),
    watcher.onDidChange(changed),
    watcher.onDidDelete(forget),
    vscode.workspace.onDidChangeWorkspaceFolders(all),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const { uri } = document;
      // What is typed moves the lines of the gates; what it means is read from the file when it is saved.
      const isShown = controller.items.get(vscode.Uri.joinPath(uri, '..').toString());
      if (
        contentChanges.length > 0 &&
        isSpecPath(uri.path) &&
        isShown?.children.get(uri.toString())
      ) {
        show(uri, document.getText());
      }
    }),
    ui.onDidEndRun(({ run, end }) => {
      if (end.kind !== 'status' || own.has(run.folder)) return;
      showResult(controller, { run, manifest: end.manifest, ui }).catch(failed);
    }),
  ];
  await readAll();
  // The runs are read by then only where the tree of runs was looked at; here is who needs them.
  void context.tree.runs().then((runs) => showLastResults(controller, runs), failed);
  return vscode.Disposable.from(...listeners);
}

function isLeftOut({ path }: vscode.Uri): boolean {
  return /\/(node_modules|\.git|\.gavel|\.venv|dist|out)\//.test(path);
}
