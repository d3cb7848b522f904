import type { RunManifest } from '../../core/runs/manifest.js';
import { isFinal } from '../../core/runs/evalBackend.js';
import { plural, t } from '../../l10n/t.js';

interface DeletionFacts {
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
    t(
      "{0}{1} is removed from {2}. This can't be undone.",
      fileId,
      size === undefined ? '' : ` (${size})`,
      from,
    ),
    ...(live.length > 0
      ? [
          plural(
            live.length,
            '{1} is still under way with it and may fail.',
            '{1} are still under way with it and may fail.',
            named(live.map(({ name }) => name)),
          ),
        ]
      : []),
    ...(specs.length > 0
      ? [
          plural(
            specs.length,
            "The eval spec {1} can't run any more until another dataset is named.",
            "The eval specs {1} can't run any more until another dataset is named.",
            named(specs),
          ),
        ]
      : []),
    ...(ended.length > 0
      ? [
          plural(
            ended.length,
            'Used by the run {1}; what is kept of it here stays.',
            'Used by the runs {1}; what is kept of them here stays.',
            named(ended.map(({ name }) => name)),
          ),
        ]
      : []),
  ];
  return lines.join('\n\n');
}

function named(names: readonly string[]): string {
  const unique = [...new Set(names)];
  const shown = unique.slice(0, MOST_NAMES);
  const more = unique.length - shown.length;
  if (more > 0) return t('{0} and {1} more', shown.join(', '), more);
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : t('{0} and {1}', shown.join(', '), last);
}
