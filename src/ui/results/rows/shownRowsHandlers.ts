import * as vscode from 'vscode';
import { rowNumbersText } from '../../../core/dataset/rows/rowNumbersText.js';
import type { resultsProtocol } from '../../../shared/protocol.js';
import type { Handlers } from '../../../shared/rpc.js';
import { toClipboard } from '../../toClipboard.js';
import type { OpenRun } from '../openRun.js';

/** What is done with the rows that the Rows page shows. */
export function shownRowsHandlers({
  uri,
  matching,
}: OpenRun): Pick<Handlers<typeof resultsProtocol>, 'shownRowsAct'> {
  return {
    async shownRowsAct({ action, ...query }) {
      const rows = await matching(query);
      switch (action) {
        // The commands say their failures themselves.
        case 'dataset':
          await vscode.commands.executeCommand('gavel.datasetFromRows', uri, { rows });
          break;
        case 'label':
          await vscode.commands.executeCommand('gavel.labelRows', uri, { rows });
          break;
        case 'copyNumbers':
          await toClipboard(rowNumbersText(rows.map(Math.abs)));
      }
      return {};
    },
  };
}
