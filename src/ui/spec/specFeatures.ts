import * as vscode from 'vscode';
import { t } from '../../l10n/t.js';
import type { ExtensionUi } from '../extensionUi.js';
import type { RunsTree } from '../runs/runsTree.js';
import type { LazyTemplates } from '../template/lazyTemplates.js';
import { isSpecPath, specSelector } from './specFile.js';

/** Where Red Hat's YAML extension runs, it completes and explains YAML from the schema we contribute. */
const YAML_EXTENSION = 'redhat.vscode-yaml';

/** Lenses show a run's progress in passing: the tree is the place to watch it. */
const LENSES_MS = 1000;

const diagnostics = () => import('./specDiagnostics.js');

/** Diagnostics, completion, hover, fixes, links and lenses of specs; loaded with the first spec. */
export function registerSpecFeatures(
  ui: ExtensionUi,
  tree: RunsTree,
  templates: LazyTemplates,
): vscode.Disposable {
  const schemaIsRead = (document: vscode.TextDocument): boolean =>
    document.languageId !== 'yaml' || vscode.extensions.getExtension(YAML_EXTENSION) !== undefined;
  const lenses = new vscode.EventEmitter<void>();
  let timer: NodeJS.Timeout | undefined;
  const lensesSoon = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      lenses.fire();
    }, LENSES_MS);
  };

  const specs = specSelector();
  return vscode.Disposable.from(
    registerDiagnostics(ui, templates),
    lenses,
    tree.onDidChange(lensesSoon),
    // Another account sees other models and endpoints.
    ui.onDidChangeAccount(async () => {
      const { modelKnowledge } = await import('../models/modelKnowledge.js');
      await modelKnowledge(ui).forget('together');
    }),
    { dispose: () => clearTimeout(timer) },
    vscode.languages.registerCodeLensProvider(specs, {
      onDidChangeCodeLenses: lenses.event,
      provideCodeLenses: async (document) =>
        (await import('./specLenses.js')).specLenses(ui, tree, document),
    }),
    vscode.languages.registerDocumentLinkProvider(specs, {
      provideDocumentLinks: async (document) =>
        (await import('./specLinks.js')).specLinks(ui, document),
    }),
    vscode.languages.registerDefinitionProvider(specs, {
      provideDefinition: async (document, position) =>
        (await import('./specLinks.js')).specDefinition(ui, document, position),
    }),
    vscode.languages.registerCodeActionsProvider(
      specs,
      {
        provideCodeActions: async (document, _range, context) =>
          (await import('./specFixes.js')).specFixes(document, context.diagnostics),
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
    registerFix(ui, '_gavel.moveKeyToSecret', async (uri) =>
      (await import('./moveKey.js')).moveKeysToSecrets(ui, uri),
    ),
    registerFix(ui, '_gavel.allowPaths', async (uri) => {
      ui.requireTrust(t('Allowing a path'));
      if (!(uri instanceof vscode.Uri)) return undefined;
      await (await import('../paths/allowPaths.js')).allowSpecPaths(uri, ui);
      return ui.pathConsents.all();
    }),
    registerFix(ui, '_gavel.renameColumns', async (uri) =>
      (await import('./renameColumns.js')).useRenamedColumns(ui, uri),
    ),
    registerFix(ui, '_gavel.explainColumnNames', async (uri) =>
      (await import('./renameColumns.js')).explainColumnNames(uri),
    ),
    vscode.languages.registerCompletionItemProvider(
      specs,
      {
        provideCompletionItems: async (document, position) =>
          (await import('./specAssist.js')).completions(ui, document, {
            position,
            schemaIsRead: schemaIsRead(document),
          }),
      },
      '"',
      ' ',
      '{',
    ),
    vscode.languages.registerHoverProvider(specs, {
      provideHover: async (document, position) => {
        const { hover, modelHover } = await import('./specAssist.js');
        const ofField = schemaIsRead(document) ? undefined : hover(document, position);
        return ofField ?? modelHover(ui, document, position);
      },
    }),
  );
}

/** A command behind a quick fix; what it throws is shown. */
function registerFix(
  ui: ExtensionUi,
  id: string,
  work: (uri: unknown) => Promise<unknown>,
): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (uri: unknown) => {
    try {
      return await work(uri);
    } catch (error) {
      ui.report(error);
      return undefined;
    }
  });
}

function registerDiagnostics(ui: ExtensionUi, templates: LazyTemplates): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('gavel');
  let checker: Promise<{ dispose(): void }> | undefined;
  let disposed = false;
  const start = (document: vscode.TextDocument): void => {
    if (checker || !isSpecPath(document.uri.path)) return;
    checker = Promise.all([diagnostics(), templates.get()]).then(
      ([module, service]): { dispose(): void } =>
        disposed ? collection : module.checkOpenSpecs(service, collection),
    );
    checker.catch((error: unknown) => ui.report(error));
  };
  for (const document of vscode.workspace.textDocuments) start(document);
  return vscode.Disposable.from(collection, vscode.workspace.onDidOpenTextDocument(start), {
    dispose: () => {
      disposed = true;
      void checker?.then((running) => {
        running.dispose();
      });
    },
  });
}
