import { resolve } from 'node:path';
import type { AllowRows } from '../../core/allowRows.js';
import type { DatasetFiles, DatasetRow } from '../../core/dataset/dataset.js';
import { judgeAgain } from '../../core/judging/judgeAgain.js';
import { isJudgedRow, keptDatasetRow } from '../../core/judging/judgedDatasetRow.js';
import type { DialectStore } from '../../core/judging/dialect.js';
import type { Rejudgement } from '../../core/judging/rejudgement.js';
import type { Keys } from '../../core/keys.js';
import { EDITOR_MODEL, type EditorModels } from '../../core/models/editorModels.js';
import { shortcutProvider } from '../../core/models/providerBases.js';
import { findRow, type FoundRow } from '../../core/runs/findRow.js';
import { drivenBackend } from '../../core/runs/drivenBackend.js';
import type { RunManifest } from '../../core/runs/manifest.js';
import { runCost } from '../../core/runs/runCost.js';
import type { RunRef, RunStore } from '../../core/runs/runStore.js';
import type { BackendName, ResolvedSpec } from '../../core/spec/evalSpec.js';
import { usedColumns } from '../../core/spec/usedColumns.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { steadyClock, systemClock, type Clock } from '../http/clock.js';
import { createChatClient } from './chatClient.js';
import { createEditorChats } from './editorChat.js';
import { chooseChat, gatedChat, limitsOf } from './runLimits.js';

export interface RejudgeOptions {
  readonly runs: RunStore;
  readonly datasets: DatasetFiles;
  readonly keys: Keys;
  /** See `ChatClientOptions`. */
  readonly allowRows?: AllowRows;
  /** Where serverless and dedicated models are asked; for a run of the embedded service, its own. */
  readonly baseUrl: string;
  readonly toolVersion: string;
  readonly clock?: Clock;
  readonly dialects?: DialectStore;
  readonly editorModels?: EditorModels;
}

/**
 * Asks the judge of a run about one of its rows (from 1) once more, from this machine, with the run's
 * own spec and the responses it has kept. Nothing is written, and no reply that was kept is taken for
 * an answer. Throws `UserError`.
 */
export async function rejudgeRow(
  run: RunRef,
  row: number,
  options: RejudgeOptions,
  signal: AbortSignal,
): Promise<Rejudgement> {
  const { runs, clock = systemClock, editorModels } = options;
  const manifest = await runs.read(run);
  const found = await findRow(runs.rows(run, signal), row);
  if (!found) {
    throw new UserError('not_found', t('{0} has no result for row {1}.', manifest.name, row));
  }
  const backend = drivenBackend(manifest);
  const spec = askedSpec(manifest, editorModels !== undefined);
  const { dataset, note } = await datasetRow(run, { manifest, found }, options, signal);
  let isDemo = manifest.demo;
  const client = createChatClient({
    ...options,
    clock,
    onScripted: () => (isDemo = true),
    spec:
      manifest.spec_path === undefined ? manifest.name : resolve(run.folder, manifest.spec_path),
    columns: usedColumns(spec, manifest.dataset.columns ?? []),
    limits: limitsOf(spec),
  });
  const editor =
    editorModels && gatedChat(createEditorChats({ models: editorModels, clock })(), spec, clock);
  const startedMs = steadyClock(clock).now();
  try {
    const chat = chooseChat(client.chat, editor);
    const again = await judgeAgain({ spec, row: dataset, stored: found.stored }, chat, signal);
    return {
      row,
      stored: found.stored,
      again,
      spec: manifest.spec,
      backend,
      costUsd: isDemo ? undefined : runCost(again.details?.by_role ?? {}, manifest.models),
      durationMs: steadyClock(clock).now() - startedMs,
      isDemo,
      note,
    };
  } finally {
    await client.close();
  }
}

/**
 * The row as the judge read it: from the dataset where that still holds it, as a column that has the
 * name of a result's is there alone; else what the result has kept.
 */
async function datasetRow(
  run: RunRef,
  { manifest, found }: { readonly manifest: RunManifest; readonly found: FoundRow },
  { datasets }: RejudgeOptions,
  signal: AbortSignal,
): Promise<{ readonly dataset: DatasetRow; readonly note: string | undefined }> {
  const { spec, dataset } = manifest;
  const kept = keptDatasetRow(found, spec);
  const path = found.stored.details?.row === undefined ? undefined : dataset.path;
  if (path !== undefined) {
    const row = await readRow(datasets, resolve(run.folder, path), found.row, signal);
    if (row && isJudgedRow(row, kept, spec)) return { dataset: row, note: undefined };
  }
  const why =
    path === undefined
      ? t('The run does not know the dataset’s row')
      : t('The dataset has changed since or is gone');
  return { dataset: kept, note: t('{0}: the row was asked as the results have kept it.', why) };
}

async function readRow(
  datasets: DatasetFiles,
  path: string,
  row: number,
  signal: AbortSignal,
): Promise<DatasetRow | undefined> {
  try {
    for await (const one of datasets.rows(path, { from: row, to: row }, signal)) return one;
  } catch (error) {
    // A file that is gone or broken: the result has kept the row.
    if (!(error instanceof UserError)) throw error;
  }
  return undefined;
}

/** The spec as the local runner can ask it. Throws `UserError` where it can't. */
function askedSpec(manifest: RunManifest, hasEditor: boolean): ResolvedSpec {
  const { spec, unknown_parameters: unknown = [] } = manifest;
  const untold = unknown.filter((field) => field.startsWith('judge'));
  if (untold.length > 0) {
    const message = t(
      'The service did not tell {0} of this job: the judge can’t be asked as it was.',
      untold.join(', '),
    );
    throw new UserError('usage', message);
  }
  const { judge } = spec;
  if (judge.model.startsWith(EDITOR_MODEL) && !hasEditor) {
    const message = t('Model "{0}" answers inside VS Code only; ask again there.', judge.model);
    throw new UserError('usage', message);
  }
  return judge.model_source !== 'external' || judge.external_base_url !== undefined
    ? spec
    : { ...spec, judge: { ...judge, ...addressOf(judge, drivenBackend(manifest)) } };
}

/** Where the service asks an external model of which it alone knows the address. */
function addressOf(
  judge: ResolvedSpec['judge'],
  backend: BackendName,
): Partial<ResolvedSpec['judge']> {
  if (backend === 'local') return {};
  const meant = shortcutProvider(judge.model);
  if (backend === 'together' && meant) {
    return { model: meant.model, external_base_url: meant.base.url };
  }
  const message =
    backend === 'demo'
      ? t(
          'The embedded service answers for the external model {0} within its jobs only; run the spec again.',
          judge.model,
        )
      : t(
          'Only the service knows where “{0}” is asked; give external_base_url and run the spec again.',
          judge.model,
        );
  throw new UserError('usage', message);
}
