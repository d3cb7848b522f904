import { resolve } from 'node:path';
import * as vscode from 'vscode';
import type { ParsedSpec } from '../../core/spec/parseSpec.js';
import type { GavelUi } from '../gavelUi.js';
import { parsedSpec } from '../spec/parsedSpecs.js';
import { LEFT_OUT_GLOB, SPEC_GLOB, isSpecPath } from '../spec/specFile.js';
import { specInFile } from '../spec/specTexts.js';
import type { DocumentTemplate } from './documentTemplates.js';

/** A spec that renders a template, with its dataset. */
export interface TemplateUse {
  readonly spec: vscode.Uri;
  /** Absolute path; not every one of them is there. */
  readonly dataset: string;
}

export interface TemplateUses {
  dispose(): void;
  /** Specs whose templates include this one, in the order of their names. */
  of(template: DocumentTemplate): Promise<readonly TemplateUse[]>;
  /** Whether the workspace has any spec. */
  any(): Promise<boolean>;
  /** A spec was written, opened, changed or deleted: uses may be others. */
  readonly onDidChange: vscode.Event<void>;
}

const MOST_SPECS = 200;
const TEMPLATE_FIELDS = ['judge', 'model_to_evaluate', 'model_a', 'model_b'].flatMap((model) => [
  [model, 'system_template', 'file'],
  [model, 'input_template', 'file'],
]);

interface ReadSpec {
  readonly spec: vscode.Uri;
  /** Absent where the spec names none yet. */
  readonly dataset?: string;
  readonly files: readonly string[];
}

export function createTemplateUses(ui: GavelUi): TemplateUses {
  const changed = new vscode.EventEmitter<void>();
  let specs: Promise<readonly ReadSpec[]> | undefined;
  const forget = (uri: vscode.Uri): void => {
    if (!isSpecPath(uri.path)) return;
    specs = undefined;
    changed.fire();
  };
  const watcher = vscode.workspace.createFileSystemWatcher(SPEC_GLOB);
  const subscriptions = vscode.Disposable.from(
    changed,
    watcher,
    watcher.onDidChange(forget),
    watcher.onDidCreate(forget),
    watcher.onDidDelete(forget),
    vscode.workspace.onDidChangeTextDocument(({ document }) => forget(document.uri)),
  );

  return {
    onDidChange: changed.event,
    async of({ document, field }) {
      if (field) {
        const dataset = datasetOf(parsedSpec(document), document.uri, ui);
        return dataset === undefined ? [] : [{ spec: document.uri, dataset }];
      }
      specs ??= readSpecs(ui);
      const path = resolve(document.uri.fsPath);
      return (await specs).flatMap(({ spec, dataset, files }) =>
        dataset !== undefined && files.includes(path) ? [{ spec, dataset }] : [],
      );
    },
    any: async () => {
      specs ??= readSpecs(ui);
      return (await specs).length > 0;
    },
    dispose: () => {
      subscriptions.dispose();
    },
  };
}

async function readSpecs(ui: GavelUi): Promise<readonly ReadSpec[]> {
  const uris = await vscode.workspace.findFiles(SPEC_GLOB, LEFT_OUT_GLOB, MOST_SPECS);
  const read = await Promise.all(uris.map((spec) => readSpec(spec, ui)));
  return read.sort((a, b) => a.spec.path.localeCompare(b.spec.path));
}

async function readSpec(spec: vscode.Uri, ui: GavelUi): Promise<ReadSpec> {
  const { texts } = ui.services;
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === spec.toString());
  // A spec that can't be read uses nothing.
  const parsed = open ? parsedSpec(open) : await specInFile(spec.fsPath, texts);
  const dataset = datasetOf(parsed, spec, ui);
  const files = TEMPLATE_FIELDS.flatMap((path) => {
    const file = parsed.textAt(path);
    return file === undefined ? [] : [resolve(texts.resolve(spec.fsPath, file))];
  });
  return { spec, files, ...(dataset !== undefined && { dataset }) };
}

function datasetOf(parsed: ParsedSpec, spec: vscode.Uri, ui: GavelUi): string | undefined {
  const name = parsed.textAt(['dataset']);
  if (name === undefined || name === '') return undefined;
  return ui.services.texts.resolve(spec.fsPath, name);
}
