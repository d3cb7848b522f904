import { basename, resolve } from 'node:path';
import type { DatasetFiles, DatasetRow } from '../../core/dataset/dataset.js';
import type { RunManifest } from '../../core/runs/manifest.js';
import type { RunRef, RunStore } from '../../core/runs/runStore.js';
import { UserError } from '../../core/userError.js';
import type { RunAccount } from '../../core/runs/runAccount.js';
import { t } from '../../l10n/t.js';

interface RowsOfRun {
  readonly run: RunRef;
  readonly manifest: RunManifest;
  readonly runs: RunStore;
  readonly datasets: DatasetFiles;
}

/** Takes the rows of an earlier watch into the account. */
export async function readDone(
  { run, runs }: RowsOfRun,
  account: RunAccount,
  signal: AbortSignal,
): Promise<void> {
  for await (const row of runs.rows(run, signal)) {
    if (!row.details) {
      const message = t(
        "details.jsonl in {0} doesn't say which rows are done; restore it, or run the spec again.",
        run.folder,
      );
      throw new UserError('storage', message);
    }
    account.add(row);
  }
}

/** A run is about one state of the data: rows of two states would not add up. */
export async function checkDataset(
  { run, manifest, datasets }: RowsOfRun,
  signal: AbortSignal,
): Promise<void> {
  const path = datasetPath(run, manifest);
  const { sha256 } = await datasets.describe(path, signal).catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    // A run is found from anywhere, its dataset by the way from the run's folder.
    const way = t('put it back there and resume, or run the spec again');
    const message = t("The dataset of this run can't be read at {0}; {1}.", path, way);
    throw new UserError('dataset', message, { cause: error });
  });
  if (manifest.dataset.sha256 === undefined || sha256 === manifest.dataset.sha256) return;
  const message = t(
    '{0} has changed since this run was launched; put the old version back and resume, or run the spec again on the new one.',
    basename(path),
  );
  throw new UserError('dataset', message);
}

/** The rows that have not ended yet, in their order. */
export async function* rowsToDo(
  { run, manifest, datasets }: RowsOfRun,
  account: RunAccount,
  signal: AbortSignal,
): AsyncGenerator<DatasetRow, void> {
  const selected = manifest.selected_rows && new Set(manifest.selected_rows);
  const last = manifest.selected_rows?.at(-1);
  if (selected && last === undefined) return;
  const range = last === undefined ? undefined : { from: 1, to: last };
  const { sha256 } = manifest.dataset;
  for await (const row of datasets.rows(datasetPath(run, manifest), range, signal, sha256)) {
    if (account.has(row.row) || selected?.has(row.row) === false) continue;
    yield row;
  }
}

function datasetPath(run: RunRef, { dataset }: RunManifest): string {
  if (dataset.path !== undefined) return resolve(run.folder, dataset.path);
  throw new UserError('dataset', t('This run names no dataset file; run the spec again.'));
}
