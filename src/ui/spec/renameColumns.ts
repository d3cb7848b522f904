import { basename } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { writeNamedCopy } from '../dataset/namedCopy.js';
import type { ExtensionUi } from '../extensionUi.js';
import { parsedSpec } from './parsedSpecs.js';
import { editorRange } from './problemMarks.js';
import { vscodeRange } from './vscodeRange.js';
import { fileUri } from '../fileUri.js';

/** Fields that may name a column of responses. */
const RESPONDERS = ['model_to_evaluate', 'model_a', 'model_b'];

/**
 * Writes a copy of the spec's dataset, beside it, in which templates can name every column, and has
 * the spec use it. The dataset itself stays as it is. Gives the copy's `Uri`.
 */
export async function useRenamedColumns(
  ui: ExtensionUi,
  argument: unknown,
): Promise<vscode.Uri | undefined> {
  ui.requireTrust(t('Writing a copy of a dataset'));
  const document = await specDocument(argument);
  const name = parsedSpec(document).textAt(['dataset']);
  if (name === undefined) throw new UserError('usage', t('This spec names no dataset.'));
  const path = ui.services.texts.resolve(document.uri.fsPath, name);
  const { copy, names } = await writeNamedCopy(ui, path);
  const relative = name.slice(0, name.length - basename(name).length) + basename(copy);
  await useCopy(document, relative, names);
  return fileUri(copy);
}

/** Says which names a template can use and what can be done about the others. */
export async function explainColumnNames(argument: unknown): Promise<void> {
  const document = await specDocument(argument);
  const detail = t(
    'A template names a column as in {{ question }}: letters, digits and _, the first no digit. “Best Answer” would be read as two names, and the service knows no other way to write a column. Rename such columns in the dataset, or let Gavel write a copy of it with names like Best_Answer; your file stays as it is.',
  );
  const button = t('Write a Copy and Use It');
  const chosen = await vscode.window.showInformationMessage(
    t('Which names a template can use'),
    { modal: true, detail },
    button,
  );
  if (chosen === button) {
    await vscode.commands.executeCommand('_gavel.renameColumns', document.uri);
  }
}

async function specDocument(argument: unknown): Promise<vscode.TextDocument> {
  if (!(argument instanceof vscode.Uri)) throw new UserError('usage', t('Name the spec to mend.'));
  return vscode.workspace.openTextDocument(argument);
}

/** Puts the copy's name in the dataset's place, and new names in those of columns of responses. */
async function useCopy(
  document: vscode.TextDocument,
  dataset: string,
  names: ReadonlyMap<string, string>,
): Promise<void> {
  const parsed = parsedSpec(document);
  const edit = new vscode.WorkspaceEdit();
  const put = (path: string[], text: string): void => {
    const place = parsed.rangeOf(path);
    if (!place) return;
    const range = vscodeRange(editorRange(place));
    const isPlain = !/^["']/.test(document.getText(range)) && /^[\w./-]+$/.test(text);
    edit.replace(document.uri, range, isPlain ? text : JSON.stringify(text));
  };
  put(['dataset'], dataset);
  for (const field of RESPONDERS) {
    const renamed = names.get(parsed.textAt([field]) ?? '');
    if (renamed !== undefined) put([field], renamed);
  }
  await vscode.workspace.applyEdit(edit);
}
