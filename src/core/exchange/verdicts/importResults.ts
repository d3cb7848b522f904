import { t } from '../../../l10n/t.js';
import type { DatasetFiles, DatasetInfo } from '../../dataset/dataset.js';
import { addToTally, emptyTally, serviceResults } from '../../judging/accounting.js';
import type { RunManifest } from '../../runs/manifest.js';
import { slugOf } from '../../runs/planRun.js';
import { relativePath } from '../../runs/relativePath.js';
import type { RowDetails, StoredRow } from '../../runs/resultRow.js';
import type { RunRef, RunStore } from '../../runs/runStore.js';
import { collectStatistics } from '../../stats/runStatistics.js';
import { UserError } from '../../userError.js';
import { columnValues } from './columnValues.js';
import { guessMap } from './guessMap.js';
import { importedRow } from './importedRow.js';
import type { ImportOptions } from './importOptions.js';
import { planImport, verdictColumn, type ImportPlan } from './planImport.js';

interface ImportPorts {
  readonly datasets: DatasetFiles;
  readonly runs: RunStore;
}

/** A file of verdicts, gone through once, and how it will be read. */
export interface PlannedImport {
  readonly info: DatasetInfo;
  readonly plan: ImportPlan;
}

/**
 * Looks at a CSV or JSON Lines file (absolute path); writes nothing. Throws `UserError`: `dataset` for
 * a file that can't be read, `usage` where its columns and values leave open how to read them.
 */
export async function planImportOf(
  path: string,
  options: ImportOptions,
  { datasets, signal }: { readonly datasets: DatasetFiles; readonly signal: AbortSignal },
): Promise<PlannedImport> {
  const name = path.split(/[\\/]/).at(-1) ?? path;
  const info = await datasets.describe(path, signal);
  if (info.rows === 0) {
    throw new UserError('dataset', t('{0} holds no row; a run needs a verdict at least.', name));
  }
  const map = guessMap(info.columns, options.map, options.type);
  const verdict = verdictColumn(map, info.columns);
  const values = await columnValues(datasets.rows(path, undefined, signal), verdict);
  const source = { name, columns: info.columns, values };
  return { info, plan: planImport(options, map, source) };
}

interface ImportTarget {
  /** Folder in which the run's folder is made, absolute. */
  readonly runsRoot: string;
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly toolVersion: string;
}

/**
 * Makes a run folder of a file of verdicts, in constant memory: every row of the file is a row of the
 * run. Nothing is left behind when it fails or is stopped. Throws `UserError`, and the signal's reason.
 */
export async function importResults(
  planned: PlannedImport,
  target: ImportTarget,
  { datasets, runs, signal }: ImportPorts & { readonly signal: AbortSignal },
): Promise<RunRef> {
  const { info, plan } = planned;
  const run = await runs.create(target.runsRoot, manifestOf(planned, target));
  try {
    const statistics = collectStatistics(plan.spec);
    let tally = emptyTally();
    const failures: Partial<Record<NonNullable<RowError['cause']>, number>> = {};
    const rows = async function* (): AsyncGenerator<StoredRow> {
      for await (const row of datasets.rows(info.path, undefined, signal)) {
        signal.throwIfAborted();
        const imported = importedRow(row, plan);
        statistics.add(imported);
        tally = addToTally(tally, imported.result, plan.spec);
        for (const { cause } of imported.details?.errors ?? []) {
          if (cause) failures[cause] = (failures[cause] ?? 0) + 1;
        }
        yield imported;
      }
    };
    await runs.replaceRows(run, rows());
    if (tally.rows !== info.rows) {
      throw new UserError(
        'dataset',
        t('{0} changed while it was read; import it again.', info.path),
      );
    }
    await runs.update(run, (manifest) => ({
      ...manifest,
      status: 'completed',
      reason: undefined,
      progress: { done: tally.rows, total: tally.rows },
      results: serviceResults(plan.spec, tally),
      statistics: statistics.current(),
      ...(Object.keys(failures).length > 0 && { failures }),
    }));
    return run;
  } catch (error) {
    await runs.remove(run).catch(() => undefined);
    throw error;
  }
}

type RowError = NonNullable<RowDetails['errors']>[number];

/** As it stays if this process dies on the way: nothing that anyone would go on with. */
function manifestOf({ info, plan }: PlannedImport, target: ImportTarget): RunManifest {
  const { spec, map, unknown, guesses } = plan;
  const { id, createdAt, toolVersion, runsRoot } = target;
  const name = spec.name ?? 'imported';
  // The run's folder lies in `runsRoot`, so paths from any folder in there are the same.
  const file = relativePath(`${runsRoot}/run`, info.path);
  return {
    gavel_run: 1,
    id,
    slug: slugOf(name),
    name,
    type: spec.type,
    backend: 'imported',
    status: 'failed',
    reason: t('The import did not come to its end; import the file again.'),
    imported_at: createdAt,
    imported_from: {
      file,
      sha256: info.sha256,
      map: { ...map },
      ...(guesses.length > 0 && { guesses: [...guesses] }),
    },
    unknown_parameters: [...unknown],
    demo: false,
    spec,
    dataset: {
      path: file,
      sha256: info.sha256,
      format: info.format,
      rows: info.rows,
      columns: [...info.columns],
    },
    templates: {},
    models: { judge: { model: spec.judge.model, model_source: 'external' }, ...plan.models },
    created_at: createdAt,
    progress: { done: 0, total: info.rows },
    tool_version: toolVersion,
  };
}
