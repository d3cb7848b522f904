import * as vscode from 'vscode';
import { t } from '../../l10n/t.js';
import { rowConsentDetail } from './consentText.js';
import type { RowQuestion } from './rowConsents.js';

const send = () => t('Send Rows');

/** Asks whether rows may go to an address that a spec names. What is not a yes is a no. */
export async function askRowConsent(question: RowQuestion): Promise<boolean> {
  // The first button is the one that Enter presses.
  const chosen = await vscode.window.showWarningMessage(
    t('Send rows to {0}?', question.origin),
    { modal: true, detail: rowConsentDetail(question, vscode.workspace.asRelativePath) },
    t('Do Not Send'),
    send(),
  );
  return chosen === send();
}
