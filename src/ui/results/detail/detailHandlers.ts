import { resolve } from 'node:path';
import * as vscode from 'vscode';
import { findRow } from '../../../core/runs/findRow.js';
import type { FoundRow } from '../../../core/runs/findRow.js';
import { resultLine } from '../../../core/runs/resultRow.js';
import { UserError } from '../../../core/userError.js';
import { t } from '../../../l10n/t.js';
import type { resultsProtocol } from '../../../shared/protocol.js';
import type {
  RejudgedView,
  RowAction,
  detailMethods,
} from '../../../shared/results/detailProtocol.js';
import type { Handlers } from '../../../shared/rpc.js';
import { toClipboard } from '../../toClipboard.js';
import { onDidWantRow, takeWantedRow } from '../../dataset/wantedRows.js';
import { allowPath } from '../../paths/allowPaths.js';
import type { OpenRun } from '../openRun.js';
import { createRejudgements } from './rejudgements.js';
import { rowUnless } from './rowUnless.js';
import { fileUri } from '../../fileUri.js';

type DetailHandlers = Pick<Handlers<typeof resultsProtocol>, keyof typeof detailMethods>;

/** What the pane of a row asks for, beyond the row itself. */
export function detailHandlers(open: OpenRun): DetailHandlers {
  const rejudgements = createRejudgements(async (row, signal) => {
    open.ui.requireTrust(t('Asking the judge'));
    const { run } = await open.current();
    return open.ui.services.rejudgeRow(run, row, signal);
  });
  open.signal.addEventListener('abort', () => rejudgements.dispose(), { once: true });

  async function rejudged(row: number): Promise<RejudgedView> {
    const { all, isAsking } = rejudgements.of(row);
    if (all.length === 0) return { all: [], isAsking };
    const [{ rejudgementView }, { loadTokenizer }] = await Promise.all([
      import('./rejudgementView.js'),
      import('../../../core/judging/tokenizer.js'),
    ]);
    const tokenizer = await loadTokenizer();
    return { all: all.map((one) => rejudgementView(one, tokenizer)), isAsking };
  }

  return {
    async wantedRow() {
      const row = takeWantedRow(open.uri);
      return { id: row === undefined ? null : await idOf(row, open) };
    },
    async rowUnless({ id }) {
      const { manifest } = await open.current();
      const isTrusted = vscode.workspace.isTrusted;
      const hasWorkspace = vscode.workspace.getWorkspaceFolder(open.uri) !== undefined;
      return { unless: rowUnless(manifest, { id, isTrusted, hasWorkspace }) };
    },
    async rowAct({ id, action }) {
      try {
        await actOnRow(action, Math.abs(id), open);
      } catch (error) {
        open.ui.report(error);
      }
      return {};
    },
    rejudged: ({ id }) => rejudged(Math.abs(id)),
    async rejudge({ id }) {
      await rejudgements.ask(Math.abs(id));
      return rejudged(Math.abs(id));
    },
    stopRejudging({ id }) {
      rejudgements.stop(Math.abs(id));
      return {};
    },
  };
}

/** Tells the open editor that somebody wants to see a row of it; it asks for the row when it is there. */
export function tellWantedRows(uri: vscode.Uri, tell: () => void): vscode.Disposable {
  return onDidWantRow((wanted) => {
    if (wanted.toString() === uri.toString()) tell();
  });
}

/** The row's name for the view; null, with a word to the person, where it has no result. */
async function idOf(row: number, open: OpenRun): Promise<number | null> {
  const { run, manifest } = await open.current();
  const found = await findRow(open.ui.services.runs.rows(run, open.signal), row);
  if (found) return found.stored.details?.row ?? -found.line;
  open.ui.report(
    new UserError('not_found', t('{0} has no result for row {1}.', manifest.name, row)),
  );
  return null;
}

/** Does what a person wants with a row (from 1) of a run. */
export async function actOnRow(
  action: RowAction,
  row: number,
  open: Pick<OpenRun, 'ui' | 'uri' | 'current' | 'signal'>,
): Promise<void> {
  const { run, manifest } = await open.current();
  switch (action) {
    case 'openDataset': {
      const { path } = manifest.dataset;
      if (path === undefined) return;
      const dataset = fileUri(resolve(run.folder, path));
      const by = { file: open.uri.fsPath, field: 'dataset' };
      await allowPath(dataset.fsPath, by, open.ui);
      await vscode.commands.executeCommand('gavel.openDataset', dataset, { row });
      return;
    }
    case 'preview': {
      if (manifest.spec_path === undefined) return;
      const spec = fileUri(resolve(run.folder, manifest.spec_path));
      if (!(await open.ui.services.texts.exists(spec.fsPath))) {
        const message = t(
          'The spec of {0} is not at {1} any more.',
          manifest.name,
          manifest.spec_path,
        );
        throw new UserError('not_found', message);
      }
      await vscode.commands.executeCommand('gavel.previewTemplate', spec, { row });
      return;
    }
    case 'openSpec':
      await vscode.commands.executeCommand('gavel.goToSpec', open.uri);
      return;
    case 'copyLink': {
      const { linkToRow } = await import('../../links/linkToRow.js');
      await toClipboard(linkToRow(open.uri, row));
      return;
    }
    case 'copyJson':
      await toClipboard(resultLine((await rowOf(row, open)).stored));
      return;
    case 'rejudge':
      await vscode.commands.executeCommand('gavel.rejudgeRow', open.uri, row, { tell: true });
  }
}

async function rowOf(
  row: number,
  open: Pick<OpenRun, 'ui' | 'current' | 'signal'>,
): Promise<FoundRow> {
  const { run, manifest } = await open.current();
  const found = await findRow(open.ui.services.runs.rows(run, open.signal), row);
  if (found) return found;
  throw new UserError('not_found', t('{0} has no result for row {1} now.', manifest.name, row));
}
