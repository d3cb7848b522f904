import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { relativePath } from '../../core/runs/relativePath.js';
import { datasetEdit } from '../../core/spec/datasetEdit.js';
import { t } from '../../l10n/t.js';
import { isDatasetPath } from '../datasets/datasetFile.js';
import { editorRange } from '../spec/problemMarks.js';
import { vscodeRange } from '../spec/vscodeRange.js';
import { droppedAddresses } from './droppedFiles.js';

/** What dropping or pasting a dataset into a spec can come to. */
interface DatasetDrop {
  readonly title: string;
  /** Inserted at the place; empty where the spec is changed elsewhere. */
  readonly insertText: string;
  readonly additionalEdit?: vscode.WorkspaceEdit;
}

/**
 * For the first dataset among the files: to have the spec name it as its dataset, which is one change
 * that one undo takes back and that leaves comments and quotes alone; or to insert its path at the
 * place. None where there is no dataset among them.
 */
export async function datasetDrops(
  document: vscode.TextDocument,
  data: vscode.DataTransfer,
): Promise<DatasetDrop[]> {
  const list = (await data.get('text/uri-list')?.asString()) ?? '';
  const dataset = droppedAddresses(list)
    .flatMap((address) => parsed(address) ?? [])
    .find(({ path }) => isDatasetPath(path));
  if (dataset?.scheme !== document.uri.scheme) return [];
  const path = relativePath(dirname(document.uri.fsPath), dataset.fsPath);
  const insertion = { title: t('Insert the path of the dataset'), insertText: path };
  const change = datasetEdit(document.getText(), document.uri.fsPath, path);
  if (!change) return [insertion];
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, vscodeRange(editorRange(change.range)), change.text);
  const title = t('Use {0} as the dataset of this spec', basename(dataset.path));
  return [{ title, insertText: '', additionalEdit: edit }, insertion];
}

function parsed(address: string): vscode.Uri | undefined {
  try {
    return vscode.Uri.parse(address, true);
  } catch {
    return undefined;
  }
}
