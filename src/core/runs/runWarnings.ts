import { rowNumbersText } from '../dataset/rowNumbersText.js';
import { grouped } from '../stats/figures.js';
import type { RunManifest } from './manifest.js';

/** What is to be known of a run before its figures are believed, one sentence each. */
export function runWarnings(
  manifest: Pick<
    RunManifest,
    | 'join'
    | 'aggregate_differences'
    | 'unknown_parameters'
    | 'type'
    | 'cache_fault'
    | 'imported_from'
    | 'merged'
    | 'shard'
  >,
): string[] {
  const { join, aggregate_differences: differences = [], unknown_parameters: unknown } = manifest;
  return [
    ...shardWarnings(manifest),
    ...(join ? joinWarnings(join) : []),
    ...(differences.length === 0
      ? []
      : [
          `The service's figures differ from its rows, and those of the rows are shown: ${differences.join('; ')}.`,
        ]),
    ...(unknown && unknown.length > 0
      ? [
          manifest.imported_from
            ? `These verdicts were imported: what led to them is not known (${unknown.join(', ')}).`
            : `The service does not tell all of this job's spec; what is missing: ${unknown.join(', ')}.`,
        ]
      : []),
    ...(manifest.cache_fault === undefined ? [] : [manifest.cache_fault]),
  ];
}

function shardWarnings({ merged, shard }: Pick<RunManifest, 'merged' | 'shard'>): string[] {
  if (shard) {
    const { number, of } = shard;
    return [
      `This is part ${number} of ${of} of a run, held against no gate; gavel merge makes one run of all parts.`,
    ];
  }
  const missing = merged?.missing_rows ?? [];
  if (missing.length === 0) return [];
  const shards = merged?.missing_shards ?? [];
  const where = shards.length === 0 ? '' : `, those of ${shardsText(shards)} among them`;
  return [
    `${rows(missing.length)} of the whole ${missing.length === 1 ? 'is' : 'are'} missing from this merged run${where}: ${shortRows(missing)}.`,
  ];
}

function shardsText(shards: readonly number[]): string {
  return `${shards.length === 1 ? 'shard' : 'shards'} ${shards.join(', ')}`;
}

/** A report has other things to say than a thousand numbers. */
function shortRows(numbers: readonly number[]): string {
  const most = 50;
  const text = rowNumbersText(numbers.slice(0, most)).replaceAll(',', ', ');
  return numbers.length > most ? `${text} …` : text;
}

function joinWarnings(join: NonNullable<RunManifest['join']>): string[] {
  const { joined, without_result: lost, without_row: strange } = join;
  if (joined === 0 && strange > 0) {
    return [
      `No result row fits a row of the dataset, so rows are shown as the service has them, in its order: was the dataset another one?`,
    ];
  }
  return [
    ...(lost === 0
      ? []
      : [
          `${rows(lost)} of the dataset ${lost === 1 ? 'is' : 'are'} not in the service's result file and ${lost === 1 ? 'counts as a judge error' : 'count as judge errors'}.`,
        ]),
    ...(strange === 0
      ? []
      : [
          `${rows(strange)} of the service's result file ${strange === 1 ? 'fits' : 'fit'} no row of the dataset and ${strange === 1 ? 'comes' : 'come'} last, numbered by ${strange === 1 ? 'its' : 'their'} place in the file.`,
        ]),
  ];
}

function rows(count: number): string {
  return count === 1 ? '1 row' : `${grouped(count)} rows`;
}
