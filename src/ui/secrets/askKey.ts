import * as vscode from 'vscode';
import { knownKeys } from '../../core/redaction/knownKeys.js';
import { t } from '../../l10n/t.js';

/** Asks for a key; undefined where none was given. What is typed shows nowhere. */
export async function askKey(title: string, prompt: string): Promise<string | undefined> {
  const text = await vscode.window.showInputBox({
    title,
    prompt,
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) =>
      /^[\x21-\x7e]*$/.test(value.trim())
        ? undefined
        : t('A key has no spaces and only plain letters.'),
  });
  const value = text?.trim();
  knownKeys.learn(value, t('the key that was entered'));
  return value === '' ? undefined : value;
}
