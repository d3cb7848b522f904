import * as vscode from 'vscode';
import type { Texts } from '../../l10n/t.js';

/** The texts in VS Code's language, which it has read already; undefined: English. */
export function editorTexts(): Texts | undefined {
  const { bundle } = vscode.l10n;
  return bundle && { locale: vscode.env.language, bundle };
}
