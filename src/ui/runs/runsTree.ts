import * as vscode from 'vscode';
import { t } from '../../l10n/t.js';
import { showSignIn } from '../accounts/showSignIn.js';
import type { ExtensionUi } from '../extensionUi.js';
import { fileUri } from '../fileUri.js';
import { createViewEmptiness } from '../viewEmptiness.js';
import { noticeEndedElsewhere } from './elsewhereNotices.js';
import { createJobList } from './jobList.js';
import { filterFault, parseRunFilter } from './runFilter.js';
import type { KnownJobList } from './jobList.js';
import type { RunNode } from './runNode.js';
import { jobNode, runNode } from './runNode.js';
import type { KnownRun, ListedItem } from './runsList.js';
import { createRunsModel } from './runsModel.js';
import type { RunsElement, RunsModel } from './runsModel.js';
import { groupItem, keyItem, leafItem, problemItem } from './runsTreeItems.js';

/** What commands need of the tree. */
export interface RunsTree {
  dispose(): void;
  /** Reads folders and jobs again. */
  refresh(): Promise<void>;
  setFilter(text: string): void;
  readonly filter: string;
  selected(): ListedItem | undefined;
  runs(): Promise<readonly KnownRun[]>;
  /** What the tree shows changed. */
  readonly onDidChange: vscode.Event<unknown>;
}

const AGES_MS = 60_000;
/** A list of this age is good enough for who opens the view again. */
const RECENT_MS = 10_000;
/** A list of this age is read again when the window gets the focus. */
const STALE_MS = 5 * 60_000;

/** The view `gavel.runs`: local runs and service jobs in one list. */
export function registerRunsTree(ui: ExtensionUi): RunsTree {
  const provider = new RunsTreeProvider(ui);
  const { model, jobs } = provider;
  const view = vscode.window.createTreeView('gavel.runs', {
    treeDataProvider: provider,
    canSelectMany: true,
  });
  const ages = setInterval(() => {
    if (view.visible) model.redraw();
  }, AGES_MS);
  const readJobs = (maxAgeMs: number): void => {
    if (view.visible) void jobs.read(maxAgeMs);
  };
  const listeners = [
    view.onDidChangeVisibility(() => readJobs(RECENT_MS)),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) readJobs(STALE_MS);
    }),
    showSignIn(ui, view),
    ui.onDidChangeAccount(() => {
      jobs.forget();
      readJobs(0);
    }),
    ui.onDidChangeRuns((run) => void model.changed(run)),
    ui.baselines.onDidChange((folders) => model.rebased(folders)),
    ui.live.onDidEmit(({ run, event }) => {
      if (event.type === 'progress') model.progressed(run);
    }),
    ui.onDidChangeRuns(() => void provider.emptiness.look()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => readJobs(0)),
  ];
  readJobs(0);
  void provider.emptiness.look();

  return {
    async refresh() {
      await Promise.all([model.load(), jobs.read()]);
    },
    setFilter(text) {
      model.filter = text;
      view.message =
        text === '' ? '' : (filterFault(parseRunFilter(text)) ?? t('Showing: {0}', text));
      void vscode.commands.executeCommand('setContext', 'gavel.runsFiltered', text !== '');
      model.redraw();
    },
    get filter() {
      return model.filter;
    },
    selected() {
      const [element] = view.selection;
      return element?.kind === 'item' ? element.item : undefined;
    },
    runs: () => model.runs(),
    onDidChange: provider.onDidChangeTreeData,
    dispose() {
      clearInterval(ages);
      provider.dispose();
      vscode.Disposable.from(view, ...listeners).dispose();
    },
  };
}

/** Draws what the model holds. */
class RunsTreeProvider implements vscode.TreeDataProvider<RunsElement> {
  private readonly changes = new vscode.EventEmitter<RunsElement | RunsElement[] | undefined>();
  readonly onDidChangeTreeData = this.changes.event;
  readonly jobs: KnownJobList;
  readonly model: RunsModel;
  readonly emptiness = createViewEmptiness({
    look: () => hasNoRuns(this.ui.runsRoots()),
    tell: (isEmpty) =>
      void vscode.commands.executeCommand('setContext', 'gavel.runsEmpty', isEmpty),
  });

  constructor(private readonly ui: ExtensionUi) {
    this.jobs = createJobList(ui, (before, now) => {
      if (this.model.isLoaded) noticeEndedElsewhere(before, now, this.model.knownNow());
      this.model.redraw();
    });
    this.model = createRunsModel({
      list: () => this.listed(),
      read: (run) => ui.services.runs.read(run),
      jobs: () => this.jobs.known,
      draw: (elements) => this.changes.fire(elements),
      known: (runs) => ui.baselines.update(runs),
    });
  }

  private async listed(): Promise<KnownRun[]> {
    const found: KnownRun[] = [];
    for (const root of this.ui.runsRoots()) {
      try {
        found.push(...(await this.ui.services.runs.list(root)));
      } catch (error) {
        this.ui.report(error);
      }
    }
    this.emptiness.read(found.length === 0);
    return found;
  }

  getChildren(element?: RunsElement): Promise<RunsElement[]> {
    return this.model.children(element);
  }

  getTreeItem(element: RunsElement): vscode.TreeItem {
    switch (element.kind) {
      case 'group':
        return groupItem(element.group, this.model.size(element.group));
      case 'item':
        return leafItem(element.id, this.nodeOf(element.item), [element]);
      case 'problem':
        return element.isRefused ? keyItem(element.message) : problemItem(element.message);
      case 'note':
        return new vscode.TreeItem(element.message);
    }
  }

  private nodeOf(item: ListedItem): RunNode {
    const now = Date.now();
    if (item.kind === 'job') return jobNode(item.job, now);
    const live = this.ui.live.progress(item.known.run);
    const known = this.model.current(item.known);
    const baseline = this.ui.baselines.standing(known);
    return runNode(known.manifest, { now, ...(live && { live }), ...(baseline && { baseline }) });
  }

  dispose(): void {
    this.jobs.dispose();
    this.model.dispose();
    this.changes.dispose();
  }
}

/** As far as names in the folders tell: no run is read. */
async function hasNoRuns(roots: readonly string[]): Promise<boolean> {
  for (const root of roots) {
    const entries = await vscode.workspace.fs.readDirectory(fileUri(root)).then(
      (found) => found,
      () => [], // not there yet, or told of when it is read
    );
    if (entries.some(([, type]) => (type & vscode.FileType.Directory) !== 0)) return false;
  }
  return true;
}
