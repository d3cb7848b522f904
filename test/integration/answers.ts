import assert from 'node:assert/strict';
import { posix } from 'node:path';
import * as vscode from 'vscode';

/** What a person answers, in order, and what was shown to them. */
export interface Answers {
  /** Typed into input boxes. */
  readonly input?: readonly (string | undefined)[];
  /** The button chosen in a modal question. */
  readonly modal?: string;
  /** The button chosen below messages that have it. */
  readonly button?: string;
  /** Labels chosen in lists, in order; several where several can be chosen. */
  readonly picks?: readonly (string | readonly string[] | undefined)[];
  /**
   * What is chosen in lists that are made by hand: a label, a button on it by its tooltip, or the button
   * that goes back.
   */
  readonly buttonPicks?: readonly (
    string | { readonly label: string; readonly button: string } | typeof GO_BACK
  )[];
  /** Names under which files are saved, in the folder that is offered; '' takes the one offered. */
  readonly saves?: readonly (string | undefined)[];
  /** The folder that is chosen. */
  readonly folder?: vscode.Uri;
}

export const GO_BACK = Symbol('the button that goes back');

export interface Shown {
  /** Messages of every severity, in order. */
  readonly messages: readonly string[];
  /** Modal questions, in order. */
  readonly questions: readonly string[];
  /** What stands below each of them; '' for nothing. */
  readonly details: readonly string[];
  /** Addresses that were opened outside. */
  readonly opened: readonly string[];
  /** What lists offered, in order, and names under which files were to be saved. */
  readonly offered: readonly (readonly string[])[];
}

/** Plays a person while `work` runs: VS Code's own boxes can't be answered from the extension host. */
export async function answering(
  answers: Answers,
  work: (shown: Shown) => PromiseLike<unknown>,
): Promise<Shown> {
  const messages: string[] = [];
  const questions: string[] = [];
  const details: string[] = [];
  const opened: string[] = [];
  const offered: string[][] = [];
  const picks = [...(answers.picks ?? [])];
  const saves = [...(answers.saves ?? [])];
  const input = [...(answers.input ?? [])];
  const buttonPicks = [...(answers.buttonPicks ?? [])];
  const say = (message: string, ...rest: unknown[]): Promise<string | undefined> => {
    const [options] = rest;
    const isModal = typeof options === 'object' && options !== null && 'modal' in options;
    (isModal ? questions : messages).push(message);
    if (isModal) details.push('detail' in options ? String(options.detail) : '');
    if (isModal) return Promise.resolve(answers.modal);
    return Promise.resolve(rest.includes(answers.button) ? answers.button : undefined);
  };
  const showQuickPick = (items: readonly (string | vscode.QuickPickItem)[]) => {
    const labels = items.map((item) => (typeof item === 'string' ? item : item.label));
    offered.push(labels);
    const chosen = picks.shift();
    const at = (label: string) => items[labels.indexOf(label)];
    return Promise.resolve(typeof chosen === 'object' ? chosen.map(at) : chosen && at(chosen));
  };
  const showSaveDialog = ({ defaultUri }: vscode.SaveDialogOptions) => {
    assert.ok(defaultUri);
    offered.push([posix.basename(defaultUri.path)]);
    const name = saves.shift();
    if (name === undefined) return Promise.resolve(undefined);
    return Promise.resolve(name === '' ? defaultUri : vscode.Uri.joinPath(defaultUri, '..', name));
  };
  const createQuickPick = () => {
    const choose = (list: vscode.QuickPick<vscode.QuickPickItem>, on: PickListeners): void => {
      offered.push(list.items.map(({ label }) => label));
      const chosen = buttonPicks.shift();
      if (chosen === GO_BACK) {
        const [button] = list.buttons;
        assert.ok(button, 'the list has no button that goes back');
        on.back(button);
        return;
      }
      const label = typeof chosen === 'object' ? chosen.label : chosen;
      const item = list.items.find((one) => one.label === label);
      if (!item) {
        on.hide();
        return;
      }
      if (typeof chosen !== 'object') {
        list.selectedItems = [item];
        on.accept();
        return;
      }
      const button = item.buttons?.find(({ tooltip }) => tooltip === chosen.button);
      assert.ok(button, `${item.label} has no button ${chosen.button}`);
      on.button({ item, button });
    };
    return scriptedList(choose);
  };
  const windowParts = {
    createQuickPick,
    showQuickPick,
    showSaveDialog,
    showOpenDialog: () => Promise.resolve(answers.folder && [answers.folder]),
    showInputBox: () => Promise.resolve(input.shift()),
    showInformationMessage: say,
    showWarningMessage: say,
    showErrorMessage: say,
  };
  const envParts = {
    openExternal: (uri: vscode.Uri) => {
      opened.push(uri.toString(true));
      return Promise.resolve(true);
    },
  };
  const saved = { window: pick(vscode.window, windowParts), env: pick(vscode.env, envParts) };
  Object.assign(vscode.window, windowParts);
  Object.assign(vscode.env, envParts);
  try {
    await work({ messages, questions, details, opened, offered });
    // Reports are shown without being waited for.
    await new Promise((resolve) => setImmediate(resolve));
    return { messages, questions, details, opened, offered };
  } finally {
    Object.assign(vscode.window, saved.window);
    Object.assign(vscode.env, saved.env);
  }
}

interface PickListeners {
  accept(): void;
  hide(): void;
  button(chosen: vscode.QuickPickItemButtonEvent<vscode.QuickPickItem>): void;
  back(button: vscode.QuickInputButton): void;
}

/** As much of a list with buttons as the extension uses: `choose` answers when it is shown. */
function scriptedList(
  choose: (list: vscode.QuickPick<vscode.QuickPickItem>, on: PickListeners) => void,
): vscode.QuickPick<vscode.QuickPickItem> {
  const accept = new vscode.EventEmitter<void>();
  const hide = new vscode.EventEmitter<void>();
  const button = new vscode.EventEmitter<vscode.QuickPickItemButtonEvent<vscode.QuickPickItem>>();
  const back = new vscode.EventEmitter<vscode.QuickInputButton>();
  const list = {
    items: [],
    buttons: [],
    selectedItems: [],
    onDidAccept: accept.event,
    onDidHide: hide.event,
    onDidTriggerItemButton: button.event,
    onDidTriggerButton: back.event,
    show: () => {
      choose(list, {
        accept: () => accept.fire(),
        hide: () => hide.fire(),
        button: (chosen) => {
          button.fire(chosen);
        },
        back: (chosen) => back.fire(chosen),
      });
    },
    dispose: () => {
      vscode.Disposable.from(accept, hide, button, back).dispose();
    },
    // The rest is not used.
  } as unknown as vscode.QuickPick<vscode.QuickPickItem>;
  return list;
}

function pick(from: object, like: object): object {
  return Object.fromEntries(Object.keys(like).map((key) => [key, Reflect.get(from, key)]));
}
