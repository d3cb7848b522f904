import type { Account } from '../account.js';
import { parseKeyReference } from '../keys.js';
import type { ResolvedJudge, ResolvedModel, ResolvedSpec, Responder } from '../spec/evalSpec.js';
import type { ResponderField } from '../spec/responders.js';
import type { PlannedShard } from '../shards/shard.js';
import type { EvalPlan, ModelField } from './evalBackend.js';
import { manifestAccount } from './launchedBy.js';
import type { RunManifest } from './manifest.js';
import { relativePath } from './relativePath.js';

interface NewRun {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly toolVersion: string;
  /** Where serverless and dedicated models are asked, e.g. `https://api.together.ai`. */
  readonly origin: string;
  /** A scripted judge gives the verdicts. */
  readonly demo: boolean;
  /** Whose key launches it, where that is known. */
  readonly account?: Account | undefined;
}

/** The manifest of a run that was planned and not started. */
export function newManifest(plan: EvalPlan, run: NewRun): RunManifest {
  const spec = withoutSecrets(plan.spec);
  // The run's folder lies in `runsRoot`, so paths from any folder in there are the same.
  const fromRun = (path: string) => relativePath(`${plan.runsRoot}/run`, path);
  const identity = (field: ModelField, target: Target) => {
    const price = plan.prices?.[field];
    return { ...modelIdentity(target, run.origin), ...(price && { price }) };
  };
  const judge = identity('judge', spec.judge);
  const origin = plan.backend === 'local' ? judge.origin : run.origin;
  const account = run.account && manifestAccount(run.account);
  return {
    gavel_run: 1,
    id: run.id,
    slug: plan.slug,
    name: plan.name,
    ...(spec.description !== undefined && { description: spec.description }),
    ...(spec.tags && { tags: spec.tags }),
    type: spec.type,
    backend: plan.backend,
    status: 'queued',
    demo: run.demo,
    ...(plan.isDryRun && { dry_run: true }),
    ...(plan.shard && { shard: shardFields(plan.shard) }),
    ...(origin !== undefined && { origin }),
    spec,
    ...(plan.specPath !== undefined && { spec_path: fromRun(plan.specPath) }),
    ...datasetFields(plan, fromRun),
    ...(plan.selectedRows && { selected_rows: [...plan.selectedRows] }),
    templates: { ...plan.templates },
    models: { judge, ...responderIdentities(spec, identity) },
    ...(account && { account }),
    created_at: run.createdAt,
    progress: { done: 0, total: totalRows(plan) },
    tool_version: run.toolVersion,
  };
}

function shardFields({ number, of, rows, sampleSeed }: PlannedShard): RunManifest['shard'] {
  return { number, of, rows, ...(sampleSeed !== undefined && { sample_seed: sampleSeed }) };
}

function totalRows({ selectedRows, dataset }: EvalPlan): number | null {
  if (selectedRows) return selectedRows.length;
  return 'info' in dataset ? dataset.info.rows : null;
}

function datasetFields(
  { dataset }: EvalPlan,
  fromRun: (path: string) => string,
): Pick<RunManifest, 'dataset' | 'file_ids'> {
  if ('fileId' in dataset) return { dataset: {}, file_ids: { dataset: dataset.fileId } };
  const { path, sha256, format, rows, columns } = dataset.info;
  return { dataset: { path: fromRun(path), sha256, format, rows, columns: [...columns] } };
}

type Target = ResolvedJudge | ResolvedModel;
type Identity = RunManifest['models']['judge'];

function modelIdentity(target: Target, serviceOrigin: string): Identity {
  const { model, model_source } = target;
  const origin = model_source === 'external' ? originOf(target.external_base_url) : serviceOrigin;
  return { model, model_source, ...(origin !== undefined && { origin }) };
}

function responderIdentities(
  spec: ResolvedSpec,
  identity: (field: ModelField, target: Target) => Identity,
) {
  const known = (field: ResponderField, responder: Responder) =>
    typeof responder === 'string' ? {} : { [field]: identity(field, responder) };
  return spec.type === 'compare'
    ? { ...known('model_a', spec.model_a), ...known('model_b', spec.model_b) }
    : known('model_to_evaluate', spec.model_to_evaluate);
}

function originOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  return new URL(url).origin;
}

/** A manifest is a file people share: it holds references to keys, whatever the spec held. */
function withoutSecrets(spec: ResolvedSpec): ResolvedSpec {
  const judge = withoutSecret(spec.judge);
  const responder = (each: Responder) => (typeof each === 'string' ? each : withoutSecret(each));
  return spec.type === 'compare'
    ? { ...spec, judge, model_a: responder(spec.model_a), model_b: responder(spec.model_b) }
    : { ...spec, judge, model_to_evaluate: responder(spec.model_to_evaluate) };
}

function withoutSecret<T extends Target>(target: T): T {
  const { external_api_token: token, external_base_url: url, ...rest } = target;
  return {
    ...rest,
    ...(token !== undefined && parseKeyReference(token) && { external_api_token: token }),
    ...(url !== undefined && { external_base_url: withoutCredentials(url) }),
    // Only the two optional fields were touched.
  } as T;
}

function withoutCredentials(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1');
}
