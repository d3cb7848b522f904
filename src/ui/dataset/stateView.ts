import type { DatasetState, TextEncoding } from '../../core/dataset/openDataset.js';
import { t } from '../../l10n/t.js';
import type { DatasetStateView } from '../../shared/datasetViews.js';

const DELIMITERS: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
};

const encodings = (): Readonly<Record<TextEncoding, string | null>> => ({
  'utf-8': null,
  'utf-16le': 'UTF-16',
  'utf-16be': t('UTF-16 (big-endian)'),
  'windows-1252': t('Windows-1252 (Latin-1)'),
});

/** What the strip above the grid says. `failure`: why the file can't be read any more. */
export function stateView(state: DatasetState, failure: string | null): DatasetStateView {
  const delimiter = state.delimiter === undefined ? undefined : DELIMITERS[state.delimiter];
  const format = state.format.toUpperCase();
  return {
    version: state.version,
    bytes: state.bytes,
    format: delimiter === undefined ? format : `${format}, ${delimiter}`,
    isCsv: state.format === 'csv',
    encoding: encodings()[state.encoding],
    columns: [...state.columns],
    rows: state.rows,
    blankLines: state.blankLines,
    isIndexed: state.isIndexed,
    share: state.isIndexed ? 1 : Math.min(1, state.indexedBytes / Math.max(1, state.bytes)),
    failure,
  };
}
