import * as vscode from 'vscode';
import type { BaselineDelta } from '../../core/baseline/baselineDelta.js';
import type { GavelServices } from '../../core/services.js';
import type { KnownRun } from '../runs/runsList.js';
import type { BaselineModel } from './baselineModel.js';

/** How a run stands to the baseline of its spec. */
export type BaselineStanding =
  | { readonly kind: 'baseline' }
  | { readonly kind: 'compared'; readonly baseline: KnownRun; readonly delta: BaselineDelta };

/** The pinned baselines of the workspace, and how runs stand to them. */
export interface Baselines {
  /** The runs that there are now. Without a pinned baseline nothing is read for them. */
  update(runs: readonly KnownRun[]): void;
  /**
   * What is known now; what is not is found out in the background, and told when it is. `baseline`: the
   * run that is pinned, for who knows it.
   */
  standing(known: KnownRun, baseline?: KnownRun): BaselineStanding | undefined;
  /** The same, once it is known; the runs that there are need not have been told. */
  find(known: KnownRun): Promise<BaselineStanding | undefined>;
  /** Id of the run that is pinned for the spec of this one. */
  pinnedFor(known: KnownRun): Promise<string | undefined>;
  /** Pins a run, or lets go of it. Throws `UserError`. */
  pin(known: KnownRun, change: 'pin' | 'unpin'): Promise<void>;
  /** Folders of runs whose standing changed; undefined: any may have. */
  readonly onDidChange: vscode.Event<readonly string[] | undefined>;
  dispose(): void;
}

export interface BaselinesOptions {
  services(): GavelServices;
  runsRoots(): readonly string[];
  /** Of the workspace: what was compared once. */
  readonly storage: vscode.Memento;
  failed(error: unknown): void;
  /** What a person has to mend. */
  report(error: unknown): void;
}

/** Below each folder of the workspace. */
const BASELINES_PATH = '.gavel/baselines.json';

/** Its work is loaded once a baseline is pinned, or asked for. */
export function createBaselines(options: BaselinesOptions): Baselines {
  const changed = new vscode.EventEmitter<readonly string[] | undefined>();
  let runs: readonly KnownRun[] = [];
  let model: BaselineModel | undefined;
  let loading: Promise<BaselineModel> | undefined;
  let isLookedFor = false;
  let watcher: vscode.Disposable | undefined;

  const load = (): Promise<BaselineModel> =>
    (loading ??= import('./baselineModel.js').then(async ({ createBaselineModel }) => {
      const made = createBaselineModel(options, (folders) => changed.fire(folders));
      await made.readPins();
      made.update(runs);
      model = made;
      changed.fire(undefined);
      return made;
    }));

  /** Whether there is anything to load: once, and whenever the file comes or changes. */
  const look = async (): Promise<void> => {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const files = folders.map(({ uri }) => vscode.Uri.joinPath(uri, BASELINES_PATH));
    const found = await Promise.all(files.map(isThere));
    if (found.includes(true)) await load();
  };

  function watch(): vscode.Disposable {
    const watching = vscode.workspace.createFileSystemWatcher(`**/${BASELINES_PATH}`);
    const again = (): void => {
      const reading = model ? model.readPins() : look();
      reading.catch(options.failed);
    };
    return vscode.Disposable.from(
      watching,
      watching.onDidChange(again),
      watching.onDidCreate(again),
      watching.onDidDelete(again),
    );
  }

  return {
    update(now) {
      runs = now;
      model?.update(now);
      if (isLookedFor || now.length === 0) return;
      isLookedFor = true;
      watcher = watch();
      look().catch(options.failed);
    },
    standing: (known, baseline) => model?.standing(known, baseline),
    find: async (known) => (await load()).find(known),
    pinnedFor: async (known) => (await load()).pinnedFor(known),
    pin: async (known, change) => (await load()).pin(known, change),
    onDidChange: changed.event,
    dispose() {
      model?.dispose();
      watcher?.dispose();
      changed.dispose();
    },
  };
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
