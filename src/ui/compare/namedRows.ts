import type { ComparedRun } from '../../core/compare/comparison.js';
import type { OpenRows, RowsReader } from '../../core/rows/openRows.js';
import type { StoredRow } from '../../core/runs/resultRow.js';

/** Reads rows by their names (`ComparedRow.name`); those that are not there are left out. */
export type ReadNamedRows = (
  run: ComparedRun,
  names: readonly number[],
  signal: AbortSignal,
) => Promise<ReadonlyMap<number, StoredRow>>;

/** Opens runs as rows of them are wanted, each once; `dispose` closes them. */
export function openNamedRows(reader: () => Promise<RowsReader>): {
  readonly read: ReadNamedRows;
  dispose(): void;
} {
  const open = new Map<string, Promise<OpenRows>>();
  const rowsOf = ({ run, manifest }: ComparedRun): Promise<OpenRows> => {
    const known = open.get(run.folder);
    if (known) return known;
    const opening = reader().then((ready) => ready.open(run, manifest.spec));
    open.set(run.folder, opening);
    // A failure is forgotten, so that the next reading tries again.
    opening.catch(() => open.delete(run.folder));
    return opening;
  };
  return {
    async read(run, names, signal) {
      if (names.length === 0) return new Map();
      const rows = await rowsOf(run);
      const found = await Promise.all(names.map((name) => rows.row(name, signal)));
      return new Map(
        found.flatMap((placed, index) => {
          const name = names[index];
          return placed && name !== undefined ? [[name, placed.stored] as const] : [];
        }),
      );
    },
    dispose() {
      for (const opening of open.values()) {
        opening.then(
          (rows) => rows.close(),
          () => undefined,
        );
      }
      open.clear();
    },
  };
}
