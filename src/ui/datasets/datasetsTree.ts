import * as vscode from 'vscode';
import type { ServiceName } from '../../core/services.js';
import { t } from '../../l10n/t.js';
import { draggedFiles } from '../drops/registerDrops.js';
import type { ExtensionUi } from '../extensionUi.js';
import { LEFT_OUT_GLOB, SPEC_GLOB } from '../spec/specFile.js';
import { createViewEmptiness } from '../viewEmptiness.js';
import { DATASET_GLOB } from './datasetFile.js';
import type { DatasetsElement } from './datasetsElement.js';
import type { DatasetsModel } from './datasetsModel.js';

/** What commands need of the view `gavel.datasets`. */
export interface DatasetsTree {
  dispose(): void;
  /** Loaded on first use. */
  model(): Promise<DatasetsModel>;
  /** Looks anew, at the services too as far as the view shows them. */
  refresh(): void;
  /** The files of a service are others now: after an upload, a deletion, a run. */
  filesChanged(service: ServiceName): void;
  setFilter(text: string): void;
  readonly filter: string;
}

const SETTLE_MS = 400;
/** A view that comes back to sight shows no older list. */
const FRESH_MS = 10 * 60_000;
const SERVICES: readonly ServiceName[] = ['together', 'demo'];

/**
 * The view `gavel.datasets`: files found in the workspace, those that specs use first, and the files of
 * the service. A service is asked when its files show, and never on a timer.
 */
export function registerDatasetsTree(ui: ExtensionUi): DatasetsTree {
  const changes = new vscode.EventEmitter<DatasetsElement | undefined>();
  let filter = '';
  let loaded: Promise<DatasetsModel> | undefined;
  let disposed = false;
  let hadDemo = false;

  const redraw = (element?: DatasetsElement): void => {
    if (!disposed) changes.fire(element);
  };
  const emptiness = createViewEmptiness({
    look: async () => {
      const found = await vscode.workspace.findFiles(DATASET_GLOB, LEFT_OUT_GLOB, 1);
      return found.length === 0 && !ui.services.demoHasStarted();
    },
    tell: (isEmpty) =>
      void vscode.commands.executeCommand('setContext', 'gavel.datasetsEmpty', isEmpty),
  });
  const look = (): void => {
    emptiness.look().catch((error: unknown) => ui.log.warn(`datasets: ${String(error)}`));
  };
  const model = (): Promise<DatasetsModel> => {
    loaded ??= import('./datasetsModel.js').then(({ createDatasetsModel }) =>
      createDatasetsModel({ ui, redraw, filter: () => filter }),
    );
    return loaded;
  };
  const provider: vscode.TreeDataProvider<DatasetsElement> = {
    onDidChangeTreeData: changes.event,
    async getChildren(element) {
      const children = await (await model()).children(element);
      if (!element) emptiness.read(children.length === 0);
      return children;
    },
    getTreeItem: async (element) => (await model()).item(element),
    async resolveTreeItem(item, element, token) {
      const abort = new AbortController();
      const listener = token.onCancellationRequested(() => abort.abort());
      try {
        const tooltip = await (await model()).tooltip(element, abort.signal);
        if (tooltip !== undefined) item.tooltip = tooltip;
        return item;
      } finally {
        listener.dispose();
      }
    },
  };
  const view = vscode.window.createTreeView('gavel.datasets', {
    treeDataProvider: provider,
    dragAndDropController: draggedFiles<DatasetsElement>((element) =>
      element.kind === 'dataset' && !element.missing ? element.uri : undefined,
    ),
  });

  /** What is not loaded yet has nothing that could be out of date. */
  const whenLoaded = (work: (known: DatasetsModel) => unknown): void => {
    void loaded?.then(work).catch((error: unknown) => ui.log.warn(`datasets: ${String(error)}`));
  };
  const forgetFiles = (): void => {
    whenLoaded(({ listers }) => {
      listers.together.forget();
      redraw();
    });
  };
  const filesChanged = (service: ServiceName): void => {
    whenLoaded(({ listers }) => {
      listers[service].invalidate();
      redraw();
    });
  };
  /** The demo's files appear once somebody has started it. */
  const lookForDemo = (): void => {
    if (hadDemo === ui.services.demoHasStarted()) return;
    hadDemo = !hadDemo;
    filesChanged('demo');
  };

  let timer: NodeJS.Timeout | undefined;
  /** A spec that changes brings no dataset to the workspace, and takes none away. */
  let mayBeEmpty = false;
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (mayBeEmpty) look();
      mayBeEmpty = false;
      whenLoaded((known) => known.workspaceChanged());
    }, SETTLE_MS);
  };
  const noteFiles = (): void => {
    mayBeEmpty = true;
    soon();
  };
  const noteSpecs = (): void => {
    soon();
    void tellWhetherSpecs(ui);
  };
  const noteFolders = (): void => {
    mayBeEmpty = true;
    noteSpecs();
  };
  void tellWhetherSpecs(ui);
  look();

  const files = vscode.workspace.createFileSystemWatcher(DATASET_GLOB);
  const specs = vscode.workspace.createFileSystemWatcher(SPEC_GLOB);
  const listeners = [
    files.onDidCreate(noteFiles),
    files.onDidDelete(noteFiles),
    files.onDidChange((uri) => whenLoaded((known) => known.datasetChanged(uri))),
    specs.onDidCreate(noteSpecs),
    specs.onDidDelete(noteSpecs),
    specs.onDidChange(soon),
    vscode.workspace.onDidChangeWorkspaceFolders(noteFolders),
    vscode.workspace.onDidGrantWorkspaceTrust(forgetFiles),
    ui.onDidChangeAccount(() => {
      forgetFiles();
      void import('./partialDatasets.js').then(({ forgetPreviews }) => forgetPreviews(ui));
    }),
    ui.onDidChangeRuns(lookForDemo),
    ui.onDidEndRun(({ end }) => {
      if (end.kind !== 'status') return;
      const { backend } = end.manifest;
      if (backend === 'together' || backend === 'demo') filesChanged(backend);
    }),
    view.onDidChangeVisibility(({ visible }) => {
      if (!visible) return;
      whenLoaded(({ listers }) => {
        const isOld = (service: ServiceName) => (listers[service].age() ?? 0) > FRESH_MS;
        for (const service of SERVICES.filter(isOld)) filesChanged(service);
      });
    }),
  ];

  return {
    model,
    filesChanged(service) {
      lookForDemo();
      filesChanged(service);
    },
    refresh() {
      whenLoaded((known) => {
        for (const service of SERVICES) known.listers[service].invalidate();
        known.workspaceChanged();
      });
    },
    setFilter(text) {
      filter = text;
      view.message = text === '' ? '' : t('Showing “{0}”', text);
      void vscode.commands.executeCommand('setContext', 'gavel.datasetsFiltered', text !== '');
      redraw();
    },
    get filter() {
      return filter;
    },
    dispose() {
      disposed = true;
      clearTimeout(timer);
      whenLoaded((known) => known.dispose());
      vscode.Disposable.from(changes, view, files, specs, ...listeners).dispose();
    },
  };
}

/** Empty views say different things with and without a spec in the workspace. */
async function tellWhetherSpecs(ui: ExtensionUi): Promise<void> {
  try {
    const [spec] = await vscode.workspace.findFiles(SPEC_GLOB, LEFT_OUT_GLOB, 1);
    await vscode.commands.executeCommand('setContext', 'gavel.hasSpecs', spec !== undefined);
  } catch (error) {
    ui.log.warn(`looking for specs: ${String(error)}`);
  }
  await vscode.commands.executeCommand('setContext', 'gavel.ready', true);
}
