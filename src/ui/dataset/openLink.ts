import * as vscode from 'vscode';
import { UserError } from '../../core/userError.js';
import { toClipboard } from '../toClipboard.js';

/** Opens a web address that stands in a dataset, once a person has seen where it leads. */
export async function openLink(url: string): Promise<void> {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new UserError('usage', 'Only web addresses, http or https, are opened from a dataset.');
  }
  const { href, host } = new URL(url);
  const detail = `${href}\n\nThe address stands in the dataset.`;
  const chosen = await vscode.window.showInformationMessage(
    `Open ${host} in the browser?`,
    { modal: true, detail },
    'Open',
    'Copy Address',
  );
  if (chosen === 'Open') await vscode.env.openExternal(vscode.Uri.parse(href));
  if (chosen === 'Copy Address') await toClipboard(href);
}
