import * as vscode from 'vscode';
import type { resultsProtocol } from '../../shared/protocol.js';
import type { Handlers } from '../../shared/rpc.js';
import type { OpenRun } from './openRun.js';

/** Makes a new dataset of the rows that the Rows page shows. */
export function datasetHandlers({
  uri,
  matching,
}: OpenRun): Pick<Handlers<typeof resultsProtocol>, 'datasetFromRows'> {
  return {
    async datasetFromRows(query) {
      const rows = await matching(query);
      // The command says its failures itself.
      await vscode.commands.executeCommand('gavel.datasetFromRows', uri, { rows });
      return {};
    },
  };
}
