import * as vscode from 'vscode';
import { t } from '../../l10n/t.js';
import { consentDetail } from './consentText.js';
import type { ConsentQuestion } from './keyConsents.js';

const send = () => t('Send Key');

/** Asks whether a key may go to an origin that it was not entered for. What is not a yes is a no. */
export async function askConsent(question: ConsentQuestion): Promise<boolean> {
  const { name, origin } = question;
  // The first button is the one that Enter presses.
  const chosen = await vscode.window.showWarningMessage(
    t('Send the key {0} to {1}?', name, origin),
    { modal: true, detail: consentDetail(question, vscode.workspace.asRelativePath) },
    t('Do Not Send'),
    send(),
  );
  return chosen === send();
}
