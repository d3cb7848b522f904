import type * as vscode from 'vscode';
import { knownKeys, redactMessage } from '../core/redaction/knownKeys.js';

type Window = Pick<
  typeof vscode.window,
  | 'showInformationMessage'
  | 'showWarningMessage'
  | 'showErrorMessage'
  | 'showInputBox'
  | 'showQuickPick'
  | 'setStatusBarMessage'
  | 'withProgress'
  | 'createTreeView'
>;
type Workspace = Pick<
  typeof vscode.workspace,
  'registerTextDocumentContentProvider' | 'openTextDocument'
>;
type Call = (...all: unknown[]) => unknown;

/**
 * Takes keys out of all that this extension has VS Code show: messages, questions, lists, the tree, the
 * status bar and documents without a file. VS Code gives each extension a `window` and a `workspace` of
 * its own, so it is done here once for all that speak, those that are written later too. Disposal
 * undoes it.
 */
export function redactedWindow(window: Window, workspace: Workspace): { dispose(): void } {
  const { showInformationMessage, showWarningMessage, showErrorMessage } = window;
  const { showInputBox, showQuickPick, setStatusBarMessage, withProgress, createTreeView } = window;
  const { registerTextDocumentContentProvider, openTextDocument } = workspace;
  const says = { showInformationMessage, showWarningMessage, showErrorMessage };
  const said = Object.entries(says).map(([name, show]) => [name, saying(show as Call)] as const);
  const listed = showQuickPick as Call; // the overloads of one function

  Object.assign(window, {
    ...Object.fromEntries(said),
    showInputBox: (options?: vscode.InputBoxOptions, token?: vscode.CancellationToken) =>
      showInputBox(options && cleanInput(options), token),
    showQuickPick: async (items: unknown, options?: object, token?: unknown) => {
      const all = (await items) as readonly Item[]; // what the one argument is, or promises
      const cleaned = all.map(cleanItem);
      const chosen = await listed(cleaned, options && cleanTexts(options, TITLES), token);
      const own = (one: unknown) => all[cleaned.indexOf(one as Item)] ?? one;
      return Array.isArray(chosen) ? chosen.map(own) : own(chosen);
    },
    setStatusBarMessage: (text: string, ...rest: unknown[]) =>
      (setStatusBarMessage as Call)(redactMessage(text), ...rest),
    withProgress: ((options, work) =>
      withProgress(cleanTexts(options, TITLES), (progress, token) =>
        work({ report: (step) => progress.report(cleanTexts(step, ['message'])) }, token),
      )) satisfies Window['withProgress'],
    createTreeView: ((id, options) =>
      createTreeView(id, {
        ...options,
        treeDataProvider: cleanTree(options.treeDataProvider),
      })) satisfies Window['createTreeView'],
  });
  Object.assign(workspace, {
    registerTextDocumentContentProvider: ((scheme, provider) =>
      registerTextDocumentContentProvider(scheme, {
        ...(provider.onDidChange && { onDidChange: provider.onDidChange }),
        async provideTextDocumentContent(uri, token) {
          const text = await provider.provideTextDocumentContent(uri, token);
          return typeof text === 'string' ? knownKeys.redact(text) : text;
        },
      })) satisfies Workspace['registerTextDocumentContentProvider'],
    openTextDocument: (given: unknown, ...rest: unknown[]) =>
      (openTextDocument as Call)(isContent(given) ? cleanContent(given) : given, ...rest),
  });
  return {
    dispose() {
      Object.assign(window, says);
      Object.assign(window, { showInputBox, showQuickPick, setStatusBarMessage });
      Object.assign(window, { withProgress, createTreeView });
      Object.assign(workspace, { registerTextDocumentContentProvider, openTextDocument });
    },
  };
}

const TITLES = ['title', 'prompt', 'placeHolder'] as const;

function saying(show: Call): Call {
  return (message, ...rest) =>
    show(
      redactMessage(String(message)),
      ...rest.map((part) =>
        typeof part === 'object' && part !== null ? cleanTexts(part, ['detail']) : part,
      ),
    );
}

/** The same with other texts in some fields; the very object where they are as they should be. */
function cleanTexts<T extends object>(value: T, names: readonly string[]): T {
  const cleaned = names.flatMap((name) => {
    const text: unknown = Reflect.get(value, name);
    if (typeof text !== 'string') return [];
    const clean = redactMessage(text);
    return clean === text ? [] : [[name, clean] as const];
  });
  return cleaned.length === 0 ? value : { ...value, ...Object.fromEntries(cleaned) };
}

type Item = string | vscode.QuickPickItem;

function cleanItem(item: Item): Item {
  if (typeof item === 'string') return redactMessage(item);
  return cleanTexts(item, ['label', 'description', 'detail']);
}

function cleanInput(options: vscode.InputBoxOptions): vscode.InputBoxOptions {
  const { value, validateInput } = options;
  return {
    ...cleanTexts(options, TITLES),
    ...(value !== undefined && { value: knownKeys.redact(value) }),
    ...(validateInput && {
      async validateInput(typed: string) {
        const fault = await validateInput(typed);
        if (typeof fault === 'string') return redactMessage(fault);
        return fault && cleanTexts(fault, ['message']);
      },
    }),
  };
}

function cleanTree<T>(provider: vscode.TreeDataProvider<T>): vscode.TreeDataProvider<T> {
  const { onDidChangeTreeData } = provider;
  return {
    ...(onDidChangeTreeData && { onDidChangeTreeData }),
    getChildren: (element) => provider.getChildren(element),
    getTreeItem(element) {
      const item = provider.getTreeItem(element);
      return 'then' in item ? item.then(cleanTreeItem) : cleanTreeItem(item);
    },
    ...(provider.getParent && { getParent: (element) => provider.getParent?.(element) }),
    ...(provider.resolveTreeItem && {
      async resolveTreeItem(item, element, token) {
        const resolved = await provider.resolveTreeItem?.(item, element, token);
        return resolved && cleanTreeItem(resolved);
      },
    }),
  };
}

/** Its own item, made anew for each look at it. */
function cleanTreeItem(item: vscode.TreeItem): vscode.TreeItem {
  if (!knownKeys.knowsAny()) return item;
  const { label, description, tooltip } = item;
  if (typeof label === 'string') item.label = knownKeys.redact(label);
  else if (label) label.label = knownKeys.redact(label.label);
  if (typeof description === 'string') item.description = knownKeys.redact(description);
  if (typeof tooltip === 'string') item.tooltip = knownKeys.redact(tooltip);
  else if (tooltip) tooltip.value = knownKeys.redact(tooltip.value);
  return item;
}

function isContent(given: unknown): given is { readonly content: string } {
  return (
    typeof given === 'object' &&
    given !== null &&
    'content' in given &&
    typeof given.content === 'string'
  );
}

function cleanContent<T extends { readonly content: string }>(given: T): T {
  return { ...given, content: knownKeys.redact(given.content) };
}
