import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { knownKeys } from '../../../src/core/redaction/knownKeys.js';
import { redactedLog } from '../../../src/ui/redactedLog.js';
import { redactedWindow } from '../../../src/ui/redactedWindow.js';
import { proven } from '../../security/proofs.js';

const KEY = 'canary-of-the-window-77b1f0';
/** The key and words around it, as a service or an endpoint would say them. */
const TEXT = `refused: Bearer ${KEY}, https://me:pass-of-${KEY}@host/`;
const uri = {} as unknown as vscode.Uri; // nobody looks into it

type Window = Parameters<typeof redactedWindow>[0];
type Workspace = Parameters<typeof redactedWindow>[1];

/** An editor that keeps what it was told to show. */
function listening() {
  const shown: unknown[] = [];
  const providers: vscode.TextDocumentContentProvider[] = [];
  const trees: vscode.TreeDataProvider<string>[] = [];
  const say = (...all: unknown[]) => {
    shown.push(all);
    return Promise.resolve(all.at(-1));
  };
  const window = {
    showInformationMessage: say,
    showWarningMessage: say,
    showErrorMessage: say,
    setStatusBarMessage: say,
    async showInputBox(options: vscode.InputBoxOptions) {
      shown.push(options, await options.validateInput?.('x'));
    },
    async showQuickPick(items: readonly unknown[], options?: vscode.QuickPickOptions) {
      await say(items, options);
      return options?.canPickMany ? items : items[0];
    },
    withProgress(options: unknown, work: (progress: unknown) => unknown) {
      shown.push(options);
      return work({ report: say });
    },
    createTreeView: (_: string, options: vscode.TreeViewOptions<string>) =>
      trees.push(options.treeDataProvider),
  } as unknown as Window; // the one form of each function that is called here
  const workspace = {
    registerTextDocumentContentProvider: (_: string, given: vscode.TextDocumentContentProvider) =>
      providers.push(given),
    openTextDocument: say,
  } as unknown as Workspace;
  return { window, workspace, shown, providers, trees };
}

describe('what the extension has VS Code show', () => {
  it('holds no key, wherever it comes from', async () => {
    knownKeys.learn(KEY, 'KEY');
    const stage = listening();
    const { window, workspace, shown, providers, trees } = stage;
    redactedWindow(window, workspace);
    const token = {} as vscode.CancellationToken;
    const item: vscode.QuickPickItem = { label: TEXT, description: TEXT, detail: TEXT };
    const node = () =>
      ({ label: TEXT, description: TEXT, tooltip: { value: TEXT } }) as unknown as vscode.TreeItem;
    const options = { title: TEXT } as vscode.ProgressOptions;
    const places: readonly (() => unknown)[] = [
      () => window.showInformationMessage(TEXT, 'Open'),
      () => window.showWarningMessage(TEXT, { modal: true, detail: TEXT }, 'Open'),
      () => window.showErrorMessage(TEXT),
      () => window.setStatusBarMessage(TEXT, 1),
      () =>
        window.showInputBox({
          title: TEXT,
          prompt: TEXT,
          placeHolder: TEXT,
          value: TEXT,
          validateInput: () => TEXT,
        }),
      async () => assert.equal(await window.showQuickPick([item], { title: TEXT }), item),
      async () => assert.equal(await window.showQuickPick(Promise.resolve([TEXT])), TEXT),
      async () =>
        assert.deepEqual(await window.showQuickPick([item], { canPickMany: true }), [item]),
      () =>
        window.withProgress(options, (progress) => {
          progress.report({ message: TEXT });
          return Promise.resolve();
        }),
      async () => {
        const provider = {
          getChildren: () => ['a'],
          getTreeItem: node,
          resolveTreeItem: node,
        };
        window.createTreeView('x', { treeDataProvider: provider });
        shown.push(await trees[0]?.getTreeItem('a'));
        shown.push(await trees[0]?.resolveTreeItem?.(node(), 'a', token));
      },
      async () => {
        const provider = { provideTextDocumentContent: () => TEXT };
        workspace.registerTextDocumentContentProvider('x', provider);
        shown.push(await providers[0]?.provideTextDocumentContent(uri, token));
      },
      () => workspace.openTextDocument({ content: TEXT }),
      () => redactedLog(logInto(shown)).error(new Error(TEXT)),
      () => redactedLog(logInto(shown)).warn(TEXT),
    ];
    for (const place of places) {
      const before = shown.length;
      await place();
      const texts = JSON.stringify(shown.slice(before));
      assert.ok(!texts.includes(KEY) && texts.includes('[key]'), texts);
    }
    proven({
      area: 'Keys',
      claim:
        'No message, question, list, tree, progress line, log entry or document of the extension shows a known key',
      test: 'test/unit/ui/redactedWindow.test.ts',
      figure: `${places.length} places`,
    });
  });

  it('is the very same where no key is in it, and as it was once that is undone', async () => {
    const { window, workspace, shown } = listening();
    const before = { ...window, ...workspace };
    const undo = redactedWindow(window, workspace);
    const item = { label: 'a' };
    await window.showQuickPick([item]);
    await window.showInformationMessage('a', { modal: true }, 'Open');
    assert.deepEqual(shown, [
      [[item], undefined],
      ['a', { modal: true }, 'Open'],
    ]);
    assert.equal((shown[0] as unknown[][])[0]?.[0], item);
    undo.dispose();
    assert.deepEqual({ ...window, ...workspace }, before);
  });
});

function logInto(shown: unknown[]): vscode.LogOutputChannel {
  const say = (text: unknown) => void shown.push(text);
  return { error: say, warn: say, info: say, debug: say } as unknown as vscode.LogOutputChannel;
}
