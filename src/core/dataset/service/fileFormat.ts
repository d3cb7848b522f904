import { safeFileName } from '../../fileName.js';
import type { DatasetFormat } from '../dataset.js';
import type { ServiceFile } from './serviceFiles.js';

const ENDINGS: Readonly<Record<string, DatasetFormat | 'parquet'>> = {
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
  '.csv': 'csv',
  '.tsv': 'csv',
  '.parquet': 'parquet',
};

/**
 * What a file of the service holds. Its name says it better than its type: whoever uploads without
 * naming one gets `jsonl`.
 */
export function fileFormat({ name, format }: Pick<ServiceFile, 'name' | 'format'>) {
  return formatOf(name) ?? (format === 'csv' || format === 'parquet' ? format : 'jsonl');
}

/** Its name on this machine; ends so that it is read as what it holds. */
export function localName(file: ServiceFile): string {
  const safe = safeFileName(file.name, safeFileName(file.id, 'file'));
  // A command would take a dash in front for an option.
  const name = safe.startsWith('-') ? `_${safe}` : safe;
  return formatOf(name) === undefined ? `${name}.${fileFormat(file)}` : name;
}

function formatOf(name: string): DatasetFormat | 'parquet' | undefined {
  return ENDINGS[/\.[^./\\]+$/.exec(name.trim())?.[0].toLowerCase() ?? ''];
}
