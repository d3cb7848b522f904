import { basename } from 'node:path';
import * as vscode from 'vscode';
import { MODEL_SOURCES } from '../../core/spec/evalSpec.js';
import type { ChosenModel, ModelField } from '../../core/spec/modelEdit.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { chooseModel } from '../models/chooseModel.js';
import { fieldAtCursor, givenField, modelFields } from '../models/specModels.js';
import { testModels, type FieldTest } from '../models/testModels.js';
import { parsedSpec, specBackend } from '../spec/parsedSpecs.js';
import { editorRange } from '../spec/problemMarks.js';
import { vscodeRange } from '../spec/vscodeRange.js';
import { specUri } from './arguments.js';
import type { CommandContext } from './commands.js';

/**
 * Has a model object of a spec (the given one, the one at the cursor, or a picked one) name another
 * model; `given` (`{ model, model_source }`) is taken without a question. Gives the model's name.
 */
export async function pickModel(
  { ui }: CommandContext,
  argument?: unknown,
  givenPath?: unknown,
  given?: unknown,
): Promise<string | undefined> {
  const uri = await specUri(argument);
  if (!uri) return undefined;
  const document = await vscode.workspace.openTextDocument(uri);
  const field =
    givenField(document, givenPath) ?? fieldAtCursor(document) ?? (await oneOf(document));
  if (!field) return undefined;
  const text = (name: string) => parsedSpec(document).textAt([field, name]);
  const current = text('model');
  const chosen =
    readChosen(given) ??
    (await chooseModel(ui, {
      title: t('Model of {0}', field),
      backend: specBackend(document),
      ...(current !== undefined && { first: { model: current, title: t('Current') } }),
      source: MODEL_SOURCES.find((one) => one === text('model_source')),
    }));
  if (!chosen) return undefined;
  await write(document, field, chosen);
  return chosen.model;
}

/**
 * Asks the models of a spec (the given one, the one at the cursor, else all) for one token each, where
 * a run asks and with the very keys. Gives what came of each.
 */
export async function testConnection(
  { ui }: CommandContext,
  argument?: unknown,
  givenPath?: unknown,
  options?: unknown,
): Promise<readonly FieldTest[] | undefined> {
  const uri = await specUri(argument);
  if (!uri) return undefined;
  const document = await vscode.workspace.openTextDocument(uri);
  const field = givenField(document, givenPath) ?? fieldAtCursor(document);
  const fields = field ? [field] : modelFields(document);
  if (fields.length === 0) {
    throw new UserError('usage', t('{0} has no model object yet to test.', basename(uri.path)));
  }
  const asksSchema =
    typeof options === 'object' &&
    options !== null &&
    'schema' in options &&
    options.schema === true;
  return testModels(ui, { document, fields, asksSchema });
}

async function oneOf(document: vscode.TextDocument): Promise<ModelField | undefined> {
  const fields = modelFields(document);
  const [only] = fields;
  if (!only) {
    const message = t(
      '{0} has no model object: write `judge:` with a field or two first.',
      basename(document.uri.path),
    );
    throw new UserError('usage', message);
  }
  if (fields.length === 1) return only;
  const items = fields.map((field) => ({
    label: field,
    description: parsedSpec(document).textAt([field, 'model']) ?? '',
    field,
  }));
  return (await vscode.window.showQuickPick(items, { placeHolder: t('Which model of the spec?') }))
    ?.field;
}

function readChosen(given: unknown): ChosenModel | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  if (!('model' in given) || !('model_source' in given)) return undefined;
  const { model, model_source: written } = given;
  const source = MODEL_SOURCES.find((one) => one === written);
  if (typeof model === 'string' && model !== '' && source) return { model, source };
  const sources = MODEL_SOURCES.join(', ');
  throw new UserError('usage', t('A model has a name and one of these sources: {0}.', sources));
}

async function write(
  document: vscode.TextDocument,
  object: ModelField,
  chosen: ChosenModel,
): Promise<void> {
  const { modelEdits } = await import('../../core/spec/modelEdit.js');
  const { uri } = document;
  const changes = modelEdits(document.getText(), uri.fsPath, { object, ...chosen });
  if (!changes) {
    throw new UserError(
      'spec',
      t('{0} of {1} is no model object any more.', object, basename(uri.path)),
    );
  }
  const edit = new vscode.WorkspaceEdit();
  for (const { range, text } of changes) edit.replace(uri, vscodeRange(editorRange(range)), text);
  if (!(await vscode.workspace.applyEdit(edit))) {
    throw new UserError('storage', t('{0} could not be changed; try again.', basename(uri.path)));
  }
}
