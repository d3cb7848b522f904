import { t } from '../../l10n/t.js';
import { didYouMean } from '../spec/problems/didYouMean.js';
import type { ParsedSpec, SpecProblem } from '../spec/parseSpec.js';
import { MODEL_FIELDS } from '../spec/problems/semanticProblems.js';
import { editorModelName, readEditorModelName, type EditorModelInfo } from './editorModels.js';
import { howToGetModels } from './editorModelTexts.js';

const NOWHERE = { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };

/** Whether a model object of the spec names a language model of the editor: a reason to list them. */
export function namesEditorModel(parsed: ParsedSpec): boolean {
  return MODEL_FIELDS.some((field) => editorModelOf(parsed, field) !== undefined);
}

/** Names that the editor doesn't list now, as warnings: the extension behind may still be starting. */
export function editorModelProblems(
  parsed: ParsedSpec,
  models: readonly EditorModelInfo[],
): SpecProblem[] {
  const names = models.map(editorModelName);
  return MODEL_FIELDS.flatMap((field): SpecProblem[] => {
    const model = editorModelOf(parsed, field);
    if (model === undefined || names.includes(model)) return [];
    const path = [field, 'model'];
    const message =
      names.length === 0
        ? t('VS Code has no language model now, so not `{0}`: {1}.', model, howToGetModels())
        : `${t('VS Code has no language model `{0}` now.', model)}${didYouMean(model, names)}`;
    const range = parsed.rangeOf(path) ?? NOWHERE;
    return [{ severity: 'warning', code: 'unlisted-model', message, path, range }];
  });
}

/** The name in that object where it is one of the editor's, in the right form. */
function editorModelOf(
  parsed: ParsedSpec,
  field: (typeof MODEL_FIELDS)[number],
): string | undefined {
  const model = parsed.textAt([field, 'model'])?.trim() ?? '';
  return readEditorModelName(model) && model;
}
