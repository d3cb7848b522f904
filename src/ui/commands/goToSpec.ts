import { basename, resolve } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { parsedSpec } from '../spec/parsedSpecs.js';
import { editorRange } from '../spec/problemMarks.js';
import { vscodeRange } from '../spec/vscodeRange.js';
import { runOf } from './arguments.js';
import type { CommandContext } from './commands.js';
import { fileUri } from '../fileUri.js';

/**
 * Opens the spec of a run, of one that failed at the field that the reason comes from; gives the
 * spec's `Uri`.
 */
export async function goToSpec(
  context: CommandContext,
  argument?: unknown,
): Promise<vscode.Uri | undefined> {
  const { services } = context.ui;
  const run = await runOf(context, argument);
  if (!run) return undefined;
  const { spec_path: path, name, reason_from: from } = await services.runs.read(run);
  if (path === undefined) {
    throw new UserError(
      'usage',
      t('{0} was started elsewhere: there is no spec of it here.', name),
    );
  }
  const uri = fileUri(resolve(run.folder, path));
  if (!(await services.texts.exists(uri.fsPath))) {
    const message = t('The spec of {0}, {1}, is not there any more.', name, basename(path));
    throw new UserError('not_found', message);
  }
  const document = await vscode.workspace.openTextDocument(uri);
  const range = from?.path && parsedSpec(document).rangeOf(from.path);
  await vscode.window.showTextDocument(
    document,
    range ? { selection: vscodeRange(editorRange(range)) } : {},
  );
  return uri;
}
