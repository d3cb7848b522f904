import type { DatasetInfo } from '../../../../src/core/dataset/dataset.js';
import type { SpecPorts } from '../../../../src/core/spec/problems/inspectSpec.js';
import { UserError } from '../../../../src/core/userError.js';

/** A dataset of two columns and four rows, but for what is given. */
export function datasetInfo(given: Partial<DatasetInfo> = {}): DatasetInfo {
  return {
    path: '/w/data.jsonl',
    format: 'jsonl',
    bytes: 100,
    rows: 4,
    columns: ['question', 'answer'],
    sha256: '00',
    problems: [],
    problemCount: 0,
    ...given,
  };
}

/** Files by absolute path: texts, and datasets by their description. */
export function memoryPorts(
  files: Readonly<Record<string, string>>,
  datasets: Readonly<Record<string, DatasetInfo>> = {},
): SpecPorts {
  return {
    texts: {
      read(path) {
        const text = files[path];
        if (text !== undefined) return Promise.resolve(text);
        return Promise.reject(new UserError('not_found', `${path} is not there.`));
      },
      exists: (path) => Promise.resolve(path in files || path in datasets),
      resolve: (file, relative) => `${file.slice(0, file.lastIndexOf('/'))}/${relative}`,
    },
    datasets: {
      describe(path, signal) {
        signal?.throwIfAborted();
        const info = datasets[path];
        if (info) return Promise.resolve(info);
        return Promise.reject(new UserError('dataset', `${path} is not there.`));
      },
      rows() {
        throw new Error('Planning reads no rows.');
      },
    },
  };
}
