import { dirname, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import type { SpecCompletion } from '../../core/spec/completeSpec.js';
import { completeSpec } from '../../core/spec/completeSpec.js';
import { specFormat } from '../../core/spec/parseSpec.js';
import { fieldDoc } from '../../core/spec/specDocs.js';
import { specPlace } from '../../core/spec/specPlace.js';
import { DATASET_GLOB } from '../datasets/datasetFile.js';
import type { ExtensionUi } from '../extensionUi.js';
import { templateAt } from '../template/documentTemplates.js';
import { parsedSpec } from './parsedSpecs.js';
import { editorRange } from './problemMarks.js';
import { LEFT_OUT_GLOB } from './specFile.js';
import { vscodeRange } from './vscodeRange.js';

const MOST_FILES = 200;

const KINDS: Readonly<Record<SpecCompletion['kind'], vscode.CompletionItemKind>> = {
  field: vscode.CompletionItemKind.Property,
  value: vscode.CompletionItemKind.Value,
  label: vscode.CompletionItemKind.EnumMember,
  column: vscode.CompletionItemKind.Field,
  file: vscode.CompletionItemKind.File,
};

/**
 * What fits at the cursor. Where `schemaIsRead`, the editor itself offers fields and values from the
 * contributed schema, and only what this spec and its dataset hold is added.
 */
export async function completions(
  ui: ExtensionUi,
  document: vscode.TextDocument,
  at: { readonly position: vscode.Position; readonly schemaIsRead: boolean },
): Promise<vscode.CompletionItem[]> {
  // What stands inside a template is completed as in a template's own file.
  if (templateAt(document, at.position)) return [];
  const [columns, datasetFiles] = await Promise.all([
    datasetColumns(ui, document),
    nearbyDatasets(document),
  ]);
  const found = completeSpec({
    text: document.getText(),
    offset: document.offsetAt(at.position),
    path: document.uri.fsPath,
    ...(columns && { columns }),
    datasetFiles,
  });
  return found
    .filter(({ kind }) => !at.schemaIsRead || (kind !== 'field' && kind !== 'value'))
    .map((completion) => {
      const item = new vscode.CompletionItem(completion.label, KINDS[completion.kind]);
      item.insertText = new vscode.SnippetString(completion.insertText);
      item.sortText = completion.sortText;
      item.range = new vscode.Range(
        document.positionAt(completion.start),
        document.positionAt(completion.end),
      );
      item.filterText = document.getText(item.range).startsWith('"')
        ? JSON.stringify(completion.label)
        : completion.label;
      if (completion.detail !== undefined) item.detail = completion.detail;
      if (completion.documentation !== undefined) {
        item.documentation = new vscode.MarkdownString(completion.documentation);
      }
      return item;
    });
}

/** Documentation of the field under the pointer. */
export function hover(
  document: vscode.TextDocument,
  position: vscode.Position,
): vscode.Hover | undefined {
  const text = document.getText();
  const format = specFormat(document.uri.fsPath);
  const place = specPlace(text, document.offsetAt(position), format);
  if (place?.at !== 'key') return undefined;
  const key = text.slice(place.start, place.end).replace(/^["']|["']$/g, '');
  const path = [...place.path, key];
  const doc = fieldDoc(path);
  if (doc === undefined) return undefined;
  const range = parsedSpec(document).rangeOf(path, 'key');
  return new vscode.Hover(new vscode.MarkdownString(doc), range && vscodeRange(editorRange(range)));
}

/** Columns of the spec's dataset; undefined where it can't be read, or must not be. */
async function datasetColumns(
  ui: ExtensionUi,
  document: vscode.TextDocument,
): Promise<readonly string[] | undefined> {
  if (!vscode.workspace.isTrusted) return undefined;
  const range = parsedSpec(document).rangeOf(['dataset']);
  if (!range) return undefined;
  const written = document.getText(vscodeRange(editorRange(range)));
  const name = written.replace(/^["']|["']$/g, '');
  try {
    const { texts, datasets } = ui.services;
    return (await datasets.describe(texts.resolve(document.uri.fsPath, name))).columns;
  } catch {
    return undefined; // the diagnostics say what is wrong with it
  }
}

async function nearbyDatasets(document: vscode.TextDocument): Promise<string[]> {
  const found = await vscode.workspace.findFiles(DATASET_GLOB, LEFT_OUT_GLOB, MOST_FILES);
  const folder = dirname(document.uri.fsPath);
  return found.map((uri) => relative(folder, uri.fsPath).split(sep).join('/')).sort();
}
