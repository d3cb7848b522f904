import * as vscode from 'vscode';
import { consentDetail } from './consentText.js';
import type { ConsentQuestion } from './keyConsents.js';

const SEND = 'Send Key';

/** Asks whether a key may go to an origin that it was not entered for. What is not a yes is a no. */
export async function askConsent(question: ConsentQuestion): Promise<boolean> {
  const { name, origin } = question;
  // The first button is the one that Enter presses.
  const chosen = await vscode.window.showWarningMessage(
    `Send the key ${name} to ${origin}?`,
    { modal: true, detail: consentDetail(question, vscode.workspace.asRelativePath) },
    'Do Not Send',
    SEND,
  );
  return chosen === SEND;
}
