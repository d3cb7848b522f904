import * as vscode from 'vscode';
import type { TemplateField } from '../../core/spec/specTemplates.js';
import type { TemplateProblem } from '../../core/template/language/templateProblem.js';
import { rowUri } from './rowDocument.js';
import type { TemplateUse } from './templateUses.js';

/** A problem of a template as the editor shows it, with all that its quick fixes need. */
export interface ShownProblem {
  readonly diagnostic: vscode.Diagnostic;
  readonly problem: TemplateProblem;
  /** The template's text when it was found; a fix of another text would be misplaced. */
  readonly source: string;
  readonly field?: TemplateField['path'];
  /** Where a row was needed to find it. */
  readonly use?: TemplateUse;
}

/** VS Code hands back copies of diagnostics: what they were made of is found here. */
const shown = new Map<string, readonly ShownProblem[]>();

export function rememberProblems(uri: vscode.Uri, problems: readonly ShownProblem[]): void {
  if (problems.length === 0) shown.delete(uri.toString());
  else shown.set(uri.toString(), problems);
}

export function shownProblem(
  uri: vscode.Uri,
  { code, message, range }: vscode.Diagnostic,
): ShownProblem | undefined {
  const same = (shown.get(uri.toString()) ?? []).filter(
    ({ diagnostic }) => diagnostic.message === message && codeOf(diagnostic.code) === codeOf(code),
  );
  // An edit above moves the editor's copy alone.
  return same.find(({ diagnostic }) => diagnostic.range.isEqual(range)) ?? same[0];
}

const SEVERITIES = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
} satisfies Record<TemplateProblem['severity'], vscode.DiagnosticSeverity>;

/** The squiggle of a problem; its code opens the first row that shows it. */
export function problemDiagnostic(
  { code, severity, message, row }: TemplateProblem,
  range: vscode.Range,
  use: TemplateUse | undefined,
): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(range, message, SEVERITIES[severity]);
  diagnostic.source = 'gavel';
  diagnostic.code =
    row === undefined || !use ? code : { value: code, target: rowUri(use.dataset, row) };
  return diagnostic;
}

function codeOf(code: vscode.Diagnostic['code']): string {
  return String(typeof code === 'object' ? code.value : code);
}
