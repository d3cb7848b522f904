import type * as vscode from 'vscode';

/** Neither seen nor copied as a letter; keeps what stands beside it from being read as one thing. */
const JOINER = '\u2060';

/**
 * Text in which VS Code finds no link. In messages, in the sentences of input boxes and in the lines of
 * progress it takes `[text](command:…)` for one, and runs the command, with its arguments, on a click.
 */
export function plainMessage(text: string): string {
  return text.replaceAll('](', `]${JOINER}(`);
}

/** Text in which VS Code finds no icon, as it does in lists and in the status bar: `$(name)`. */
export function plainLabel(text: string): string {
  return text.replaceAll('$(', `$${JOINER}(`);
}

type Window = typeof vscode.window;
type Guarded = Pick<
  Window,
  | 'showInformationMessage'
  | 'showWarningMessage'
  | 'showErrorMessage'
  | 'showInputBox'
  | 'withProgress'
>;
type Show = (message: string, ...rest: readonly unknown[]) => Thenable<unknown>;

/**
 * Has every message of this extension shown as plain text: names of files, labels, models and what a
 * service said stand in many of them. VS Code gives each extension a `window` of its own, so it is done
 * here once for all that speak, those that are written later too. Disposal undoes it.
 */
export function plainMessages(window: Guarded): { dispose(): void } {
  const before: Guarded = {
    showInformationMessage: window.showInformationMessage,
    showWarningMessage: window.showWarningMessage,
    showErrorMessage: window.showErrorMessage,
    showInputBox: window.showInputBox,
    withProgress: window.withProgress,
  };
  const plain = (show: unknown): Show => {
    const shown = show as Show; // the overloads of one function, all with the message first
    return (message, ...rest) => shown(plainMessage(message), ...rest);
  };
  Object.assign(window, {
    showInformationMessage: plain(before.showInformationMessage),
    showWarningMessage: plain(before.showWarningMessage),
    showErrorMessage: plain(before.showErrorMessage),
    showInputBox: (options?: vscode.InputBoxOptions, token?: vscode.CancellationToken) =>
      before.showInputBox(options && plainInput(options), token),
    withProgress: ((options, work) =>
      before.withProgress(plainTitle(options), (progress, token) =>
        work(
          {
            report: (step) =>
              progress.report(
                step.message === undefined
                  ? step
                  : { ...step, message: plainMessage(step.message) },
              ),
          },
          token,
        ),
      )) satisfies Window['withProgress'],
  });
  return { dispose: () => void Object.assign(window, before) };
}

function plainTitle(options: vscode.ProgressOptions): vscode.ProgressOptions {
  return options.title === undefined ? options : { ...options, title: plainMessage(options.title) };
}

function plainInput(options: vscode.InputBoxOptions): vscode.InputBoxOptions {
  const { prompt, validateInput } = options;
  return {
    ...options,
    ...(prompt !== undefined && { prompt: plainMessage(prompt) }),
    ...(validateInput && {
      async validateInput(value: string) {
        const said = await validateInput(value);
        if (typeof said === 'string') return plainMessage(said);
        return said && { ...said, message: plainMessage(said.message) };
      },
    }),
  };
}
