import * as vscode from 'vscode';
import type { TemplateService } from './templateService.js';
import { fileUri } from '../fileUri.js';

/** Text editors of VS Code are given no larger file. */
const LARGEST = 50 * 1024 * 1024;

/** Where a dataset file first holds a column: its heading, or its name in the first row that has it. */
export async function columnPlace(
  { ui, knowledge }: TemplateService,
  dataset: string,
  column: string,
): Promise<vscode.Location | undefined> {
  const info = await knowledge.describe(dataset).catch(() => undefined);
  if (!info?.columns.includes(column)) return undefined;
  const uri = fileUri(dataset);
  if (info.bytes > LARGEST) return new vscode.Location(uri, new vscode.Position(0, 0));
  const name = info.format === 'jsonl' ? JSON.stringify(column) : column;
  const from = info.format === 'jsonl' ? await firstRowWith(ui, dataset, column) : 1;
  const document = await vscode.workspace.openTextDocument(uri);
  for (let line = from - 1; line < document.lineCount; line += 1) {
    const index = document.lineAt(line).text.indexOf(name);
    if (index >= 0)
      return new vscode.Location(uri, new vscode.Range(line, index, line, index + name.length));
    if (info.format === 'csv') break;
  }
  return new vscode.Location(uri, new vscode.Position(0, 0));
}

/** From 1; blank lines may put it further down in the file, never further up. */
async function firstRowWith(
  { services }: TemplateService['ui'],
  dataset: string,
  column: string,
): Promise<number> {
  for await (const { row, values } of services.datasets.rows(dataset)) {
    if (Object.hasOwn(values, column)) return row;
  }
  return 1;
}
