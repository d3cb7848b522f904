import type { DatasetFiles, DatasetInfo, DatasetRow } from '../dataset/dataset.js';
import { loadTokenizer } from '../judging/tokenizer.js';
import { findListed, type ModelList } from '../models/modelList.js';
import type { EvalPlan, ModelField } from '../runs/evalBackend.js';
import type { RunManifest } from '../runs/manifest.js';
import type { RunStore } from '../runs/runStore.js';
import { modelObjects } from '../spec/responders.js';
import type { TextFiles } from '../textFiles.js';
import { destinations, type Destination } from './destinations.js';
import { expectedDuration, type ExpectedDuration } from './expectedDuration.js';
import { rolesOf, scanPlan, type ScanOptions } from './planScan.js';
import { planProblems, rowProblems, type PreflightProblem } from './preflightProblems.js';
import { roleEstimates, type RoleEstimate } from './roleEstimates.js';

/** What a run is going to be, before anything is sent. */
export interface Preflight {
  readonly plan: EvalPlan;
  /** Absent for a dataset that only the service has: nothing of its rows is known here. */
  readonly estimate?: RunEstimate;
  readonly problems: readonly PreflightProblem[];
  readonly destinations: readonly Destination[];
}

export interface RunEstimate {
  /** Rows to be judged. */
  readonly rows: number;
  /** Rows whose prompts were counted; fewer than `rows`: a random sample. */
  readonly counted: number;
  /** Rows that were looked at for problems. */
  readonly looked: number;
  /** Judgements of each row. */
  readonly repeats: number;
  readonly roles: readonly RoleEstimate[];
  readonly duration: ExpectedDuration;
}

interface PreflightPorts {
  readonly datasets: DatasetFiles;
  readonly texts: Pick<TextFiles, 'resolve'>;
  readonly runs: Pick<RunStore, 'list'>;
  /** Base URL of the evaluation service. */
  readonly serviceUrl: string;
}

interface PreflightOptions extends Omit<ScanOptions, 'tokenizer' | 'contextLength'> {
  /** The last list of the service behind the plan's backend. */
  readonly list?: ModelList | undefined;
}

/**
 * What the run of a plan will ask, cost and meet. Renders every row's prompts; sends nothing. Rejects
 * when cancelled, and with `UserError` where the dataset can't be read.
 */
export async function preflight(
  plan: EvalPlan,
  ports: PreflightPorts,
  options: PreflightOptions,
): Promise<Preflight> {
  const about = { plan, destinations: destinations(plan, ports.serviceUrl) };
  if (!('info' in plan.dataset)) return { ...about, problems: planProblems(plan) };
  const { info } = plan.dataset;
  const tokenizer = await loadTokenizer();
  const scan = await scanPlan({ ...plan, dataset: { info } }, rowsOf(plan, info, ports, options), {
    ...options,
    tokenizer,
    contextLength: (field) => contextLength(plan, field, options.list),
  });
  const earlier = await earlierRuns(plan, ports);
  // A job of the service knows no repeats.
  const repeats = plan.backend === 'local' ? (plan.spec.run?.repeats ?? 1) : 1;
  const roles = roleEstimates(plan, { scan, tokenizer, earlier, repeats });
  const stages = rolesOf(plan).some((role) => role.startsWith('generate')) ? 2 : 1;
  const { rows, counted, looked } = scan;
  const requests = roles.reduce((sum, role) => sum + role.requests, 0);
  const duration = expectedDuration(plan, { rows, stages, requests }, earlier);
  return {
    ...about,
    estimate: { rows, counted, looked, repeats, roles, duration },
    problems: [...planProblems(plan), ...rowProblems(plan, scan)],
  };
}

/** Whether the run would be refused, or fail whatever the models say. */
export function isRejected({ problems }: Preflight): boolean {
  return problems.some(({ severity }) => severity === 'error');
}

async function* rowsOf(
  { selectedRows }: EvalPlan,
  { path }: DatasetInfo,
  { datasets }: PreflightPorts,
  { signal }: PreflightOptions,
): AsyncGenerator<DatasetRow> {
  const selected = selectedRows && new Set(selectedRows);
  const last = selectedRows?.at(-1);
  const range = last === undefined ? undefined : { from: 1, to: last };
  for await (const row of datasets.rows(path, range, signal)) {
    if (selected?.has(row.row) ?? true) yield row;
  }
}

function contextLength(
  { spec }: EvalPlan,
  field: ModelField,
  list: ModelList | undefined,
): number | undefined {
  const model = modelObjects(spec).find(([name]) => name === field)?.[1];
  if (!model || !list || model.model_source === 'external') return undefined;
  return findListed(list, { model: model.model, source: model.model_source })?.contextLength;
}

/** Runs of the same spec file, newest first. */
async function earlierRuns(
  { specPath, runsRoot }: EvalPlan,
  { runs, texts }: PreflightPorts,
): Promise<RunManifest[]> {
  if (specPath === undefined) return [];
  const known = await runs.list(runsRoot);
  return known
    .filter(({ run, manifest: { spec_path: path } }) => {
      // Paths of a manifest are relative to its folder.
      return path !== undefined && texts.resolve(`${run.folder}/manifest`, path) === specPath;
    })
    .map(({ manifest }) => manifest)
    .sort((a, b) => b.created_at.localeCompare(a.created_at));
}
