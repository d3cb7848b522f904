import type * as vscode from 'vscode';
import { t } from '../../l10n/t.js';
import {
  launchFigures,
  openPreflight,
  type PreflightDocument,
} from '../preflight/preflightPanel.js';
import { cancellable, specUri } from './arguments.js';
import type { CommandContext } from './commands.js';
import { launchChoice, readOptions } from './launchOptions.js';

/**
 * Opens the card that says what a run asks, costs and meets. With `{ open: false }` it gives the same
 * as the document of `gavel preflight --json`, else the spec's `Uri`.
 */
export async function preflight(
  { ui, extensionUri }: CommandContext,
  argument?: unknown,
  options?: unknown,
): Promise<PreflightDocument | vscode.Uri | undefined> {
  const uri = await specUri(argument);
  if (!uri) return undefined;
  const given = readOptions(options);
  const choice = launchChoice(given);
  if (given.open !== false) {
    openPreflight(uri, choice, { ui, extensionUri });
    return uri;
  }
  return cancellable(t('Counting prompts'), async (signal) => {
    return (await launchFigures(uri, choice, { ui, signal })).document;
  });
}
