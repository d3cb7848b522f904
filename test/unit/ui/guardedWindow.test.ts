import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { knownKeys } from '../../../src/core/redaction/knownKeys.js';
import { guardedWindow } from '../../../src/ui/guardedWindow.js';
import { redactedLog } from '../../../src/ui/redactedLog.js';
import { proven } from '../../security/proofs.js';

const KEY = 'canary-of-the-window-77b1f0';
/** The key and words around it, as a service or an endpoint would say them. */
const TEXT = `refused: Bearer ${KEY}, https://me:pass-of-${KEY}@host/`;
const uri = {} as unknown as vscode.Uri; // nobody looks into it

type Api = Parameters<typeof guardedWindow>[0];

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
    createQuickPick: () => madeOf(shown),
    createStatusBarItem: () => madeOf(shown),
  } as unknown as Api['window']; // the one form of each function that is called here
  const workspace = {
    registerTextDocumentContentProvider: (_: string, given: vscode.TextDocumentContentProvider) =>
      providers.push(given),
    openTextDocument: say,
  } as unknown as Api['workspace'];
  const provided = (_: unknown, provider: Record<string, () => Promise<unknown>>) =>
    Promise.all(Object.values(provider).map(async (provide) => shown.push(await provide())));
  const languages = {
    createDiagnosticCollection: () => ({ set: say }),
    registerHoverProvider: provided,
    registerCodeLensProvider: provided,
    registerCodeActionsProvider: provided,
    registerCompletionItemProvider: provided,
    createLanguageStatusItem: () => madeOf(shown),
  } as unknown as Api['languages'];
  return { window, workspace, languages, shown, providers, trees };
}

/** An object of VS Code that shows what is put into it, and knows itself by a field of its own. */
function madeOf(shown: unknown[]): object {
  class Made {
    readonly #own = 'shown';
    items: readonly unknown[] = [];
    set title(text: string) {
      shown.push(text);
    }
    set text(text: string) {
      shown.push(text);
    }
    show() {
      shown.push([this.#own, ...this.items]);
    }
  }
  return new Made();
}

describe('what the extension has VS Code show', () => {
  it('holds no key, wherever it comes from', async () => {
    knownKeys.learn(KEY, 'KEY');
    const stage = listening();
    const { window, workspace, languages, shown, providers, trees } = stage;
    guardedWindow(stage);
    const token = {} as vscode.CancellationToken;
    const item: vscode.QuickPickItem = { label: TEXT, description: TEXT, detail: TEXT };
    const node = () =>
      ({ label: TEXT, description: TEXT, tooltip: { value: TEXT } }) as unknown as vscode.TreeItem;
    const options = { title: TEXT } as vscode.ProgressOptions;
    const places: readonly (() => unknown)[] = [
      () => window.showInformationMessage(TEXT, 'Open'),
      () => window.showWarningMessage(TEXT, { modal: true, detail: TEXT }, 'Open'),
      () => window.showErrorMessage(TEXT),
      async () => assert.equal(await window.showErrorMessage('a', TEXT), TEXT),
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
      () => {
        const pick = window.createQuickPick();
        pick.title = TEXT;
        const own = { label: TEXT, description: TEXT };
        pick.items = [own];
        pick.show();
        assert.equal(pick.items[0], own);
      },
      () => {
        window.createStatusBarItem('x').text = TEXT;
      },
      () => {
        const marks = languages.createDiagnosticCollection('x');
        const problems = () => [{ message: TEXT }] as unknown as vscode.Diagnostic[];
        marks.set(uri, problems());
        marks.set([[uri, problems()]]);
      },
      () => {
        languages.createLanguageStatusItem('x', '').text = TEXT;
      },
      ...[[{ detail: TEXT }], { items: [{ documentation: { value: TEXT } }] }].map(
        (answer) => () =>
          languages.registerCompletionItemProvider('x', provider('provideCompletionItems', answer)),
      ),
      () =>
        languages.registerHoverProvider(
          'x',
          provider('provideHover', { contents: [TEXT, { value: TEXT }] }),
        ),
      () =>
        languages.registerCodeLensProvider(
          'x',
          provider('provideCodeLenses', [{ command: { title: TEXT } }]),
        ),
      () =>
        languages.registerCodeActionsProvider(
          'x',
          provider('provideCodeActions', [{ title: TEXT }]),
        ),
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
        'No message, question, list, tree, progress line, problem, hover, log entry or document of the extension shows a known key',
      test: 'test/unit/ui/guardedWindow.test.ts',
      figure: `${places.length} places`,
    });
  });

  it('is the very same where no key is in it, and as it was once that is undone', async () => {
    const stage = listening();
    const { window, workspace, languages, shown } = stage;
    const before = { ...window, ...workspace, ...languages };
    const undo = guardedWindow(stage);
    const item = { label: 'a' };
    await window.showQuickPick([item]);
    await window.showInformationMessage('a', { modal: true }, 'Open');
    assert.deepEqual(shown, [
      [[item], undefined],
      ['a', { modal: true }, 'Open'],
    ]);
    assert.equal((shown[0] as unknown[][])[0]?.[0], item);
    undo.dispose();
    assert.deepEqual({ ...window, ...workspace, ...languages }, before);
  });

  it('goes through the guard that was there first, whatever is put before it later', async () => {
    knownKeys.learn(KEY, 'KEY');
    const stage = listening();
    guardedWindow(stage);
    const { window, shown } = stage;
    const guarded = window.showInformationMessage;
    const later: unknown[] = [];
    window.showInformationMessage = (text: string) => Promise.resolve(void later.push(text));
    await window.showInformationMessage(`${KEY} [x](command:y)`);
    assert.deepEqual([later, shown], [['[key] [x]\u2060(command:y)'], []]);
    window.showInformationMessage = guarded;
    await window.showInformationMessage('b');
    assert.deepEqual([later.length, shown], [1, [['b']]]);
  });
});

/** Of any kind, with one answer. */
function provider(method: string, answer: unknown) {
  // Nobody asks it but for this.
  return { [method]: () => answer } as unknown as vscode.HoverProvider &
    vscode.CodeLensProvider &
    vscode.CompletionItemProvider &
    vscode.CodeActionProvider;
}

function logInto(shown: unknown[]): vscode.LogOutputChannel {
  const say = (text: unknown) => void shown.push(text);
  return { error: say, warn: say, info: say, debug: say } as unknown as vscode.LogOutputChannel;
}
