import { relative, resolve, sep } from 'node:path';
import * as vscode from 'vscode';
import { isComparable, pairKey } from '../../core/baseline/baselineOf.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import type { KnownRun } from '../runs/runsList.js';
import type { BaselinesOptions, BaselineStanding } from './baselines.js';
import { createDeltaCache } from './deltaCache.js';
import { fileUri } from '../fileUri.js';

export interface BaselineModel {
  readPins(): Promise<void>;
  update(runs: readonly KnownRun[]): void;
  standing(known: KnownRun, baseline?: KnownRun): BaselineStanding | undefined;
  find(known: KnownRun): Promise<BaselineStanding | undefined>;
  pinnedFor(known: KnownRun): Promise<string | undefined>;
  pin(known: KnownRun, change: 'pin' | 'unpin'): Promise<void>;
  dispose(): void;
}

/** A spec as the file of baselines names it. */
interface SpecPlace {
  /** Of the workspace folder, absolute. */
  readonly folder: string;
  readonly path: string;
}

/** See `Baselines`. `changed`: folders of the runs whose standing is another now. */
export function createBaselineModel(
  options: BaselinesOptions,
  changed: (folders: readonly string[] | undefined) => void,
): BaselineModel {
  const { services } = options;
  let byId = new Map<string, KnownRun>();
  /** Workspace folder, and below it path of a spec → id of a run. */
  let pins = new Map<string, ReadonlyMap<string, string>>();
  const told = new Set<string>();
  const deltas = createDeltaCache({
    storage: options.storage,
    failed: options.failed,
    async compare(baseline, run, signal) {
      const { baselineDelta } = await import('../../core/baseline/baselineDelta.js');
      const figures = await services().runFigures();
      const [entry] = await figures.compare(baseline, [run], { signal });
      if (!entry) throw new Error(t('One run was compared.'));
      return baselineDelta(entry.comparison);
    },
    done: (run) => changed([run.run.folder]),
  });

  async function readPins(): Promise<void> {
    const store = await services().baselines();
    const read = new Map<string, ReadonlyMap<string, string>>();
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
      try {
        read.set(uri.fsPath, await store.read(uri.fsPath));
      } catch (error) {
        // Said once: the file is read again at each of its changes.
        if (!told.has(String(error))) options.report(error);
        told.add(String(error));
      }
    }
    pins = read;
    changed(undefined);
  }

  function pinned(known: KnownRun): string | undefined {
    if (pins.size === 0) return undefined;
    const place = placeOf(known);
    return place && pins.get(place.folder)?.get(place.path);
  }

  function pairOf(known: KnownRun, baseline: KnownRun | undefined) {
    if (!baseline || known.manifest.dry_run === true) return undefined;
    if (!isComparable(known.manifest) || !isComparable(baseline.manifest)) return undefined;
    return { baseline, run: known, key: pairKey(baseline.manifest, known.manifest) };
  }

  return {
    readPins,
    update: (runs) => void (byId = new Map(runs.map((known) => [known.manifest.id, known]))),
    standing(known, baseline) {
      const id = pinned(known);
      if (id === undefined) return undefined;
      if (id === known.manifest.id) return { kind: 'baseline' };
      const pair = pairOf(known, baseline ?? byId.get(id));
      const delta = pair && deltas.now(pair);
      return delta && { kind: 'compared', baseline: pair.baseline, delta };
    },
    async find(known) {
      const id = pinned(known);
      if (id === undefined) return undefined;
      if (id === known.manifest.id) return { kind: 'baseline' };
      const pair = pairOf(known, byId.get(id) ?? (await findRun(id, options)));
      const delta = pair && (await deltas.get(pair));
      return delta && { kind: 'compared', baseline: pair.baseline, delta };
    },
    pinnedFor: (known) => Promise.resolve(pinned(known)),
    async pin(known, change) {
      const place = placeOf(known);
      if (!place) {
        const message = t(
          'A baseline is kept beside its spec: open the folder that holds the spec of {0} first.',
          known.manifest.name,
        );
        throw new UserError('usage', message);
      }
      const store = await services().baselines();
      const id = change === 'pin' ? known.manifest.id : undefined;
      await store.pin(place.folder, place.path, id);
      await readPins();
    },
    dispose: () => deltas.dispose(),
  };
}

/** Undefined for a run without a spec, and for a spec outside of the workspace. */
function placeOf({ run, manifest }: KnownRun): SpecPlace | undefined {
  if (manifest.spec_path === undefined) return undefined;
  const spec = resolve(run.folder, manifest.spec_path);
  const folder = vscode.workspace.getWorkspaceFolder(fileUri(spec));
  if (!folder) return undefined;
  const path = relative(folder.uri.fsPath, spec).split(sep).join('/');
  return { folder: folder.uri.fsPath, path };
}

/** A run whose id is pinned; one that is gone is no baseline. */
async function findRun(id: string, options: BaselinesOptions): Promise<KnownRun | undefined> {
  const { runs } = options.services();
  try {
    const run = await runs.find(id, options.runsRoots());
    return { run, manifest: await runs.read(run) };
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
