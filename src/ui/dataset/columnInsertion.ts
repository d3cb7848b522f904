import { basename } from 'node:path';
import * as vscode from 'vscode';
import { isNameable } from '../../core/spec/templateNames.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { lastTemplateEditor, mayHoldTemplate } from './lastTemplateEditor.js';

/** Puts `{{ column }}` where the cursor of the template is that was written in last. */
export async function insertColumn(column: string): Promise<void> {
  if (!isNameable(column)) {
    throw new UserError(
      'usage',
      t(
        'No template can name the column "{0}": use letters, digits and _ alone; Rename Columns writes a copy with such names.',
        column,
      ),
    );
  }
  const editor = templateEditor();
  if (!editor) {
    throw new UserError(
      'usage',
      t('No template is open; open one, or a spec, and put the cursor where the column belongs.'),
    );
  }
  const { templateAt } = await import('../template/documentTemplates.js');
  const { document, selection } = editor;
  const found = templateAt(document, selection.active);
  if (!found) {
    throw new UserError(
      'usage',
      t(
        'The cursor of {0} stands in no template; put it there first.',
        basename(document.uri.path),
      ),
    );
  }
  const shown = await vscode.window.showTextDocument(document, {
    ...(editor.viewColumn !== undefined && { viewColumn: editor.viewColumn }),
    selection,
  });
  await shown.edit((edit) => edit.replace(selection, found.template.written(`{{ ${column} }}`)));
  const end = shown.selection.end;
  shown.selection = new vscode.Selection(end, end);
}

/** The editor itself may be another one since: what counts is its document. */
function templateEditor(): vscode.TextEditor | undefined {
  const visible = vscode.window.visibleTextEditors;
  const last = lastTemplateEditor();
  return (
    visible.find((editor) => editor.document === last?.document) ??
    visible.find(({ document }) => mayHoldTemplate(document)) ??
    (last && !last.document.isClosed ? last : undefined)
  );
}
