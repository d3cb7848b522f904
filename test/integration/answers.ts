import * as vscode from 'vscode';

/** What a person answers, in order, and what was shown to them. */
export interface Answers {
  /** Typed into input boxes. */
  readonly input?: readonly (string | undefined)[];
  /** The button chosen in a modal question. */
  readonly modal?: string;
}

export interface Shown {
  /** Messages of every severity, in order. */
  readonly messages: readonly string[];
  /** Modal questions, in order. */
  readonly questions: readonly string[];
  /** What stands below each of them; '' for nothing. */
  readonly details: readonly string[];
  /** Addresses that were opened outside. */
  readonly opened: readonly string[];
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
  const input = [...(answers.input ?? [])];
  const say = (message: string, ...rest: unknown[]): Promise<string | undefined> => {
    const [options] = rest;
    const isModal = typeof options === 'object' && options !== null && 'modal' in options;
    (isModal ? questions : messages).push(message);
    if (isModal) details.push('detail' in options ? String(options.detail) : '');
    return Promise.resolve(isModal ? answers.modal : undefined);
  };
  const windowParts = {
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
    await work({ messages, questions, details, opened });
    // Reports are shown without being waited for.
    await new Promise((resolve) => setImmediate(resolve));
    return { messages, questions, details, opened };
  } finally {
    Object.assign(vscode.window, saved.window);
    Object.assign(vscode.env, saved.env);
  }
}

function pick(from: object, like: object): object {
  return Object.fromEntries(Object.keys(like).map((key) => [key, Reflect.get(from, key)]));
}
