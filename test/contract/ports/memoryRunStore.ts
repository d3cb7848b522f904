import type { RunManifest } from '../../../src/core/runs/manifest.js';
import { resultLine, type StoredRow } from '../../../src/core/runs/resultRow.js';
import type { RunRef, RunStore } from '../../../src/core/runs/runStore.js';
import { UserError } from '../../../src/core/userError.js';

interface MemoryRun {
  readonly ref: RunRef;
  readonly root: string;
  manifest: RunManifest;
  rows: StoredRow[];
}

/** Runs in memory, for tests that are not about files. */
export function createMemoryRunStore(): RunStore {
  const kept = new Map<string, MemoryRun>();

  const entry = ({ folder }: RunRef): MemoryRun => {
    const found = kept.get(folder);
    if (!found) throw new UserError('not_found', `There is no run in ${folder}.`);
    return found;
  };
  const pathOf = ({ ref, manifest }: MemoryRun) => `${ref.folder}/${manifest.slug}.evalrun.json`;

  return {
    create: (root, manifest) =>
      attempt(() => {
        const time = manifest.created_at.replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
        const folder = `${root}/${time}-${manifest.slug}-${manifest.id}`;
        if (kept.has(folder)) throw new UserError('storage', `${folder} exists already.`);
        const ref = { id: manifest.id, folder };
        kept.set(folder, { ref, root, manifest: structuredClone(manifest), rows: [] });
        return ref;
      }),
    read: (run) => attempt(() => structuredClone(entry(run).manifest)),
    update: (run, change) =>
      attempt(() => {
        const found = entry(run);
        found.manifest = structuredClone(change(structuredClone(found.manifest)));
        return structuredClone(found.manifest);
      }),
    append: async (run, rows, confirm) => {
      await confirm?.();
      entry(run).rows.push(...structuredClone(rows));
    },
    replaceRows: async (run, rows, confirm) => {
      await confirm?.();
      const all: StoredRow[] = [];
      for await (const row of rows) all.push(structuredClone(row));
      entry(run).rows = all;
    },
    sortRows: async (run, confirm) => {
      await confirm?.();
      const rowOf = ({ details }: StoredRow) => details?.row ?? Infinity;
      entry(run).rows.sort((a, b) => (rowOf(a) === rowOf(b) ? 0 : rowOf(a) - rowOf(b)));
    },
    dropRows: (run, isUnwanted) =>
      attempt(() => {
        const found = entry(run);
        const before = found.rows.length;
        found.rows = found.rows.filter(({ details }) => !details || !isUnwanted(details));
        return before - found.rows.length;
      }),
    // A snapshot: rows that come meanwhile are for the next reader.
    async *rows(run) {
      yield* await attempt(() => structuredClone(entry(run).rows));
    },
    async *resultBytes(run) {
      const lines = await attempt(() => entry(run).rows.map((row) => `${resultLine(row)}\n`));
      yield new TextEncoder().encode(lines.join(''));
    },
    find: (runOrId, roots) =>
      attempt(() => {
        for (const each of kept.values()) {
          const isNamed = each.ref.folder === runOrId || pathOf(each) === runOrId;
          if (isNamed || (roots.includes(each.root) && each.ref.id === runOrId)) return each.ref;
        }
        throw new UserError('not_found', `There is no run "${runOrId}".`);
      }),
    list: (root) =>
      attempt(() =>
        [...kept.values()]
          .filter((each) => each.root === root)
          .map(({ ref, manifest }) => ({ run: ref, manifest: structuredClone(manifest) }))
          .sort((a, b) => b.manifest.created_at.localeCompare(a.manifest.created_at)),
      ),
    manifestPath: (run) => attempt(() => pathOf(entry(run))),
    remove: (run) => attempt(() => void kept.delete(entry(run).ref.folder)),
  };
}

function attempt<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => resolve(work()));
}
