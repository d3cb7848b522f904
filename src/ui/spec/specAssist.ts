import { dirname, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { editorModelName } from '../../core/models/editorModels.js';
import { editorModelDocumentation } from '../../core/models/editorModelTexts.js';
import { findListed } from '../../core/models/modelList.js';
import { listAge, modelDocumentation } from '../../core/models/modelTexts.js';
import { isModelPlace, type ModelSurroundings } from '../../core/spec/completion/completeModel.js';
import type { SpecCompletion } from '../../core/spec/completion/completeSpec.js';
import { completeSpec } from '../../core/spec/completion/completeSpec.js';
import { MODEL_SOURCES } from '../../core/spec/evalSpec.js';
import { specFormat } from '../../core/spec/parseSpec.js';
import { fieldDoc } from '../../core/spec/completion/specDocs.js';
import { specPlace } from '../../core/spec/completion/specPlace.js';
import { DATASET_GLOB } from '../datasets/datasetFile.js';
import type { ExtensionUi } from '../extensionUi.js';
import { editorModelKnowledge } from '../models/editorModelKnowledge.js';
import { modelKnowledge } from '../models/modelKnowledge.js';
import { fieldAt } from '../models/specModels.js';
import { templateAt } from '../template/documentTemplates.js';
import { parsedSpec, specBackend } from './parsedSpecs.js';
import { editorRange } from './problemMarks.js';
import { LEFT_OUT_GLOB } from './specFile.js';
import { vscodeRange } from './vscodeRange.js';

const MOST_FILES = 200;
const MOST_WAIT_MS = 1500;

const KINDS: Readonly<Record<SpecCompletion['kind'], vscode.CompletionItemKind>> = {
  field: vscode.CompletionItemKind.Property,
  value: vscode.CompletionItemKind.Value,
  label: vscode.CompletionItemKind.EnumMember,
  column: vscode.CompletionItemKind.Field,
  file: vscode.CompletionItemKind.File,
  model: vscode.CompletionItemKind.Module,
  address: vscode.CompletionItemKind.Reference,
  secret: vscode.CompletionItemKind.Constant,
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
  const [columns, datasetFiles, models] = await Promise.all([
    datasetColumns(ui, document),
    nearbyDatasets(document),
    modelSurroundings(ui, document, at.position),
  ]);
  const found = completeSpec({
    text: document.getText(),
    offset: document.offsetAt(at.position),
    path: document.uri.fsPath,
    ...(columns && { columns }),
    datasetFiles,
    ...(models && { models }),
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
      item.additionalTextEdits = (completion.edits ?? []).map(({ start, end, text }) =>
        vscode.TextEdit.replace(
          new vscode.Range(document.positionAt(start), document.positionAt(end)),
          text,
        ),
      );
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

/** What is known of the model under the pointer; nobody is asked for more. */
export async function modelHover(
  ui: ExtensionUi,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.Hover | undefined> {
  const field = fieldAt(document, position);
  const place = field && parsedSpec(document).rangeOf([field, 'model']);
  const range = place && vscodeRange(editorRange(place));
  if (!field || !range?.contains(position)) return undefined;
  const editorModel = editorModelKnowledge(ui)
    .atHand()
    ?.find((one) => editorModelName(one) === parsedSpec(document).textAt([field, 'model']));
  if (editorModel) {
    return new vscode.Hover(
      new vscode.MarkdownString(editorModelDocumentation(editorModel)),
      range,
    );
  }
  const known = await modelKnowledge(ui).atHand(specBackend(document));
  const model = parsedSpec(document).textAt([field, 'model']);
  const written = parsedSpec(document).textAt([field, 'model_source']);
  const source = MODEL_SOURCES.find((one) => one === written);
  if (!known || model === undefined || !source) return undefined;
  const listed = findListed(known.list, { model, source });
  if (!listed) return undefined;
  const age = listAge(known.list, { now: Date.now(), ...known });
  return new vscode.Hover(new vscode.MarkdownString(modelDocumentation(listed, age)), range);
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

/** The list of models as it is at hand; while one is typed nobody waits long for a new one. */
async function modelSurroundings(
  ui: ExtensionUi,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<ModelSurroundings | undefined> {
  const format = specFormat(document.uri.fsPath);
  const place = specPlace(document.getText(), document.offsetAt(position), format);
  if (!place || !isModelPlace(place)) return undefined;
  const backend = specBackend(document);
  const [known, editorModels] = await Promise.all([
    modelKnowledge(ui).soon(backend, MOST_WAIT_MS),
    backend === 'local' ? editorModelKnowledge(ui).soon(MOST_WAIT_MS) : undefined,
  ]);
  return {
    backend,
    secrets: ui.keys.secretOrigins(),
    ...(editorModels && { editorModels }),
    ...(known && { list: known.list, age: listAge(known.list, { now: Date.now(), ...known }) }),
  };
}

async function nearbyDatasets(document: vscode.TextDocument): Promise<string[]> {
  const found = await vscode.workspace.findFiles(DATASET_GLOB, LEFT_OUT_GLOB, MOST_FILES);
  const folder = dirname(document.uri.fsPath);
  return found.map((uri) => relative(folder, uri.fsPath).split(sep).join('/')).sort();
}
