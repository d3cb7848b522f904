import { basename } from 'node:path';
import * as vscode from 'vscode';
import { IMAGE_COLUMN } from '../../core/spec/specColumns.js';
import type { TemplateProblem } from '../../core/template/language/templateProblem.js';
import { templateProblems } from '../../core/template/language/templateProblems.js';
import { carriedProblems } from './carriedProblems.js';
import { templatesOf, type DocumentTemplate } from './documentTemplates.js';
import { problemDiagnostic, rememberProblems, type ShownProblem } from './shownProblems.js';
import { isTemplateDocument } from './templateFile.js';
import type { TemplateService } from './templateService.js';
import type { TemplateUse } from './templateUses.js';
import { isFileUri } from '../fileUri.js';

/** The text alone is judged as it is typed, the rows when the typing pauses. */
const TYPING_MS = 80;
const ROWS_MS = 400;
const FILES_MS = 500;
/** Files that decide what is found: datasets, and specs through `uses.onDidChange`. */
const READ_FILES = '**/*.{jsonl,ndjson,csv,tsv}';

interface Found {
  readonly problem: TemplateProblem;
  readonly use?: TemplateUse;
}

interface Findings {
  readonly source: string;
  readonly found: readonly Found[];
}

interface Check {
  readonly abort: AbortController;
  timer?: NodeJS.Timeout;
}

/** Keeps the problems of every open template file; an answer for an older text is dropped. */
export function checkOpenTemplates(
  service: TemplateService,
  collection: vscode.DiagnosticCollection,
): vscode.Disposable {
  const checks = new Map<string, Check>();
  /** The last findings in a sound text, by document. */
  const textFound = new Map<string, Findings>();
  const rowsFound = new Map<string, Findings>();

  const stop = (key: string): void => {
    const check = checks.get(key);
    clearTimeout(check?.timer);
    check?.abort.abort();
    checks.delete(key);
  };
  const soon = (document: vscode.TextDocument, waitMs: number): void => {
    // A file, or one that is to become a file: not the other side of a comparison.
    if (!isFileUri(document.uri) && !document.isUntitled) return;
    if (!isTemplateDocument(document) || document.isClosed) return;
    const key = document.uri.toString();
    stop(key);
    const check: Check = { abort: new AbortController() };
    checks.set(key, check);
    const { signal } = check.abort;
    const after = (ms: number, work: () => Promise<void>): void => {
      check.timer = setTimeout(() => {
        work().catch((error: unknown) => {
          if (!signal.aborted) service.ui.log.error(`check of a template: ${String(error)}`);
        });
      }, ms);
    };
    after(waitMs, async () => {
      const uses = await checkText(document, signal);
      if (uses && !signal.aborted) after(ROWS_MS, () => checkOnRows(document, uses, signal));
    });
  };

  const show = (template: DocumentTemplate, found: readonly Found[]): void => {
    const { document, source } = template;
    const shown = found.map(({ problem, use }): ShownProblem => {
      const diagnostic = problemDiagnostic(problem, template.range(problem.span), use);
      return { diagnostic, problem, source, ...(use && { use }) };
    });
    rememberProblems(document.uri, shown);
    collection.set(
      document.uri,
      shown.map(({ diagnostic }) => diagnostic),
    );
  };

  /** Shows what the text shows; gives the specs on whose rows it is to be rendered. */
  async function checkText(
    document: vscode.TextDocument,
    signal: AbortSignal,
  ): Promise<readonly TemplateUse[] | undefined> {
    const isStale = () => signal.aborted;
    const [template] = templatesOf(document);
    if (!template) return undefined;
    const isOurs = await service.uses.any();
    if (isStale()) return undefined;
    const faults = templateProblems(template.source).map((problem) => ({
      problem: isOurs ? problem : leniently(problem),
    }));
    const isBroken = faults.some(({ problem }) => problem.severity === 'error');
    const key = document.uri.toString();
    // A fault of the text needs no data to be shown, and without trust none is read.
    if (isBroken || !isOurs || !vscode.workspace.isTrusted) {
      const last = [textFound.get(key), rowsFound.get(key)];
      show(template, [...faults, ...last.flatMap((findings) => carried(findings, template))]);
      return undefined;
    }
    const uses = await service.uses.of(template);
    const found = await textProblems(template, uses, signal);
    if (isStale()) return undefined;
    textFound.set(key, { source: template.source, found });
    show(template, [...found, ...carried(rowsFound.get(key), template)]);
    return uses;
  }

  async function checkOnRows(
    document: vscode.TextDocument,
    uses: readonly TemplateUse[],
    signal: AbortSignal,
  ): Promise<void> {
    const [template] = templatesOf(document);
    if (!template) return;
    const found: Found[] = [];
    for (const use of onePerDataset(uses)) {
      const rows = await service.knowledge.rowProblems(use.dataset, [template.source], signal);
      for (const problem of rows?.get(template.source) ?? []) {
        found.push({ problem: withDataset(problem, use, uses), use });
      }
    }
    const text = await textProblems(template, uses, signal);
    if (signal.aborted) return;
    rowsFound.set(document.uri.toString(), { source: template.source, found });
    show(template, [...text, ...found]);
  }

  /** With the columns of each dataset; a problem that every one of them shows is said once. */
  async function textProblems(
    template: DocumentTemplate,
    uses: readonly TemplateUse[],
    signal: AbortSignal,
  ): Promise<Found[]> {
    const found = new Map<string, Found>();
    for (const use of onePerDataset(uses)) {
      const info = await service.knowledge.describe(use.dataset, signal).catch(() => undefined); // the spec's own diagnostics say what is wrong with it
      if (!info) continue;
      // An empty dataset says nothing of the columns that are to come.
      const columns = info.columns.length > 0 ? [...info.columns, IMAGE_COLUMN] : [];
      for (const problem of templateProblems(template.source, { columns })) {
        const key = `${problem.code} ${problem.span.start} ${problem.span.end}`;
        if (!found.has(key)) found.set(key, { problem, use });
      }
    }
    if (found.size > 0) return [...found.values()];
    return templateProblems(template.source).map((problem) => ({ problem }));
  }

  const all = (): void => {
    for (const document of vscode.workspace.textDocuments) soon(document, FILES_MS);
  };
  /** Only the templates that are rendered on this dataset: a run writes its rows all the time. */
  const datasetChanged = async ({ fsPath }: vscode.Uri): Promise<void> => {
    for (const document of vscode.workspace.textDocuments) {
      if (!isTemplateDocument(document)) continue;
      const [template] = templatesOf(document);
      const uses = template ? await service.uses.of(template) : [];
      if (uses.some(({ dataset }) => isSameName(dataset, fsPath))) soon(document, FILES_MS);
    }
  };
  const changed = (uri: vscode.Uri): void => {
    datasetChanged(uri).catch((error: unknown) => service.ui.log.warn(String(error)));
  };
  for (const document of vscode.workspace.textDocuments) soon(document, 0);
  const files = vscode.workspace.createFileSystemWatcher(READ_FILES);
  return vscode.Disposable.from(
    files,
    files.onDidChange(changed),
    files.onDidCreate(changed),
    files.onDidDelete(changed),
    service.uses.onDidChange(all),
    vscode.workspace.onDidGrantWorkspaceTrust(all),
    vscode.workspace.onDidOpenTextDocument((document) => soon(document, 0)),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) soon(document, TYPING_MS);
    }),
    vscode.workspace.onDidCloseTextDocument((document) => {
      if (!isTemplateDocument(document)) return;
      stop(document.uri.toString());
      textFound.delete(document.uri.toString());
      rowsFound.delete(document.uri.toString());
      rememberProblems(document.uri, []);
      collection.delete(document.uri);
    }),
    {
      dispose: () => {
        for (const key of [...checks.keys()]) stop(key);
      },
    },
  );
}

/** The same file may have several paths, and be named in another case. */
function isSameName(left: string, right: string): boolean {
  return basename(left).toLowerCase() === basename(right).toLowerCase();
}

/** Programs that render templates of their own add filters, tests and tags to Jinja2's. */
const ADDABLE = new Set(['unknown-filter', 'unknown-test', 'unknown-tag']);

/** For a workspace without any spec, whose templates are somebody else's. */
function leniently(problem: TemplateProblem): TemplateProblem {
  return ADDABLE.has(problem.code) ? { ...problem, severity: 'information' } : problem;
}

/** Earlier findings that the present text still may have, at their new places. */
function carried(before: Findings | undefined, { source }: DocumentTemplate): Found[] {
  return (before?.found ?? []).flatMap(({ problem, use }) =>
    carriedProblems([problem], before?.source ?? '', source).map((moved) => ({
      problem: moved,
      ...(use && { use }),
    })),
  );
}

function onePerDataset(uses: readonly TemplateUse[]): readonly TemplateUse[] {
  return [...new Map(uses.toReversed().map((use) => [use.dataset, use])).values()].toReversed();
}

/** Says on which dataset, where the template is used with several. */
function withDataset(
  problem: TemplateProblem,
  use: TemplateUse,
  uses: readonly TemplateUse[],
): TemplateProblem {
  if (onePerDataset(uses).length < 2) return problem;
  return { ...problem, message: `${basename(use.dataset)}: ${problem.message}` };
}
