import type { BaselineStore } from '../baseline/baselines.js';
import type { DatasetFiles } from '../dataset/dataset.js';
import type { DatasetEngine } from '../dataset/openDataset.js';
import type { TextFiles } from '../textFiles.js';
import type { PathGate } from './pathGate.js';

/** Text files, as far as the gate lets them be read. */
export function gatedTexts(texts: TextFiles, gate: PathGate): TextFiles {
  return {
    async read(path) {
      await gate.checkFile(path);
      return texts.read(path);
    },
    // Whether a file is there is told of no other file, either.
    async exists(path) {
      await gate.checkFile(path);
      return texts.exists(path);
    },
    resolve: (file, relative) => texts.resolve(file, relative),
  };
}

/** Datasets, as far as the gate lets them be read. */
export function gatedDatasets(datasets: DatasetFiles, gate: PathGate): DatasetFiles {
  return {
    async describe(path, signal) {
      await gate.checkFile(path);
      return datasets.describe(path, signal);
    },
    async *rows(path, range, signal) {
      await gate.checkFile(path);
      yield* datasets.rows(path, range, signal);
    },
  };
}

export function gatedEngine(engine: DatasetEngine, gate: PathGate): DatasetEngine {
  return {
    async open(path, onNews) {
      await gate.checkFile(path);
      return engine.open(path, onNews);
    },
    dispose: () => engine.dispose(),
  };
}

/** `file`: the baselines of a folder. */
export function gatedBaselines(
  store: BaselineStore,
  gate: PathGate,
  file: (folder: string) => string,
): BaselineStore {
  return {
    async read(folder) {
      await gate.checkFile(file(folder));
      return store.read(folder);
    },
    async pin(folder, spec, runId) {
      await gate.checkFile(file(folder));
      return store.pin(folder, spec, runId);
    },
  };
}
