import * as vscode from 'vscode';
import { OUTSIDE_CODE } from '../../core/paths/pathGate.js';
import type { SpecProblem } from '../../core/spec/parseSpec.js';
import {
  problemDiagnostic,
  rememberProblems,
  type ShownProblem,
} from '../template/shownProblems.js';
import { parsedSpec } from './parsedSpecs.js';
import { problemMarks } from './problemMarks.js';
import { vscodeRange } from './vscodeRange.js';

const SEVERITIES = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
} satisfies Record<SpecProblem['severity'], vscode.DiagnosticSeverity>;

/** What leaves nothing to do: three dots under the word, not listed. */
const HINT = 'unused-column';

/** Shows the problems of a spec; those inside its templates as in a template's own file. */
export function showProblems(
  document: vscode.TextDocument,
  problems: readonly SpecProblem[],
  at: { readonly collection: vscode.DiagnosticCollection; readonly dataset?: string },
): void {
  const { templates } = parsedSpec(document);
  const use = at.dataset === undefined ? undefined : { spec: document.uri, dataset: at.dataset };
  const inTemplates: ShownProblem[] = [];
  const diagnostics = problemMarks(problems).map((mark) => {
    const { code, message, severity, inTemplate } = mark;
    const range = vscodeRange(mark.range);
    const template = templates.find(({ path }) => path.join('.') === inTemplate?.field);
    if (inTemplate && template) {
      const problem = { ...inTemplate.problem, code };
      const diagnostic = problemDiagnostic(problem, range, use);
      const { path: field, text: source } = template;
      inTemplates.push({ diagnostic, problem, source, field, ...(use && { use }) });
      return diagnostic;
    }
    const diagnostic = new vscode.Diagnostic(range, message, SEVERITIES[severity]);
    diagnostic.source = 'gavel';
    diagnostic.code = code;
    // A run asks: nothing is wrong yet.
    if (code === OUTSIDE_CODE) diagnostic.severity = vscode.DiagnosticSeverity.Warning;
    if (code === HINT) diagnostic.severity = vscode.DiagnosticSeverity.Hint;
    return diagnostic;
  });
  rememberProblems(document.uri, inTemplates);
  at.collection.set(document.uri, diagnostics);
}
