import * as vscode from 'vscode';

/** What was shown while somebody said yes to everything. */
export interface Seen {
  /** Messages with the actions below them. */
  readonly messages: { readonly text: string; readonly actions: readonly string[] }[];
  /** Modal questions, lists, boxes and dialogs of every other kind, by what they said. */
  readonly dialogs: string[];
}

/** Answers of a box, the first that it takes. */
const TYPED = ['hostile', '2', 'OPENAI_API_KEY', 'https://api.example.com', 'a-key'];

/**
 * Plays a person who says yes to everything while `work` runs: takes the first answer of every list, the
 * name that is offered for a file, and in modal questions the answer that does most. `target`: the file
 * that is chosen where one is to be opened. Actions of messages are noted, not taken.
 */
export async function sayingYes(
  target: vscode.Uri,
  work: (seen: Seen) => Promise<void>,
): Promise<Seen> {
  const seen: Seen = { messages: [], dialogs: [] };
  const say = (text: string, ...rest: readonly unknown[]): Promise<unknown> => {
    const [options, ...others] = rest;
    const isModal = typeof options === 'object' && options !== null && 'modal' in options;
    const actions = (isModal ? others : rest).filter((one) => typeof one === 'string');
    if (!isModal) {
      seen.messages.push({ text, actions });
      return Promise.resolve(undefined);
    }
    seen.dialogs.push(text);
    return Promise.resolve(actions.find((action) => !action.startsWith('Do Not')));
  };
  const noted = <T>(what: string, answer: T): Promise<T> => {
    seen.dialogs.push(what);
    return Promise.resolve(answer);
  };
  const parts = {
    showInformationMessage: say,
    showWarningMessage: say,
    showErrorMessage: say,
    showQuickPick: (items: readonly unknown[], options?: vscode.QuickPickOptions) =>
      noted(
        options?.placeHolder ?? 'a list',
        options?.canPickMany === true ? items.slice(0, 2) : items.at(0),
      ),
    showInputBox: async (options?: vscode.InputBoxOptions) => {
      for (const text of TYPED) {
        const fault = await options?.validateInput?.(text);
        if (fault === undefined || fault === null) return noted(options?.prompt ?? 'a box', text);
      }
      return noted(options?.prompt ?? 'a box', undefined);
    },
    showOpenDialog: () => noted('a file to open', [target]),
    showSaveDialog: (options?: vscode.SaveDialogOptions) =>
      noted('a file to save', options?.defaultUri),
    createQuickPick: () => acceptingList(() => seen.dialogs.push('a list with buttons')),
  };
  const before = Object.fromEntries(
    Object.keys(parts).map((name) => [name, Reflect.get(vscode.window, name) as unknown]),
  );
  const openExternal = vscode.env.openExternal;
  Object.assign(vscode.window, parts);
  Object.assign(vscode.env, {
    openExternal: (uri: vscode.Uri) => noted(`opened ${uri.toString(true)}`, true),
  });
  try {
    await work(seen);
    // Reports are shown without being waited for.
    await new Promise((resolve) => setImmediate(resolve));
    return seen;
  } finally {
    Object.assign(vscode.window, before);
    Object.assign(vscode.env, { openExternal });
  }
}

/** A list that is answered by its first item as soon as it shows. */
function acceptingList(shown: () => void): vscode.QuickPick<vscode.QuickPickItem> {
  const accept = new vscode.EventEmitter<void>();
  const hide = new vscode.EventEmitter<void>();
  const change = new vscode.EventEmitter<string>();
  const buttons = new vscode.EventEmitter<vscode.QuickPickItemButtonEvent<vscode.QuickPickItem>>();
  const list = {
    items: [] as readonly vscode.QuickPickItem[],
    selectedItems: [] as readonly vscode.QuickPickItem[],
    activeItems: [] as readonly vscode.QuickPickItem[],
    value: '',
    onDidAccept: accept.event,
    onDidHide: hide.event,
    onDidChangeValue: change.event,
    onDidTriggerItemButton: buttons.event,
    show: () => {
      shown();
      list.selectedItems = list.items.slice(0, 1);
      list.activeItems = list.selectedItems;
      accept.fire();
      hide.fire();
    },
    hide: () => hide.fire(),
    dispose: () => {
      vscode.Disposable.from(accept, hide, change, buttons).dispose();
    },
  };
  // The rest is not used.
  return list as unknown as vscode.QuickPick<vscode.QuickPickItem>;
}
