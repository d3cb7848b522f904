import type { RunManifest } from '../../core/runs/manifest.js';
import { isFinal } from '../../core/runs/evalBackend.js';

export interface DeletionFacts {
  readonly fileId: string;
  /** Where it is, e.g. `api.together.ai`. */
  readonly from: string;
  /** For people; undefined where it is not known. */
  readonly size: string | undefined;
  /** Names of the specs of the workspace that name it. */
  readonly specs: readonly string[];
  /** The runs of the workspace. */
  readonly runs: readonly RunManifest[];
}

const MOST_NAMES = 5;

/** What a person should know before a file of the service goes. */
export function deletionDetail({ fileId, from, size, specs, runs }: DeletionFacts): string {
  const using = runs.filter(({ spec, file_ids: ids }) => {
    return [spec.dataset, ids?.dataset, ids?.results].includes(fileId);
  });
  const live = using.filter(({ status }) => !isFinal(status));
  const ended = using.filter(({ status }) => isFinal(status));
  const lines = [
    `${fileId}${size === undefined ? '' : ` (${size})`} is removed from ${from}. This can't be undone.`,
    ...(live.length > 0
      ? [
          `${named(live.map(({ name }) => name))} ${live.length === 1 ? 'is' : 'are'} still under way with it and may fail.`,
        ]
      : []),
    ...(specs.length > 0
      ? [
          `${specs.length === 1 ? 'The eval spec' : 'The eval specs'} ${named(specs)} can't run any more until another dataset is named.`,
        ]
      : []),
    ...(ended.length > 0
      ? [
          `Used by ${ended.length === 1 ? 'the run' : 'the runs'} ${named(ended.map(({ name }) => name))}; what is kept of ${ended.length === 1 ? 'it' : 'them'} here stays.`,
        ]
      : []),
  ];
  return lines.join('\n\n');
}

function named(names: readonly string[]): string {
  const unique = [...new Set(names)];
  const shown = unique.slice(0, MOST_NAMES);
  const more = unique.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${more} more`;
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}
