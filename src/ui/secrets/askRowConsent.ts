import * as vscode from 'vscode';
import { rowConsentDetail } from './consentText.js';
import type { RowQuestion } from './rowConsents.js';

const SEND = 'Send Rows';

/** Asks whether rows may go to an address that a spec names. What is not a yes is a no. */
export async function askRowConsent(question: RowQuestion): Promise<boolean> {
  // The first button is the one that Enter presses.
  const chosen = await vscode.window.showWarningMessage(
    `Send rows to ${question.origin}?`,
    { modal: true, detail: rowConsentDetail(question, vscode.workspace.asRelativePath) },
    'Do Not Send',
    SEND,
  );
  return chosen === SEND;
}
