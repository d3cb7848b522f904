import type { RunManifest } from '../../core/runs/manifest.js';
import type { RunRef } from '../../core/runs/runStore.js';
import { t } from '../../l10n/t.js';
import type { RunGroup } from './runNode.js';
import { groupOf } from './runNode.js';
import type { KnownJobs, KnownRun, ListedItem, RunGroups } from './runsList.js';
import { groupRuns, itemId } from './runsList.js';
import { spacedCalls } from './spacedCalls.js';

export type RunsElement =
  | { readonly kind: 'group'; readonly group: RunGroup }
  | { readonly kind: 'item'; readonly id: string; item: ListedItem }
  | { readonly kind: 'problem'; readonly message: string; readonly isRefused: boolean }
  | { readonly kind: 'note'; readonly message: string };

interface RunsModelPorts {
  /** The runs in all folders of the workspace; says itself what can't be listed. */
  list(): Promise<readonly KnownRun[]>;
  /** Throws where the run is gone. */
  read(run: RunRef): Promise<RunManifest>;
  jobs(): KnownJobs;
  /** Draws these elements again; everything where undefined. */
  draw(elements: RunsElement[] | undefined): void;
  /** These are the runs now, before they are drawn. */
  known(runs: readonly KnownRun[]): void;
}

/** What the tree of runs shows. Nothing is read before somebody looks. */
export interface RunsModel {
  filter: string;
  readonly isLoaded: boolean;
  /** All that is known, read at the first look. */
  runs(): Promise<readonly KnownRun[]>;
  /** As it was read last. */
  knownNow(): readonly KnownRun[];
  /** As it is now, where it changed after the groups were made. */
  current(known: KnownRun): KnownRun;
  /** Reads every folder; a second call while one still waits is the same reading. */
  load(): Promise<void>;
  /** One run changed, or, undefined, any may have come or gone. */
  changed(run: RunRef | undefined): Promise<void>;
  /** More rows of it are done: its line is drawn again, a few times a second at most. */
  progressed(run: RunRef): void;
  /** Runs stand to their baseline as they did not before; undefined: any may. */
  rebased(folders: readonly string[] | undefined): void;
  redraw(): void;
  children(element?: RunsElement): Promise<RunsElement[]>;
  /** How many are in a group. */
  size(group: RunGroup): number;
  /** Elements that are kept, for as long as what they show is there. */
  readonly elementCount: number;
  dispose(): void;
}

const PROGRESS_MS = 250;
const newest = () => t('The service lists its newest 100 jobs only.');

/** An element lives as long as its run does, so that it can be drawn again alone. */
export function createRunsModel(ports: RunsModelPorts): RunsModel {
  let filter = '';
  let known = new Map<string, KnownRun>();
  let groups: RunGroups = new Map();
  const elements = new Map<string, RunsElement>();
  const progressing = new Set<string>();
  const lines = spacedCalls(drawLines, PROGRESS_MS);
  let loaded: Promise<void> | undefined;
  let waiting: Promise<void> | undefined;
  let last: Promise<void> = Promise.resolve();
  let isDisposed = false;

  function load(): Promise<void> {
    waiting ??= inTurn(() => {
      waiting = undefined;
      return readFolders();
    });
    return waiting;
  }

  /** One reading after the other: a slow early one would bring back an older state. */
  function inTurn(read: () => Promise<void>): Promise<void> {
    last = last.then(read, read);
    return last;
  }

  async function readFolders(): Promise<void> {
    const found = await ports.list();
    if (isDisposed) return;
    known = new Map(found.map((entry) => [entry.run.folder, entry]));
    redraw();
  }

  async function readRun(run: RunRef): Promise<void> {
    const before = known.get(run.folder);
    if (!before) return readFolders();
    try {
      const manifest = await ports.read(run);
      if (isDisposed) return;
      known.set(run.folder, { run, manifest });
      if (groupOf(before.manifest.status) !== groupOf(manifest.status)) {
        redraw();
        return;
      }
      const element = elements.get(`run ${run.folder}`);
      if (element?.kind !== 'item') return;
      element.item = { kind: 'run', known: { run, manifest } };
      ports.draw([element]);
    } catch {
      await readFolders(); // the folder is gone
    }
  }

  function drawLines(): void {
    const drawn = [...progressing].map((folder) => elements.get(`run ${folder}`));
    progressing.clear();
    const shown = drawn.filter((element) => element !== undefined);
    if (shown.length > 0) ports.draw(shown);
  }

  function redraw(): void {
    ports.known([...known.values()]);
    regroup();
    ports.draw(undefined);
  }

  function regroup(): void {
    const listed = ports.jobs();
    const jobs = listed.kind === 'listed' ? listed.jobs : [];
    groups = groupRuns([...known.values()], jobs, filter);
    // Of the hidden ones too: the filter may go.
    const there = new Set([
      ...[...known.keys()].map((folder) => `run ${folder}`),
      ...jobs.map(({ workflowId }) => `job ${workflowId}`),
    ]);
    for (const [id, { kind }] of elements) {
      if (kind === 'item' && !there.has(id)) elements.delete(id);
    }
  }

  function roots(): RunsElement[] {
    const shown: RunsElement[] = [...groups.keys()].map((group) => {
      const id = `group ${group}`;
      const element: RunsElement = elements.get(id) ?? { kind: 'group', group };
      elements.set(id, element);
      return element;
    });
    const jobs = ports.jobs();
    if (jobs.kind === 'error') shown.push({ ...jobs, kind: 'problem' });
    if (jobs.kind === 'listed' && jobs.truncated) shown.push({ kind: 'note', message: newest() });
    return shown;
  }

  function elementOf(item: ListedItem): RunsElement {
    const id = itemId(item);
    const before = elements.get(id);
    if (before?.kind === 'item') {
      before.item = item;
      return before;
    }
    const element: RunsElement = { kind: 'item', id, item };
    elements.set(id, element);
    return element;
  }

  return {
    get filter() {
      return filter;
    },
    set filter(text) {
      filter = text;
    },
    get isLoaded() {
      return loaded !== undefined;
    },
    get elementCount() {
      return elements.size;
    },
    async runs() {
      await (loaded ??= load());
      return [...known.values()];
    },
    knownNow: () => [...known.values()],
    current: (entry) => known.get(entry.run.folder) ?? entry,
    load,
    async changed(run) {
      if (!loaded) return;
      await (run ? inTurn(() => readRun(run)) : load());
    },
    progressed(run) {
      progressing.add(run.folder);
      lines.soon();
    },
    rebased(folders) {
      if (!loaded) return;
      if (!folders) {
        ports.draw(undefined);
        return;
      }
      for (const folder of folders) progressing.add(folder);
      lines.soon();
    },
    redraw,
    async children(element) {
      await (loaded ??= load());
      if (!element) return roots();
      if (element.kind !== 'group') return [];
      return (groups.get(element.group) ?? []).map(elementOf);
    },
    size: (group) => groups.get(group)?.length ?? 0,
    dispose() {
      isDisposed = true;
      lines.dispose();
    },
  };
}
