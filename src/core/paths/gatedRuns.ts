import type { RunFigures } from '../figures/runFigures.js';
import type { LabelStore } from '../labels/labelStore.js';
import type { RowsReader } from '../rows/openRows.js';
import type { RunStore } from '../runs/runStore.js';
import type { PathGate } from './pathGate.js';

/** As `node:path` has them. */
interface PathParts {
  dirname(path: string): string;
  isAbsolute(path: string): boolean;
}

/**
 * Runs, as far as the gate lets their folders be read and written. A folder that is a link is removed
 * as the link that it is.
 */
export function gatedRuns(runs: RunStore, gate: PathGate, parts: PathParts): RunStore {
  return {
    async create(root, manifest) {
      await gate.check(root);
      return runs.create(root, manifest);
    },
    async read(run) {
      await gate.checkRun(run.folder);
      return runs.read(run);
    },
    async update(run, change) {
      await gate.checkRun(run.folder);
      return runs.update(run, change);
    },
    async append(run, rows, confirm) {
      if (rows.length > 0) await gate.checkRun(run.folder);
      return runs.append(run, rows, confirm);
    },
    async replaceRows(run, rows, confirm) {
      await gate.checkRun(run.folder);
      return runs.replaceRows(run, rows, confirm);
    },
    async sortRows(run, confirm) {
      await gate.checkRun(run.folder);
      return runs.sortRows(run, confirm);
    },
    async dropRows(run, isUnwanted) {
      await gate.checkRun(run.folder);
      return runs.dropRows(run, isUnwanted);
    },
    async *rows(run, signal) {
      await gate.checkRun(run.folder);
      yield* runs.rows(run, signal);
    },
    async *resultBytes(run, signal) {
      await gate.checkRun(run.folder);
      yield* runs.resultBytes(run, signal);
    },
    async find(runOrId, roots) {
      if (parts.isAbsolute(runOrId)) await gate.check(runOrId);
      for (const root of roots) await gate.check(root);
      const run = await runs.find(runOrId, roots);
      await gate.checkRun(run.folder);
      return run;
    },
    async list(root) {
      await gate.check(root);
      return runs.list(root);
    },
    manifestPath: (run) => runs.manifestPath(run),
    async remove(run) {
      await gate.check(parts.dirname(run.folder));
      return runs.remove(run);
    },
  };
}

export function gatedLabels(labels: LabelStore, gate: PathGate): LabelStore {
  return {
    async read(run) {
      await gate.checkRun(run.folder);
      return labels.read(run);
    },
    async append(run, record) {
      await gate.checkRun(run.folder);
      return labels.append(run, record);
    },
  };
}

export function gatedRows(reader: RowsReader, gate: PathGate): RowsReader {
  return {
    async open(run, spec) {
      await gate.checkRun(run.folder);
      return reader.open(run, spec);
    },
    dispose: () => reader.dispose(),
  };
}

export function gatedFigures(figures: RunFigures, gate: PathGate): RunFigures {
  return {
    async compare(baseline, others, options) {
      for (const { run } of [baseline, ...others]) await gate.checkRun(run.folder);
      return figures.compare(baseline, others, options);
    },
    async countWins(run, signal) {
      await gate.checkRun(run.run.folder);
      return figures.countWins(run, signal);
    },
    async readJudge(run, manifest, options) {
      await gate.checkRun(run.folder);
      return figures.readJudge(run, manifest, options);
    },
    dispose: () => figures.dispose(),
  };
}
