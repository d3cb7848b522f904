import { t } from '../../l10n/t.js';
import type { LabelStore } from '../labels/labelStore.js';
import type { RunManifest } from '../runs/manifest.js';
import type { StoredRow } from '../runs/resultRow.js';
import { createRunAccount, type RunAccount } from '../runs/runAccount.js';
import type { RunRef, RunStore } from '../runs/runStore.js';
import { UserError } from '../userError.js';
import { mergedManifest, type MergeTarget } from './mergedManifest.js';
import { missingText, shardOf, type MergePlan } from './planMerge.js';
import { shardName } from './shard.js';

interface MergePorts {
  readonly runs: RunStore;
  readonly labels: LabelStore;
  readonly signal: AbortSignal;
}

interface MergeOptions extends MergeTarget {
  /** Rows may be absent; which, stands in the manifest. */
  readonly allowMissing?: boolean | undefined;
}

/**
 * Makes one run of shards, in constant memory: the same rows in the same order, figures, usage and cost
 * as of a run that was never divided, and people's labels with it. The shards stay as they are, and
 * nothing is left behind when it fails or is stopped. Throws `UserError`: `usage` where rows are missing
 * or come twice.
 */
export async function mergeRuns(
  plan: MergePlan,
  options: MergeOptions,
  ports: MergePorts,
): Promise<RunRef> {
  const { runs, signal } = ports;
  const run = await runs.create(options.runsRoot, mergedManifest(plan, options));
  try {
    const seen = new Set<number>();
    await runs.replaceRows(run, rowsOfShards(plan, seen, ports));
    const lost = [...plan.shardOfRow.keys()].filter((row) => !seen.has(row));
    const missing = [...plan.missingRows, ...lost].sort((a, b) => a - b);
    if (lost.length > 0 && !options.allowMissing) throw lacking(plan, lost);
    await runs.sortRows(run);
    // In the order of the rows, as anyone counts who reads them again: sums round the same.
    const whole = await runs.read(run);
    const account = createRunAccount(whole, whole.progress.total ?? 0);
    for await (const row of runs.rows(run, signal)) account.add(row);
    await copyLabels(plan, run, ports);
    await runs.update(run, (manifest) => ended(manifest, account, { plan, missing }));
    return run;
  } catch (error) {
    await runs.remove(run).catch(() => undefined);
    throw error;
  }
}

async function* rowsOfShards(
  { shards, retries, shardOfRow }: MergePlan,
  seen: Set<number>,
  { runs, signal }: MergePorts,
): AsyncGenerator<StoredRow> {
  for (const [index, shard] of shards.entries()) {
    for (const source of [...(retries[index] ?? []), shard]) {
      const own = new Set<number>();
      for await (const row of runs.rows(source.run, signal)) {
        signal.throwIfAborted();
        const number = row.details?.row;
        if (number !== undefined) {
          const name = t('Shard {0} ({1})', shardName(shardOf(shard)), source.run.folder);
          if (shardOfRow.get(number) !== index) {
            throw new UserError(
              'usage',
              t('{0} holds row {1}, which is of another shard.', name, number),
            );
          }
          if (own.has(number)) {
            throw new UserError('usage', t('{0} holds row {1} twice.', name, number));
          }
          own.add(number);
          // It was asked again since.
          if (seen.has(number)) continue;
        }
        yield row;
      }
      for (const number of own) seen.add(number);
    }
  }
}

function lacking({ shards, shardOfRow }: MergePlan, lost: readonly number[]): UserError {
  const [first = 0] = lost;
  const at = shards[shardOfRow.get(first) ?? 0];
  const of = lost.filter((row) => shardOfRow.get(row) === shardOfRow.get(first));
  const message = at
    ? t(
        'Shard {0} ({1}) is {2} and lacks {3}; ask them with gavel run --resume {1}, or merge what is there with --allow-missing.',
        shardName(shardOf(at)),
        at.run.folder,
        at.manifest.status,
        missingText(of),
      )
    : t(
        'A shard is not whole and lacks {0}; ask them with gavel run --resume, or merge what is there with --allow-missing.',
        missingText(of),
      );
  return new UserError('usage', message);
}

/** By row, which is the dataset's own in every shard, and in the order in which they were given. */
async function copyLabels(
  { shards, retries }: MergePlan,
  run: RunRef,
  { labels, signal }: MergePorts,
): Promise<void> {
  const records = [];
  for (const shard of [...shards, ...retries.flat()])
    records.push(...(await labels.read(shard.run)).records);
  records.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  for (const record of records) {
    signal.throwIfAborted();
    await labels.append(run, record);
  }
}

function ended(
  manifest: RunManifest,
  account: RunAccount,
  { plan, missing }: { readonly plan: MergePlan; readonly missing: readonly number[] },
): RunManifest {
  const { ...rest } = manifest;
  delete rest.reason;
  const soFar = account.soFar();
  const lost = new Set(missing);
  const all =
    plan.selected ?? Array.from({ length: manifest.dataset.rows ?? 0 }, (_row, index) => index + 1);
  const isFailed = account.tooManyFailed();
  const usage = soFar.usage ?? rest.usage;
  const cost = soFar.usage?.cost_usd ?? rest.usage?.cost_usd;
  return {
    ...rest,
    ...soFar,
    ...account.results(),
    ...(usage && { usage: { ...usage, ...(cost !== undefined && { cost_usd: cost }) } }),
    progress: { done: soFar.progress.done, total: soFar.progress.done },
    ...(missing.length > 0 && { selected_rows: all.filter((row) => !lost.has(row)) }),
    ...(rest.merged && {
      merged: { ...rest.merged, ...(missing.length > 0 && { missing_rows: [...missing] }) },
    }),
    status: isFailed ? 'failed' : 'completed',
    ...(isFailed && { reason: tooMany(account) }),
  };
}

/** In the words of a run that was never divided. */
function tooMany(account: RunAccount): string {
  const { done, errors } = account.progress();
  return t('{0} of {1} rows failed, more than 30 %; the rows say why.', errors, done);
}
