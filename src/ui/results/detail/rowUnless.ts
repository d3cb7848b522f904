import type { RunManifest } from '../../../core/runs/manifest.js';
import { t } from '../../../l10n/t.js';
import type { RowAction } from '../../../shared/results/detailProtocol.js';

/** Why an action can't be taken on a row of a run, one sentence each; one that is not named can. */
export function rowUnless(
  manifest: RunManifest,
  { id, isTrusted, hasWorkspace }: RowPlace,
): Partial<Record<RowAction, string>> {
  const { spec_path: specPath, dataset, backend } = manifest;
  const noSpec = t('The run was started elsewhere: there is no spec of it here.');
  const noRow = id < 0 ? t('The run does not know which row of the dataset this is.') : undefined;
  const noDataset =
    noRow ?? (dataset.path === undefined ? t('The dataset is on the service alone.') : undefined);
  const noTrust = t('Rendering and asking need trust: this workspace is in Restricted Mode.');
  const noJudge = t('The verdicts were imported: there is no judge to ask.');
  return definite({
    rejudge: backend === 'imported' ? noJudge : isTrusted ? undefined : noTrust,
    openDataset: noDataset,
    preview: specPath === undefined ? noSpec : isTrusted ? noRow : noTrust,
    openSpec: specPath === undefined ? noSpec : undefined,
    copyLink: hasWorkspace ? undefined : t('A link needs a run inside a folder that is open here.'),
  });
}

interface RowPlace {
  /** The row's name: minus its line where its number isn't known. */
  readonly id: number;
  readonly isTrusted: boolean;
  /** The run is inside a folder of the workspace. */
  readonly hasWorkspace: boolean;
}

function definite<K extends string>(
  reasons: Record<K, string | undefined>,
): Partial<Record<K, string>> {
  const known = Object.entries<string | undefined>(reasons).filter(([, reason]) => reason);
  return Object.fromEntries(known) as Partial<Record<K, string>>; // a part of what was given
}
