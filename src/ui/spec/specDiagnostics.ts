import * as vscode from 'vscode';
import { checkSpec } from '../../core/spec/checkSpec.js';
import type { SpecProblem } from '../../core/spec/parseSpec.js';
import type { ExtensionUi } from '../extensionUi.js';
import { parsedSpec } from './parsedSpecs.js';
import { problemMarks } from './problemMarks.js';
import { isSpecPath } from './specFile.js';
import { vscodeRange } from './vscodeRange.js';

const TYPING_MS = 250;
const FILES_MS = 500;
/** Files whose content a spec's check reads. */
const READ_FILES = '**/*.{jsonl,ndjson,csv,tsv,txt,md,jinja,jinja2,j2}';

const SEVERITIES = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
} satisfies Record<SpecProblem['severity'], vscode.DiagnosticSeverity>;

interface Check {
  timer?: NodeJS.Timeout;
  abort?: AbortController;
}

/**
 * Keeps the problems of every open spec: again after typing, and when a dataset or template
 * changes. An answer for an older version is dropped; a closed spec has none.
 */
export function checkOpenSpecs(
  ui: ExtensionUi,
  collection: vscode.DiagnosticCollection,
): vscode.Disposable {
  const checks = new Map<string, Check>();

  const stop = (key: string): void => {
    const check = checks.get(key);
    clearTimeout(check?.timer);
    check?.abort?.abort();
    checks.delete(key);
  };
  const soon = (document: vscode.TextDocument, waitMs: number): void => {
    if (document.uri.scheme !== 'file' || !isSpecPath(document.uri.path)) return;
    const key = document.uri.toString();
    stop(key);
    const check: Check = {};
    checks.set(key, check);
    check.timer = setTimeout(() => {
      check.abort = new AbortController();
      examine(document, check.abort.signal).catch((error: unknown) => {
        if (!check.abort?.signal.aborted) ui.log.error(`check of a spec: ${String(error)}`);
      });
    }, waitMs);
  };

  async function examine(document: vscode.TextDocument, signal: AbortSignal): Promise<void> {
    const { version } = document;
    const parsed = parsedSpec(document);
    const isCurrent = (): boolean =>
      !signal.aborted && !document.isClosed && document.version === version;
    const show = (problems: readonly SpecProblem[]): void => {
      if (isCurrent()) collection.set(document.uri, diagnosticsOf(problems));
    };
    if (!vscode.workspace.isTrusted) {
      show(parsed.problems);
      return;
    }
    // What is wrong with the form is known at once; the files may take a while.
    if (!parsed.spec) show(parsed.problems);
    const found = await checkSpec(parsed, document.uri.fsPath, ui.services, signal);
    show([...parsed.problems, ...found]);
  }

  const all = (): void => {
    for (const document of vscode.workspace.textDocuments) soon(document, FILES_MS);
  };
  for (const document of vscode.workspace.textDocuments) soon(document, 0);
  const files = vscode.workspace.createFileSystemWatcher(READ_FILES);
  return vscode.Disposable.from(
    files,
    files.onDidChange(all),
    files.onDidCreate(all),
    files.onDidDelete(all),
    vscode.workspace.onDidGrantWorkspaceTrust(all),
    vscode.workspace.onDidOpenTextDocument((document) => soon(document, 0)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => soon(document, TYPING_MS)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      stop(uri.toString());
      collection.delete(uri);
    }),
    {
      dispose: () => {
        for (const key of [...checks.keys()]) stop(key);
      },
    },
  );
}

function diagnosticsOf(problems: readonly SpecProblem[]): vscode.Diagnostic[] {
  return problemMarks(problems).map(({ range, severity, code, message }) => {
    const diagnostic = new vscode.Diagnostic(vscodeRange(range), message, SEVERITIES[severity]);
    diagnostic.source = 'gavel';
    diagnostic.code = code;
    return diagnostic;
  });
}
