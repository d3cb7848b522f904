import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { relativePath } from '../../core/runs/relativePath.js';
import { datasetEdit } from '../../core/spec/datasetEdit.js';
import { isServiceFile } from '../../core/spec/problems/modelProblems.js';
import { parseSpec } from '../../core/spec/parseSpec.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { isDatasetPath } from '../datasets/datasetFile.js';
import { meantFileRef } from '../datasets/meantFile.js';
import { editorRange } from '../spec/problemMarks.js';
import { vscodeRange } from '../spec/vscodeRange.js';
import { specUri, uriOf } from './arguments.js';
import type { CommandContext } from './commands.js';

/**
 * Has a spec (the given one, the active editor's, or a picked one) name a dataset of the workspace or
 * a file of the service, and shows it there, unsaved; gives the spec's `Uri`.
 */
export async function useInSpec(
  context: CommandContext,
  argument?: unknown,
  givenSpec?: unknown,
): Promise<vscode.Uri | undefined> {
  const local = uriOf(argument);
  if (local && !isDatasetPath(local.path)) {
    throw new UserError(
      'usage',
      t('{0} is no dataset: CSV or JSONL is wanted.', basename(local.path)),
    );
  }
  const meant = local ? undefined : await meantFileRef(context, argument);
  if (!local && !meant) return undefined;
  if (meant && !isServiceFile(meant.file.id)) {
    const message = t(
      'A spec can\'t name {0}: ids that it takes begin with "file-".',
      meant.file.id,
    );
    throw new UserError('usage', message);
  }
  // A list of files comes as second argument from menus.
  const spec = await specUri(uriOf(givenSpec));
  if (!spec) return undefined;
  const dataset = local ? pathFrom(spec, local) : (meant?.file.id ?? '');
  const document = await vscode.workspace.openTextDocument(spec);
  const change = datasetEdit(document.getText(), spec.fsPath, dataset);
  if (!change) {
    const message = t(
      '{0} has no place for a dataset: it must hold an object; write one with Gavel: New Eval Spec.',
      basename(spec.path),
    );
    throw new UserError('spec', message);
  }
  const edit = new vscode.WorkspaceEdit();
  edit.replace(spec, vscodeRange(editorRange(change.range)), change.text);
  if (!(await vscode.workspace.applyEdit(edit))) {
    throw new UserError('storage', t('{0} could not be changed; try again.', basename(spec.path)));
  }
  await reveal(document);
  const { backend } = parseSpec(document.getText(), spec.fsPath).spec ?? {};
  if (meant?.service === 'demo' && backend !== 'demo') {
    const text = t(
      '{0} names a file of the demo service now: it runs with backend “demo” only.',
      basename(spec.path),
    );
    void vscode.window.showInformationMessage(text);
  }
  return spec;
}

async function reveal(document: vscode.TextDocument): Promise<void> {
  const place = parseSpec(document.getText(), document.uri.fsPath).rangeOf(['dataset']);
  const selection = place && vscodeRange(editorRange(place));
  await vscode.window.showTextDocument(document, {
    preview: false,
    ...(selection && { selection }),
  });
}

function pathFrom(spec: vscode.Uri, dataset: vscode.Uri): string {
  return relativePath(dirname(spec.fsPath), dataset.fsPath);
}
