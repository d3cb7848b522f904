import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import type { RowAction } from '../../shared/results/detailProtocol.js';
import { actOnRow } from '../results/detail/detailHandlers.js';
import { activeUri } from './arguments.js';
import type { CommandContext } from './commands.js';

/** A command of the menu on a row of the results, which tells the row that was clicked. */
function onRow(action: RowAction) {
  return async ({ ui }: CommandContext, clicked?: unknown): Promise<void> => {
    const uri = activeUri();
    const row = rowOf(clicked);
    if (!uri?.path.endsWith('.evalrun.json') || row === undefined) {
      throw new UserError('usage', t('Open the results of a run and click a row of them first.'));
    }
    const { runs } = ui.services;
    const run = await runs.find(uri.fsPath, []);
    const current = async () => ({ run, manifest: await runs.read(run) });
    await actOnRow(action, row, { ui, uri, current, signal: new AbortController().signal });
  };
}

/** What a row of the page says of itself (`data-vscode-context`); from 1. */
function rowOf(clicked: unknown): number | undefined {
  if (typeof clicked !== 'object' || clicked === null || !('gavelRow' in clicked)) return undefined;
  const { gavelRow: id } = clicked;
  return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

export const copyRowLink = onRow('copyLink');
export const copyRowJson = onRow('copyJson');
export const openRowInDataset = onRow('openDataset');
export const previewRow = onRow('preview');
export const rejudgeThisRow = onRow('rejudge');
