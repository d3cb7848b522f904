import { plural, t } from '../../l10n/t.js';
import { rowNumbersText } from '../dataset/rows/rowNumbersText.js';
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
          t(
            "The service's figures differ from its rows, and those of the rows are shown: {0}.",
            differences.join('; '),
          ),
        ]),
    ...(unknown && unknown.length > 0
      ? [
          manifest.imported_from
            ? t(
                'These verdicts were imported: what led to them is not known ({0}).',
                unknown.join(', '),
              )
            : t(
                "The service does not tell all of this job's spec; what is missing: {0}.",
                unknown.join(', '),
              ),
        ]
      : []),
    ...(manifest.cache_fault === undefined ? [] : [manifest.cache_fault]),
  ];
}

function shardWarnings({ merged, shard }: Pick<RunManifest, 'merged' | 'shard'>): string[] {
  if (shard) {
    const { number, of } = shard;
    return [
      t(
        'This is part {0} of {1} of a run, held against no gate; gavel merge makes one run of all parts.',
        number,
        of,
      ),
    ];
  }
  const missing = merged?.missing_rows ?? [];
  if (missing.length === 0) return [];
  const shards = merged?.missing_shards ?? [];
  const list = shortRows(missing);
  if (shards.length === 0) {
    return [
      plural(
        missing.length,
        '{0} row of the whole is missing from this merged run: {1}.',
        '{0} rows of the whole are missing from this merged run: {1}.',
        list,
      ),
    ];
  }
  return [
    plural(
      missing.length,
      '{0} row of the whole is missing from this merged run, those of {1} among them: {2}.',
      '{0} rows of the whole are missing from this merged run, those of {1} among them: {2}.',
      shardsText(shards),
      list,
    ),
  ];
}

function shardsText(shards: readonly number[]): string {
  return plural(shards.length, 'shard {1}', 'shards {1}', shards.join(', '));
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
      t(
        'No result row fits a row of the dataset, so rows are shown as the service has them, in its order: was the dataset another one?',
      ),
    ];
  }
  return [
    ...(lost === 0
      ? []
      : [
          plural(
            lost,
            "{0} row of the dataset is not in the service's result file and counts as a judge error.",
            "{0} rows of the dataset are not in the service's result file and count as judge errors.",
          ),
        ]),
    ...(strange === 0
      ? []
      : [
          plural(
            strange,
            "{0} row of the service's result file fits no row of the dataset and comes last, numbered by its place in the file.",
            "{0} rows of the service's result file fit no row of the dataset and come last, numbered by their place in the file.",
          ),
        ]),
  ];
}
