import * as vscode from 'vscode';
import { OUTSIDE_CODE } from '../../core/paths/pathGate.js';
import { t } from '../../l10n/t.js';
import { fieldAt } from '../models/specModels.js';
import { shownProblem } from '../template/shownProblems.js';
import { columnNameFixes, templateFixes } from '../template/templateFixes.js';
import { proposedName } from './problemMarks.js';

/**
 * Quick fixes: the name that a message proposes; a literal key goes into secret storage; a dataset
 * whose columns no template can name is copied. Those of templates are the templates' own.
 */
export function specFixes(
  document: vscode.TextDocument,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  const inTemplates = diagnostics.filter((diagnostic) => shownProblem(document.uri, diagnostic));
  const others = diagnostics.filter(
    (diagnostic) => diagnostic.source === 'gavel' && !inTemplates.includes(diagnostic),
  );
  return [
    ...templateFixes(document, inTemplates),
    ...others.flatMap((diagnostic) => {
      const fixes = fixesOf(document, diagnostic);
      for (const fix of fixes) fix.diagnostics = [diagnostic];
      return fixes;
    }),
  ];
}

function fixesOf(
  document: vscode.TextDocument,
  { code, range, message }: vscode.Diagnostic,
): vscode.CodeAction[] {
  switch (code) {
    case 'literal-key':
      return [
        preferred(
          command(document, t('Move the key into secret storage'), '_gavel.moveKeyToSecret'),
        ),
      ];
    case OUTSIDE_CODE:
      return [command(document, t('Allow files outside the workspace…'), '_gavel.allowPaths')];
    case 'unnameable-column':
      return columnNameFixes(document.uri);
    case 'unlisted-model':
    case 'endpoint-stopped': {
      const fix = replaceName(document, range, message);
      const choose = command(document, t('Choose another model…'), 'gavel.pickModel');
      // The cursor may be elsewhere.
      choose.command?.arguments?.push(fieldAt(document, range.start));
      return fix ? [preferred(fix), choose] : [choose];
    }
    default: {
      const fix = replaceName(document, range, message);
      return fix ? [preferred(fix)] : [];
    }
  }
}

function preferred(fix: vscode.CodeAction): vscode.CodeAction {
  fix.isPreferred = true;
  return fix;
}

function command(document: vscode.TextDocument, title: string, id: string): vscode.CodeAction {
  const fix = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  fix.command = { title, command: id, arguments: [document.uri] };
  return fix;
}

function replaceName(
  document: vscode.TextDocument,
  range: vscode.Range,
  message: string,
): vscode.CodeAction | undefined {
  const name = proposedName(message);
  if (name === undefined || !range.isSingleLine) return undefined;
  const quote = /^["']/.exec(document.getText(range))?.[0] ?? '';
  const written = quote === '"' ? JSON.stringify(name) : `${quote}${name}${quote}`;
  const fix = new vscode.CodeAction(t('Change to {0}', name), vscode.CodeActionKind.QuickFix);
  fix.edit = new vscode.WorkspaceEdit();
  fix.edit.replace(document.uri, range, written);
  return fix;
}
