import { t } from '../../l10n/t.js';
import type { RunManifest } from '../runs/manifest.js';
import { withGateBounds, type GateBound } from '../stats/gateBounds.js';
import { canonicalJson } from '../canonicalJson.js';
import { shardOf, type MergePlan } from './planMerge.js';

export interface MergeTarget {
  /** Folder in which the run's folder is made, absolute. */
  readonly runsRoot: string;
  readonly id: string;
  readonly toolVersion: string;
  /** From any folder in `runsRoot`; absent: as the first shard has them. */
  readonly datasetPath?: string | undefined;
  readonly specPath?: string | undefined;
  readonly gate?: readonly GateBound[] | undefined;
}

/** The merged run as it stays if this process dies on the way: nothing that anyone would go on with. */
export function mergedManifest(plan: MergePlan, target: MergeTarget): RunManifest {
  const manifests = plan.shards.map(({ manifest }) => manifest);
  const [first] = manifests;
  if (!first) throw new RangeError('there is no shard to merge');
  const { dry_run: dryRun, account, ...own } = withoutOutcome(first);
  const asked = [...manifests, ...plan.retries.flat().map(({ manifest }) => manifest)];
  const times = (field: 'created_at' | 'started_at' | 'finished_at') =>
    asked.flatMap(({ [field]: time }) => (time === undefined ? [] : [time])).sort();
  const started = times('started_at').at(0);
  const finished = times('finished_at').at(-1);
  const retries = manifests.flatMap((manifest) => manifest.retries ?? []);
  const differences = manifests.flatMap((manifest) => manifest.aggregate_differences ?? []);
  const fault = manifests.find((manifest) => manifest.cache_fault !== undefined)?.cache_fault;
  const usage = sumOfUsage(asked);
  const join = sumOfJoins(manifests);
  const isOneAccount = manifests.every((each) => same(each.account, account));
  const { datasetPath, specPath } = target;
  return {
    ...own,
    id: target.id,
    status: 'failed',
    reason: t('The merge did not come to its end; merge the shards again.'),
    ...(dryRun !== undefined && { dry_run: dryRun }),
    ...(account && isOneAccount && { account }),
    spec: withGateBounds(first.spec, target.gate ?? []),
    ...(specPath !== undefined && { spec_path: specPath }),
    dataset: { ...first.dataset, ...(datasetPath !== undefined && { path: datasetPath }) },
    ...(plan.selected && { selected_rows: [...plan.selected] }),
    models: sharedPrices(manifests, first.models),
    merged: {
      of: plan.of,
      shards: plan.shards.map((shard) => {
        const { id, workflow_id: job, progress } = shard.manifest;
        const { number } = shardOf(shard);
        return { run: id, number, rows: progress.done, ...(job !== undefined && { job }) };
      }),
      ...(plan.missingShards.length > 0 && { missing_shards: [...plan.missingShards] }),
    },
    created_at: times('created_at').at(0) ?? first.created_at,
    ...(started !== undefined && { started_at: started }),
    ...(finished !== undefined && { finished_at: finished }),
    progress: { done: 0, total: plan.selected?.length ?? first.dataset.rows ?? null },
    ...(usage && { usage }),
    ...(join && { join }),
    ...(differences.length > 0 && { aggregate_differences: [...new Set(differences)] }),
    ...(fault !== undefined && { cache_fault: fault }),
    ...(retries.length > 0 && { retries }),
    tool_version: target.toolVersion,
  };
}

/** What is the first shard's alone, or follows from the rows. */
const OWN_FIELDS = [
  ...['status', 'service_status', 'reason', 'reason_from', 'imported_at', 'selected_rows'],
  ...['file_ids', 'workflow_id', 'started_at', 'finished_at', 'results', 'statistics', 'usage'],
  ...['aggregate_differences', 'join', 'cache', 'cache_fault', 'failures', 'retries'],
  ...['launch_started_at', 'launch_jobs_before', 'shard'],
];

function withoutOutcome(manifest: RunManifest): RunManifest {
  const left = Object.entries(manifest).filter(([name]) => !OWN_FIELDS.includes(name));
  // Only fields that may be absent, and those that are set anew, were left out.
  return Object.fromEntries(left) as RunManifest;
}

/** A price that changed between two shards is no price of the whole. */
function sharedPrices(
  manifests: readonly RunManifest[],
  models: RunManifest['models'],
): RunManifest['models'] {
  const fields = Object.keys(models) as (keyof RunManifest['models'])[]; // of an object literal
  const entries = fields.map((field) => {
    const price = models[field]?.price;
    // The shards' models are alike but for prices, so each has the same fields.
    const isShared = manifests.every((manifest) => same(manifest.models[field]?.price, price));
    return [field, isShared ? models[field] : { ...models[field], price: undefined }];
  });
  return Object.fromEntries(entries) as RunManifest['models'];
}

type Usage = NonNullable<RunManifest['usage']>;

/** For rows that tell no usage, and a cost by prices that changed; the rows' own takes its place. */
function sumOfUsage(manifests: readonly RunManifest[]): Usage | undefined {
  const all = manifests.flatMap(({ usage }) => (usage ? [usage] : []));
  if (all.length === 0) return undefined;
  const sum = (part: (usage: Usage) => number) => all.reduce((total, one) => total + part(one), 0);
  const costs = manifests.map(({ usage }) => usage?.cost_usd);
  const isKnown = costs.every((cost) => cost !== undefined);
  return {
    prompt_tokens: sum((usage) => usage.prompt_tokens),
    completion_tokens: sum((usage) => usage.completion_tokens),
    ...(isKnown && { cost_usd: sum((usage) => usage.cost_usd ?? 0) }),
  };
}

function sumOfJoins(manifests: readonly RunManifest[]): RunManifest['join'] {
  const all = manifests.flatMap(({ join }) => (join ? [join] : []));
  if (all.length === 0) return undefined;
  return all.reduce((sum, one) => ({
    joined: sum.joined + one.joined,
    without_result: sum.without_result + one.without_result,
    without_row: sum.without_row + one.without_row,
  }));
}

function same(one: object | undefined, other: object | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return textOf(one) === textOf(other);
}

function textOf(value: object): string {
  // What a manifest holds is JSON.
  return canonicalJson(JSON.parse(JSON.stringify(value)) as Parameters<typeof canonicalJson>[0]);
}
