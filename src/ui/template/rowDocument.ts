import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { DatasetRow } from '../../core/dataset/dataset.js';
import { valueTexts } from '../../core/dataset/rows/rowLine.js';
import { t } from '../../l10n/t.js';
import type { GavelUi } from '../gavelUi.js';
import { plainLabel } from '../plainText.js';
import { ROW_SCHEME } from './templateFile.js';
import { fileUri } from '../fileUri.js';

/**
 * Address of one row as a document. VS Code opens documents from a problem's link, but runs no
 * commands from there.
 */
export function rowUri(dataset: string, row: number): vscode.Uri {
  const file = fileUri(dataset);
  return file.with({
    scheme: ROW_SCHEME,
    path: `${file.path}, row ${row}.json`,
    query: JSON.stringify([dataset, row]),
  });
}

/** The row as JSON, a column on each line, its values as they stand in the file. */
export async function rowDocument(uri: vscode.Uri, ui: GavelUi): Promise<string> {
  const { dataset, row } = addressOf(uri);
  try {
    for await (const found of ui.services.datasets.rows(dataset, { from: row, to: row })) {
      return textOf(found);
    }
    return `// ${t('{0} has no row {1} any more.', basename(dataset), row)}\n`;
  } catch (error) {
    return `// ${error instanceof Error ? error.message : String(error)}\n`;
  }
}

function textOf(row: DatasetRow): string {
  const members = [...valueTexts(row)].map(
    ([column, text]) => `  ${JSON.stringify(column)}: ${text}`,
  );
  return `{\n${members.join(',\n')}\n}\n`;
}

/** Over a row: the way to it among the others. */
export function rowLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
  const { dataset, row } = addressOf(uri);
  return [
    new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), {
      title: t('Show in {0}', plainLabel(basename(dataset))),
      command: 'gavel.openDataset',
      arguments: [fileUri(dataset), { row }],
    }),
  ];
}

function addressOf(uri: vscode.Uri): { readonly dataset: string; readonly row: number } {
  const [dataset, row] = JSON.parse(uri.query) as [string, number]; // made by `rowUri`
  return { dataset, row };
}
