import * as vscode from 'vscode';
import type { RunRef } from '../../core/runs/runStore.js';
import { showSignIn } from '../accounts/showSignIn.js';
import type { ExtensionUi } from '../extensionUi.js';
import { noticeEndedElsewhere } from './elsewhereNotices.js';
import { createJobList } from './jobList.js';
import { filterFault, parseRunFilter } from './runFilter.js';
import type { RunGroup, RunNode } from './runNode.js';
import { groupOf, jobNode, runNode } from './runNode.js';
import type { KnownRun, ListedItem, RunGroups } from './runsList.js';
import { groupRuns, itemId } from './runsList.js';
import { spacedCalls } from './spacedCalls.js';
import { groupItem, keyItem, leafItem, problemItem } from './runsTreeItems.js';

export type RunsElement =
  | { readonly kind: 'group'; readonly group: RunGroup }
  | { readonly kind: 'item'; readonly id: string; item: ListedItem }
  | { readonly kind: 'problem'; readonly message: string; readonly isRefused: boolean }
  | { readonly kind: 'note'; readonly message: string };

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

const PROGRESS_MS = 250;
const AGES_MS = 60_000;
/** A list of this age is good enough for who opens the view again. */
const RECENT_MS = 10_000;
/** A list of this age is read again when the window gets the focus. */
const STALE_MS = 5 * 60_000;

const NEWEST = 'The service lists its newest 100 jobs only.';

/** The view `gavel.runs`: local runs and service jobs in one list. */
export function registerRunsTree(ui: ExtensionUi): RunsTree {
  const model = new RunsTreeModel(ui);
  const view = vscode.window.createTreeView('gavel.runs', { treeDataProvider: model });
  const ages = setInterval(() => {
    if (view.visible) model.redraw();
  }, AGES_MS);
  const readJobs = (maxAgeMs: number): void => {
    if (view.visible) void model.jobs.read(maxAgeMs);
  };
  const listeners = [
    view.onDidChangeVisibility(() => readJobs(RECENT_MS)),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) readJobs(STALE_MS);
    }),
    showSignIn(ui, view),
    ui.onDidChangeAccount(() => {
      model.jobs.forget();
      readJobs(0);
    }),
    ui.onDidChangeRuns((run) => void model.changed(run)),
    ui.baselines.onDidChange((folders) => model.rebased(folders)),
    ui.live.onDidEmit(({ run, event }) => {
      if (event.type === 'progress') model.progressed(run);
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => readJobs(0)),
  ];
  readJobs(0);

  return {
    async refresh() {
      await Promise.all([model.load(), model.jobs.read()]);
    },
    setFilter(text) {
      model.filter = text;
      view.message = text === '' ? '' : (filterFault(parseRunFilter(text)) ?? `Showing: ${text}`);
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
    onDidChange: model.onDidChangeTreeData,
    dispose() {
      clearInterval(ages);
      model.dispose();
      vscode.Disposable.from(view, ...listeners).dispose();
    },
  };
}

/** Holds what is known; an element lives as long as its run does, so that it can be redrawn alone. */
class RunsTreeModel implements vscode.TreeDataProvider<RunsElement> {
  filter = '';
  disposed = false;
  private readonly changes = new vscode.EventEmitter<RunsElement | RunsElement[] | undefined>();
  readonly onDidChangeTreeData = this.changes.event;
  private known = new Map<string, KnownRun>();
  private groups: RunGroups = new Map();
  private readonly elements = new Map<string, RunsElement>();
  private readonly progressing = new Set<string>();
  private readonly lines = spacedCalls(() => this.redrawLines(), PROGRESS_MS);
  private loaded: Promise<void> | undefined;
  private waiting: Promise<void> | undefined;
  private last: Promise<void> = Promise.resolve();
  readonly jobs;

  constructor(private readonly ui: ExtensionUi) {
    this.jobs = createJobList(ui, (before, now) => {
      if (this.loaded) noticeEndedElsewhere(before, now, [...this.known.values()]);
      this.redraw();
    });
  }

  async runs(): Promise<readonly KnownRun[]> {
    await (this.loaded ??= this.load());
    return [...this.known.values()];
  }

  /** Reads every folder; a second call while one still waits is the same reading. */
  load(): Promise<void> {
    this.waiting ??= this.inTurn(() => {
      this.waiting = undefined;
      return this.readFolders();
    });
    return this.waiting;
  }

  /** One reading after the other: a slow early one would bring back an older state. */
  private inTurn(read: () => Promise<void>): Promise<void> {
    this.last = this.last.then(read, read);
    return this.last;
  }

  private async readFolders(): Promise<void> {
    const found = new Map<string, KnownRun>();
    for (const root of this.ui.runsRoots()) {
      try {
        for (const entry of await this.ui.services.runs.list(root)) {
          found.set(entry.run.folder, entry);
        }
      } catch (error) {
        this.ui.report(error);
      }
    }
    if (this.disposed) return;
    this.known = found;
    this.redraw();
  }

  async changed(run: RunRef | undefined): Promise<void> {
    if (!this.loaded) return;
    await (run ? this.inTurn(() => this.readRun(run)) : this.load());
  }

  private async readRun(run: RunRef): Promise<void> {
    const before = this.known.get(run.folder);
    if (!before) return this.readFolders();
    try {
      const manifest = await this.ui.services.runs.read(run);
      if (this.disposed) return;
      this.known.set(run.folder, { run, manifest });
      if (groupOf(before.manifest.status) !== groupOf(manifest.status)) {
        this.redraw();
        return;
      }
      const element = this.elements.get(`run ${run.folder}`);
      if (element?.kind !== 'item') return;
      element.item = { kind: 'run', known: { run, manifest } };
      this.changes.fire(element);
    } catch {
      await this.readFolders(); // the folder is gone
    }
  }

  /** Redraws its line, a few times a second at most, whatever else runs. */
  progressed(run: RunRef): void {
    this.progressing.add(run.folder);
    this.lines.soon();
  }

  private redrawLines(): void {
    const elements = [...this.progressing].map((folder) => this.elements.get(`run ${folder}`));
    this.progressing.clear();
    const known = elements.filter((element) => element !== undefined);
    if (known.length > 0) this.changes.fire(known);
  }

  /** Runs stand to their baseline as they did not before. */
  rebased(folders: readonly string[] | undefined): void {
    if (!this.loaded) return;
    if (!folders) {
      this.changes.fire(undefined);
      return;
    }
    for (const folder of folders) this.progressing.add(folder);
    this.lines.soon();
  }

  redraw(): void {
    this.ui.baselines.update([...this.known.values()]);
    this.regroup();
    this.changes.fire(undefined);
  }

  private regroup(): void {
    const { known } = this.jobs;
    const jobs = known.kind === 'listed' ? known.jobs : [];
    this.groups = groupRuns([...this.known.values()], jobs, this.filter);
  }

  async getChildren(element?: RunsElement): Promise<RunsElement[]> {
    await (this.loaded ??= this.load());
    if (!element) return this.roots();
    if (element.kind !== 'group') return [];
    return (this.groups.get(element.group) ?? []).map((item) => this.elementOf(item));
  }

  private roots(): RunsElement[] {
    const roots: RunsElement[] = [...this.groups.keys()].map((group) => {
      const id = `group ${group}`;
      const element: RunsElement = this.elements.get(id) ?? { kind: 'group', group };
      this.elements.set(id, element);
      return element;
    });
    const { known } = this.jobs;
    if (known.kind === 'error') roots.push({ ...known, kind: 'problem' });
    if (known.kind === 'listed' && known.truncated) roots.push({ kind: 'note', message: NEWEST });
    return roots;
  }

  private elementOf(item: ListedItem): RunsElement {
    const id = itemId(item);
    const known = this.elements.get(id);
    if (known?.kind === 'item') {
      known.item = item;
      return known;
    }
    const element: RunsElement = { kind: 'item', id, item };
    this.elements.set(id, element);
    return element;
  }

  getTreeItem(element: RunsElement): vscode.TreeItem {
    switch (element.kind) {
      case 'group':
        return groupItem(element.group, this.groups.get(element.group)?.length ?? 0);
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
    // The groups are older where the run changed after they were made and before they were drawn.
    const known = this.known.get(item.known.run.folder) ?? item.known;
    const baseline = this.ui.baselines.standing(known);
    return runNode(known.manifest, { now, ...(live && { live }), ...(baseline && { baseline }) });
  }

  dispose(): void {
    this.disposed = true;
    this.jobs.dispose();
    this.lines.dispose();
    this.changes.dispose();
  }
}
