import type { compareProtocol } from '../../../src/shared/compareProtocol.js';
import type { Arrangement, CompareView } from '../../../src/shared/compareProtocol.js';
import type { Handlers } from '../../../src/shared/rpc.js';
import { createComparisonModel } from '../../../src/ui/compare/comparisonModel.js';
import type { ReadNamedRows } from '../../../src/ui/compare/namedRows.js';
import { createSlicedFigures } from '../../../src/core/figures/slicedFigures.js';
import { memoryRows } from '../../unit/core/compare/comparedRuns.js';
import type { MemoryRun } from '../../unit/core/compare/comparedRuns.js';

type P = typeof compareProtocol;

export interface CompareHost {
  readonly handlers: Handlers<P>;
  /** Where its events go; begins to compare. */
  attach(emit: (event: 'changed', value: CompareView) => void): Promise<void>;
  /** What was asked to be opened: `diff judge.system_template`, `run 0`. */
  readonly opened: string[];
  /** A run is written to. */
  outdate(): void;
}

/** The view's host over runs in memory. `fault`: why their rows can't be read. */
export function compareHost(runs: readonly MemoryRun[], fault?: () => void): CompareHost {
  const opened: string[] = [];
  let emit: (event: 'changed', value: CompareView) => void = () => undefined;
  const rows = memoryRows(...runs);
  const find = (folder: string) => {
    const found = runs.find(({ run }) => run.folder === folder);
    return found ? Promise.resolve(found) : Promise.reject(new Error(`There is no run ${folder}.`));
  };
  const store = {
    find: async (folder: string) => (await find(folder)).run,
    read: async ({ folder }: { readonly folder: string }) => (await find(folder)).manifest,
  };
  const figures = createSlicedFigures({
    runs: {
      rows(run, signal) {
        fault?.();
        return rows.rows(run, signal);
      },
    },
    labels: { read: () => Promise.resolve({ records: [], faults: [] }) },
    now: Date.now,
    rest: () => Promise.resolve(),
  });
  const arrangement: Arrangement = {
    runs: runs.map(({ run }) => run.folder),
    focus: 1,
    mapped: [],
  };
  const model = createComparisonModel(arrangement, {
    runs: store,
    figures: () => Promise.resolve(figures),
    readNamed: namedRows(runs),
    pathOf: (uri) => uri,
    changed: (view) => emit('changed', view),
  });
  return {
    opened,
    async attach(to) {
      emit = to;
      await model.arrange(arrangement);
    },
    outdate: () => model.outdated(),
    handlers: {
      open: () => model.view(),
      async arrange(wanted) {
        await model.arrange(wanted);
        return {};
      },
      rows: ({ filters, from, to }) => model.page(filters, from, to),
      position: ({ filters, id }) => ({ position: model.position(filters, id) }),
      row: ({ id }) => model.detail(id),
      showDiff({ field }) {
        opened.push(`diff ${field}`);
        return {};
      },
      openRun({ run }) {
        opened.push(`run ${run}`);
        return {};
      },
    },
  };
}

function namedRows(runs: readonly MemoryRun[]): ReadNamedRows {
  const byRun = new Map(
    runs.map(({ run, rows }) => [
      run.folder,
      new Map(rows.map((stored, index) => [stored.details?.row ?? -(index + 1), stored])),
    ]),
  );
  return ({ run }, names) => {
    const rows = byRun.get(run.folder);
    const found = names.flatMap((name) => {
      const stored = rows?.get(name);
      return stored ? [[name, stored] as const] : [];
    });
    return Promise.resolve(new Map(found));
  };
}
