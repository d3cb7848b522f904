import { setTimeout as setTimeoutPromise } from 'node:timers/promises';
import * as vscode from 'vscode';
import { checkSpec } from '../../core/spec/problems/checkSpec.js';
import { namesFile } from '../../core/spec/namesFile.js';
import { editorModelProblems, namesEditorModel } from '../../core/models/editorModelProblems.js';
import { modelListProblems } from '../../core/models/modelListProblems.js';
import type { ParsedSpec, SpecProblem } from '../../core/spec/parseSpec.js';
import { editorModelKnowledge } from '../models/editorModelKnowledge.js';
import { modelKnowledge } from '../models/modelKnowledge.js';
import { rememberProblems } from '../template/shownProblems.js';
import type { TemplateService } from '../template/templateService.js';
import { parsedSpec, specBackend } from './parsedSpecs.js';
import { showProblems } from './showProblems.js';
import { isSpecPath } from './specFile.js';
import {
  cachedDatasets,
  carried,
  inTemplate,
  missingResponses,
  rowProblems,
  textProblems,
  type FieldProblems,
} from './specTemplateProblems.js';
import { isFileUri } from '../fileUri.js';

const TYPING_MS = 250;
const FILES_MS = 500;
/** Rows are rendered when the typing pauses. */
const ROWS_MS = 300;
/** Files whose content a spec's check reads. */
const READ_FILES = '**/*.{jsonl,ndjson,csv,tsv,txt,md,jinja,jinja2,j2}';

interface Check {
  timer?: NodeJS.Timeout;
  abort?: AbortController;
}

/**
 * Keeps the problems of every open spec: again after typing, and when a dataset or template
 * changes. An answer for an older version is dropped; a closed spec has none.
 */
export function checkOpenSpecs(
  service: TemplateService,
  collection: vscode.DiagnosticCollection,
): vscode.Disposable {
  const { ui } = service;
  const models = modelKnowledge(ui);
  const editorModels = editorModelKnowledge(ui);
  const checks = new Map<string, Check>();
  const shownRows = new Map<string, readonly FieldProblems[]>();

  const stop = (key: string): void => {
    const check = checks.get(key);
    clearTimeout(check?.timer);
    check?.abort?.abort();
    checks.delete(key);
  };
  const soon = (document: vscode.TextDocument, waitMs: number): void => {
    if (!isFileUri(document.uri) || !isSpecPath(document.uri.path)) return;
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
    const key = document.uri.toString();
    const dataset =
      parsed.spec && ui.services.texts.resolve(document.uri.fsPath, parsed.spec.dataset);
    const show = (problems: readonly SpecProblem[], rows: readonly FieldProblems[]): void => {
      if (!isCurrent()) return;
      const all = [...problems, ...rows.flatMap((field) => inTemplate(parsed, field))];
      showProblems(document, all, { collection, ...(dataset !== undefined && { dataset }) });
    };
    const listed = await listProblems(document, parsed);
    // Without trust no file that the spec names is read; a broken spec says nothing sure of them.
    if (!vscode.workspace.isTrusted || dataset === undefined) {
      show([...parsed.problems, ...listed], parsed.templates.map(textProblems));
      return;
    }
    const ports = { texts: ui.services.texts, datasets: cachedDatasets(service) };
    await ui.services.paths.home(document.uri.fsPath);
    const found = await checkSpec(parsed, document.uri.fsPath, ports, signal);
    const problems = [...parsed.problems, ...listed, ...found];
    show(problems, carried(shownRows.get(key) ?? [], parsed));
    await setTimeoutPromise(ROWS_MS, undefined, { signal });
    const rows = await rowProblems(service, { parsed, dataset }, signal);
    const unanswered = await missingResponses(service, parsed, dataset);
    if (!isCurrent()) return;
    shownRows.set(key, rows);
    show([...problems, ...unanswered], rows);
  }

  /** By the list at hand: for a check alone nobody is asked for a new one. */
  async function listProblems(
    document: vscode.TextDocument,
    parsed: ParsedSpec,
  ): Promise<SpecProblem[]> {
    const backend = specBackend(document);
    const known = await models.atHand(backend);
    return [
      ...(known ? modelListProblems(parsed, { list: known.list, backend, now: Date.now() }) : []),
      ...(backend === 'local' ? unknownEditorModels(parsed) : []),
    ];
  }

  /** The editor's models are listed for a spec that names one alone; they come with a next check. */
  function unknownEditorModels(parsed: ParsedSpec): SpecProblem[] {
    const known = namesEditorModel(parsed) ? editorModels.atHand() : undefined;
    return known ? editorModelProblems(parsed, known) : [];
  }

  const all = (): void => {
    for (const document of vscode.workspace.textDocuments) soon(document, FILES_MS);
  };
  /** A file that a spec may read; a run that writes its rows is no reason to look at every spec. */
  const fileChanged = ({ path }: vscode.Uri): void => {
    for (const document of vscode.workspace.textDocuments) {
      if (isSpecPath(document.uri.path) && namesFile(parsedSpec(document), path)) {
        soon(document, FILES_MS);
      }
    }
  };
  for (const document of vscode.workspace.textDocuments) soon(document, 0);
  const files = vscode.workspace.createFileSystemWatcher(READ_FILES);
  return vscode.Disposable.from(
    files,
    models.onDidChange(all),
    editorModels.onDidChange(all),
    ui.pathConsents.onDidChange(all),
    files.onDidChange(fileChanged),
    files.onDidCreate(fileChanged),
    files.onDidDelete(fileChanged),
    vscode.workspace.onDidGrantWorkspaceTrust(all),
    vscode.workspace.onDidOpenTextDocument((document) => soon(document, 0)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => soon(document, TYPING_MS)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      stop(uri.toString());
      shownRows.delete(uri.toString());
      rememberProblems(uri, []);
      collection.delete(uri);
    }),
    {
      dispose: () => {
        for (const key of [...checks.keys()]) stop(key);
      },
    },
  );
}
