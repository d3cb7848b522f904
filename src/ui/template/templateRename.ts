import * as vscode from 'vscode';
import { renameSpans, renameTarget } from '../../core/template/language/templateNames.js';
import { t } from '../../l10n/t.js';
import { templateAt } from './documentTemplates.js';

const outside = () => t('Only names that a template binds itself can be renamed.');

/** The name that would be renamed; throws where nothing can be. */
export function prepareTemplateRename(
  document: vscode.TextDocument,
  position: vscode.Position,
): vscode.Range {
  const at = templateAt(document, position);
  const target = at ? renameTarget(at.template.parsed, at.offset) : { refusal: outside() };
  // The editor shows the message at the cursor.
  if (!at || 'refusal' in target) throw new Error('refusal' in target ? target.refusal : outside());
  return at.template.range(target.place);
}

export function templateRename(
  document: vscode.TextDocument,
  position: vscode.Position,
  newName: string,
): vscode.WorkspaceEdit {
  const at = templateAt(document, position);
  const found = at ? renameSpans(at.template.parsed, at.offset, newName) : { refusal: outside() };
  if (!at || 'refusal' in found) throw new Error('refusal' in found ? found.refusal : outside());
  const edit = new vscode.WorkspaceEdit();
  for (const span of found.spans) {
    edit.replace(document.uri, at.template.range(span), at.template.written(newName));
  }
  return edit;
}
