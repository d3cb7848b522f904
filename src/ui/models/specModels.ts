import * as vscode from 'vscode';
import type { ChatTarget } from '../../core/judging/chat.js';
import { MODEL_SOURCES } from '../../core/spec/evalSpec.js';
import { holdsModel, type ModelField } from '../../core/spec/modelEdit.js';
import { MODEL_FIELDS } from '../../core/spec/problems/semanticProblems.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { parsedSpec } from '../spec/parsedSpecs.js';
import { editorRange } from '../spec/problemMarks.js';
import { vscodeRange } from '../spec/vscodeRange.js';

/** The model objects of a spec, in the order of the fields; it may be broken otherwise. */
export function modelFields(document: vscode.TextDocument): readonly ModelField[] {
  const parsed = parsedSpec(document);
  return MODEL_FIELDS.filter((field) => holdsModel(parsed, field));
}

/** `judge`, or `judge.model`, as a command's argument; throws `UserError` for another word. */
export function givenField(
  document: vscode.TextDocument,
  argument: unknown,
): ModelField | undefined {
  if (typeof argument !== 'string') return undefined;
  const [head] = argument.split('.');
  const field = modelFields(document).find((one) => one === head);
  if (field) return field;
  throw new UserError('usage', t('This spec has no model object at “{0}”.', argument));
}

/** The model object in which the cursor stands. */
export function fieldAtCursor(document: vscode.TextDocument): ModelField | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor?.document === document ? fieldAt(document, editor.selection.active) : undefined;
}

/** The model object around a position. */
export function fieldAt(
  document: vscode.TextDocument,
  position: vscode.Position,
): ModelField | undefined {
  const parsed = parsedSpec(document);
  return modelFields(document).find((field) => {
    const [key, value] = [parsed.rangeOf([field], 'key'), parsed.rangeOf([field])];
    if (!key || !value) return false;
    const range = vscodeRange(editorRange({ start: key.start, end: value.end }));
    return range.contains(position);
  });
}

/** Where a run would ask the model; throws `UserError` where the object does not say so yet. */
export function targetOf(document: vscode.TextDocument, field: ModelField): ChatTarget {
  const parsed = parsedSpec(document);
  const text = (name: string) => parsed.textAt([field, name])?.trim();
  const [model, url, token] = [
    text('model'),
    text('external_base_url'),
    text('external_api_token'),
  ];
  const source = MODEL_SOURCES.find((one) => one === text('model_source'));
  if (!model || !source) {
    const missing = model ? 'model_source' : 'model';
    throw new UserError(
      'spec',
      t('{0}.{1} is not written yet; choose a model first.', field, missing),
    );
  }
  return {
    model,
    model_source: source,
    ...(url && { external_base_url: url }),
    ...(token && { external_api_token: token }),
  };
}
