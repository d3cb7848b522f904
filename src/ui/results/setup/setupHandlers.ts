import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { runSetup } from '../../../core/runs/runSetup.js';
import { UserError } from '../../../core/userError.js';
import { t } from '../../../l10n/t.js';
import type { Handlers } from '../../../shared/rpc.js';
import type { setupMethods } from '../../../shared/results/setupProtocol.js';
import { allowPath } from '../../paths/allowPaths.js';
import type { OpenRun } from '../openRun.js';
import { checkSetupFiles, setupFiles, setupFilesThere, isThere } from './setupFiles.js';
import { setupView } from './setupView.js';
import { fileUri } from '../../fileUri.js';

type SetupHandlers = Handlers<{ methods: typeof setupMethods; events: Record<string, never> }>;

/** What the Setup page asks. */
export function setupHandlers({ uri, ui, signal, current }: OpenRun): SetupHandlers {
  const folder = dirname(uri.fsPath);
  return {
    async setup() {
      const { manifest } = await current();
      const there = await setupFilesThere(setupFiles(manifest, folder), ui.services.paths);
      return setupView(
        runSetup(manifest),
        there.map(({ of }) => of),
      );
    },
    async setupChecks() {
      const { manifest } = await current();
      return checkSetupFiles(setupFiles(manifest, folder), ui.services, signal);
    },
    async openSetup({ of }) {
      if (of === 'folder') {
        await revealFolder(fileUri(folder));
        return {};
      }
      const { manifest } = await current();
      const file = setupFiles(manifest, folder).find((each) => each.of === of);
      const by = { file: uri.fsPath, field: of };
      if (file) await allowPath(file.path, by, ui);
      if (!file || !(await isThere(file.path))) {
        throw new UserError(
          'not_found',
          t('The file is not there any more: {0}.', file?.path ?? of),
        );
      }
      await vscode.commands.executeCommand('vscode.open', fileUri(file.path));
      return {};
    },
  };
}

/** In the explorer where it is part of the workspace, else in the system's own. */
async function revealFolder(folder: vscode.Uri): Promise<void> {
  const isInside = vscode.workspace.getWorkspaceFolder(folder) !== undefined;
  await vscode.commands.executeCommand(isInside ? 'revealInExplorer' : 'revealFileInOS', folder);
}
