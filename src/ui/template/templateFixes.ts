import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { TemplateFix } from '../../core/template/language/templateProblem.js';
import { t } from '../../l10n/t.js';
import { templatesOf, type DocumentTemplate } from './documentTemplates.js';
import { shownProblem, type ShownProblem } from './shownProblems.js';
import { fileUri } from '../fileUri.js';

/** Where a value is missing and printed: an empty text in its place is mostly what is meant. */
const MISSING = new Set(['missing-column', 'undefined-part']);

/** Quick fixes of problems inside templates; what a diagnostic of another kind needs is not here. */
export function templateFixes(
  document: vscode.TextDocument,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  return diagnostics.flatMap((diagnostic) => {
    const shown =
      diagnostic.source === 'gavel' ? shownProblem(document.uri, diagnostic) : undefined;
    return shown ? fixesOf(shown, document, diagnostic) : [];
  });
}

function fixesOf(
  shown: ShownProblem,
  document: vscode.TextDocument,
  diagnostic: vscode.Diagnostic,
): vscode.CodeAction[] {
  const { problem, field, source, use } = shown;
  const template = templatesOf(document).find(
    (one) => one.field?.join('.') === field?.join('.') && one.source === source,
  );
  const fixes: vscode.CodeAction[] = [];
  if (template && problem.fix) {
    const fix = edited(problem.fix, template);
    fix.isPreferred = true;
    fixes.push(fix);
  }
  if (template && MISSING.has(problem.code)) {
    const { end } = problem.span;
    const edits = [{ span: { start: end, end }, text: " | default('')" }];
    fixes.push(
      edited({ title: t("Print nothing where it is missing: | default('')"), edits }, template),
    );
  }
  if (problem.row !== undefined && use) {
    const { row } = problem;
    const dataset = fileUri(use.dataset);
    fixes.push(
      action(t('Open row {0} of {1}', row, basename(use.dataset)), 'gavel.openDataset', [
        dataset,
        { row },
      ]),
      action(t('Preview on row {0}', row), 'gavel.previewTemplate', [use.spec, { row }]),
    );
  }
  if (problem.code === 'unnameable-column' && use) fixes.push(...columnNameFixes(use.spec));
  for (const fix of fixes) fix.diagnostics = [diagnostic];
  return fixes;
}

/** For a dataset with columns that no template can name. */
export function columnNameFixes(spec: vscode.Uri): vscode.CodeAction[] {
  return [
    action(
      t('Write a copy of the dataset with names that templates can use, and use it'),
      '_gavel.renameColumns',
      [spec],
    ),
    action(t('Explain which names a template can use'), '_gavel.explainColumnNames', [spec]),
  ];
}

function edited({ title, edits }: TemplateFix, template: DocumentTemplate): vscode.CodeAction {
  const fix = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  fix.edit = new vscode.WorkspaceEdit();
  for (const { span, text } of edits) {
    fix.edit.replace(template.document.uri, template.range(span), template.written(text));
  }
  return fix;
}

function action(title: string, command: string, args: readonly unknown[]): vscode.CodeAction {
  const fix = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  fix.command = { title, command, arguments: [...args] };
  return fix;
}
