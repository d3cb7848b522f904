const DATASET_NAME = /\.(jsonl|ndjson|csv|tsv)$/i;

export const DATASET_GLOB = '**/*.{jsonl,ndjson,csv,tsv}';

export function isDatasetPath(path: string): boolean {
  return DATASET_NAME.test(path);
}
