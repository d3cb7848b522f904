import * as vscode from 'vscode';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { toClipboard } from '../toClipboard.js';

/** Opens a web address that stands in a dataset, once a person has seen where it leads. */
export async function openLink(url: string): Promise<void> {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new UserError(
      'usage',
      t('Only web addresses, http or https, are opened from a dataset.'),
    );
  }
  const { href, host } = new URL(url);
  const detail = t('{0}\n\nThe address stands in the dataset.', href);
  const chosen = await vscode.window.showInformationMessage(
    t('Open {0} in the browser?', host),
    { modal: true, detail },
    t('Open'),
    t('Copy Address'),
  );
  if (chosen === t('Open')) await vscode.env.openExternal(vscode.Uri.parse(href));
  if (chosen === t('Copy Address')) await toClipboard(href);
}
