import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { guardedWindow } from '../../../src/ui/guardedWindow.js';
import { plainLabel, plainMessage } from '../../../src/ui/plainText.js';
import { proven } from '../../security/proofs.js';
import { XSS_PAYLOADS } from '../../security/xssPayloads.js';

/** How VS Code finds links in messages (`parseLinkedText`) and icons in labels. */
const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
const ICON = /\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/;

type Window = typeof vscode.window;

/** A window that keeps what it was told to show. */
function listening() {
  const shown: unknown[] = [];
  const say = (...all: unknown[]) => {
    shown.push(all);
    return Promise.resolve(undefined);
  };
  const window = {
    showInformationMessage: say,
    showWarningMessage: say,
    showErrorMessage: say,
    async showInputBox(options?: vscode.InputBoxOptions) {
      shown.push([options?.prompt, await options?.validateInput?.('x')]);
      return undefined;
    },
    withProgress(options: vscode.ProgressOptions, work: Parameters<Window['withProgress']>[1]) {
      const token = {} as vscode.CancellationToken; // nobody asks it
      shown.push(options.title);
      return work({ report: (step) => shown.push(step) }, token);
    },
  } as unknown as Window; // the one form of each function that is called here
  return { window, shown };
}

/** Nothing else of the editor is looked at here. */
function guarded(window: Window) {
  return guardedWindow({ window, workspace: {}, languages: {} } as unknown as Parameters<
    typeof guardedWindow
  >[0]);
}

describe('messages of the extension', () => {
  it('hold no link, whatever names and services say', async () => {
    const { window, shown } = listening();
    guarded(window);
    for (const text of XSS_PAYLOADS) {
      await window.showInformationMessage(text, 'Open');
      await window.showWarningMessage(text, { modal: true, detail: 'as it is' }, 'Run');
      await window.showErrorMessage(text);
      await window.showInputBox({ prompt: text, validateInput: () => text });
      const said = { message: text } as vscode.InputBoxValidationMessage; // grave or not
      await window.showInputBox({ validateInput: () => said });
      const options = { title: text } as vscode.ProgressOptions; // wherever
      await window.withProgress(options, async (progress) => {
        progress.report({ message: text, increment: 1 });
        return Promise.resolve();
      });
    }
    const texts = JSON.stringify(shown);
    assert.ok(XSS_PAYLOADS.some((text) => LINK.test(text)));
    assert.equal(LINK.exec(texts), null);
    // All but the joiner came through, and what is no message is as it was.
    const told = texts.replaceAll('\u2060', '');
    for (const text of XSS_PAYLOADS) assert.ok(told.includes(JSON.stringify(text).slice(1, -1)));
    assert.ok(told.includes('"detail":"as it is"},"Run"') && told.includes('"increment":1'));
    proven({
      area: 'Views',
      claim:
        'No name, label or reply of a service becomes a link or a command in a message, an input box or a progress line',
      test: 'test/unit/ui/plainText.test.ts',
      figure: `${XSS_PAYLOADS.length} payloads in 7 places`,
    });
  });

  it('are as they were once that is undone, and without options', async () => {
    const { window, shown } = listening();
    const guard = guarded(window);
    await window.showInputBox();
    guard.dispose();
    await window.showErrorMessage('[x](command:y)');
    assert.deepEqual(shown, [[undefined, undefined], ['[x](command:y)']]);
  });

  it('a label holds no icon', () => {
    assert.ok(XSS_PAYLOADS.some((text) => ICON.test(text)));
    for (const text of XSS_PAYLOADS) assert.doesNotMatch(plainLabel(text), ICON);
    assert.equal(plainLabel('$(alert) x'), '$\u2060(alert) x');
    assert.equal(plainMessage('[x](command:y)'), '[x]\u2060(command:y)');
  });
});
