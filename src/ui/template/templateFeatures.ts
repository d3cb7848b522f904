import * as vscode from 'vscode';
import type { GavelUi } from '../gavelUi.js';
import { specSelector } from '../spec/specFile.js';
import type { LazyTemplates } from './lazyTemplates.js';
import { isTemplateDocument, ROW_SCHEME, TEMPLATES } from './templateFile.js';

/** What begins something of a template; a space only within a tag gives anything. */
const TRIGGERS = ['{', '%', ' ', '|', '.', '(', ',', '"', "'", '['];

const navigation = () => import('./templateNavigation.js');
const structure = () => import('./templateStructure.js');
const rename = () => import('./templateRename.js');
const row = () => import('./rowDocument.js');
const hover = () => import('./templateHover.js');

/** Everything that the editor does with templates; each part is loaded at its first use. */
export function registerTemplateFeatures(ui: GavelUi, templates: LazyTemplates): vscode.Disposable {
  const { languages } = vscode;
  // Template files, and specs with templates in them.
  const both = [...TEMPLATES, ...specSelector()];
  return vscode.Disposable.from(
    registerDiagnostics(ui, templates),
    languages.registerCompletionItemProvider(
      both,
      {
        async provideCompletionItems(document, position) {
          const { templateCompletions } = await import('./templateCompletion.js');
          return templateCompletions(await templates.get(), document, position);
        },
      },
      ...TRIGGERS,
    ),
    languages.registerHoverProvider(both, {
      async provideHover(document, position) {
        const { templateHover } = await hover();
        return templateHover(await templates.get(), document, position);
      },
    }),
    languages.registerSignatureHelpProvider(
      both,
      {
        provideSignatureHelp: async (document, position) =>
          (await hover()).templateSignature(document, position),
      },
      '(',
      ',',
    ),
    languages.registerDefinitionProvider(both, {
      async provideDefinition(document, position) {
        const { templateDefinition } = await navigation();
        return templateDefinition(await templates.get(), document, position);
      },
    }),
    languages.registerReferenceProvider(both, {
      provideReferences: async (document, position, context) =>
        (await navigation()).templateReferences(document, position, context),
    }),
    languages.registerDocumentHighlightProvider(both, {
      provideDocumentHighlights: async (document, position) =>
        (await navigation()).templateHighlights(document, position),
    }),
    languages.registerRenameProvider(both, {
      prepareRename: async (document, position) =>
        (await rename()).prepareTemplateRename(document, position),
      provideRenameEdits: async (document, position, newName) =>
        (await rename()).templateRename(document, position, newName),
    }),
    // A spec keeps the outline and the folding of its own language: ours would take their place.
    languages.registerDocumentSymbolProvider(TEMPLATES, {
      provideDocumentSymbols: async (document) => (await structure()).templateOutline(document),
    }),
    languages.registerFoldingRangeProvider(TEMPLATES, {
      provideFoldingRanges: async (document) => (await structure()).templateFolds(document),
    }),
    languages.registerCodeActionsProvider(
      TEMPLATES,
      {
        provideCodeActions: async (document, _range, context) =>
          (await import('./templateFixes.js')).templateFixes(document, context.diagnostics),
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
    vscode.workspace.registerTextDocumentContentProvider(ROW_SCHEME, {
      provideTextDocumentContent: async (uri) => (await row()).rowDocument(uri, ui),
    }),
    languages.registerCodeLensProvider(
      { scheme: ROW_SCHEME },
      { provideCodeLenses: async (document) => (await row()).rowLenses(document) },
    ),
  );
}

function registerDiagnostics(ui: GavelUi, templates: LazyTemplates): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('gavel.templates');
  let checker: Promise<{ dispose(): void }> | undefined;
  let disposed = false;
  const start = (document: vscode.TextDocument): void => {
    if (checker || !isTemplateDocument(document)) return;
    checker = Promise.all([import('./templateDiagnostics.js'), templates.get()]).then(
      ([{ checkOpenTemplates }, service]): { dispose(): void } =>
        disposed ? collection : checkOpenTemplates(service, collection),
    );
    checker.catch((error: unknown) => ui.report(error));
  };
  for (const document of vscode.workspace.textDocuments) start(document);
  return vscode.Disposable.from(collection, vscode.workspace.onDidOpenTextDocument(start), {
    dispose: () => {
      disposed = true;
      void checker?.then((running) => running.dispose());
    },
  });
}
