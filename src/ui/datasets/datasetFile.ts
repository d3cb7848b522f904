import { t } from '../../l10n/t.js';

const DATASET_NAME = /\.(jsonl|ndjson|csv|tsv)$/i;

export const DATASET_GLOB = '**/*.{jsonl,ndjson,csv,tsv}';

export function isDatasetPath(path: string): boolean {
  return DATASET_NAME.test(path);
}

/** Asks for one from anywhere. */
export const datasetDialog = () => ({
  title: t('Which dataset?'),
  filters: { [t('Datasets')]: ['jsonl', 'ndjson', 'csv', 'tsv'] },
});
