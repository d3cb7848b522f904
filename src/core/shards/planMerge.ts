import { plural, t } from '../../l10n/t.js';
import { canonicalJson } from '../canonicalJson.js';
import { rowNumbersText } from '../dataset/rows/rowNumbersText.js';
import type { Json } from '../json.js';
import { isLoopback } from '../loopback.js';
import { isFinal } from '../runs/evalBackend.js';
import type { RunManifest } from '../runs/manifest.js';
import type { RunRef } from '../runs/runStore.js';
import { grouped } from '../stats/figures.js';
import { UserError } from '../userError.js';
import { retriesOf, withoutRetries } from './shardRetries.js';
import {
  plannedShard,
  rowsOfAllShards,
  rowsOfShard,
  shardName,
  type PlannedShard,
} from './shard.js';

export interface ShardRun {
  readonly run: RunRef;
  readonly manifest: RunManifest;
}

/** Shards that fit together, in their order, and what they lack. */
export interface MergePlan {
  readonly shards: readonly ShardRun[];
  /** By the place of the shard: the runs that asked its failed rows again, the newest first. */
  readonly retries: readonly (readonly ShardRun[])[];
  readonly of: number;
  /** Numbers of shards that are not there. */
  readonly missingShards: readonly number[];
  /** Row (from 1) → the place of its shard in `shards`, of all rows that the shards there should hold. */
  readonly shardOfRow: ReadonlyMap<number, number>;
  /** The rows of the whole, ascending; undefined: all of the dataset. */
  readonly selected: readonly number[] | undefined;
  /** Rows of the shards that are not there. */
  readonly missingRows: readonly number[];
}

/**
 * Whether shards are parts of one run. Throws `UserError` of kind `usage` with the first thing that
 * speaks against it; `allowMissing`: some shards may be absent.
 */
export function planMerge(
  given: readonly ShardRun[],
  { allowMissing = false }: { readonly allowMissing?: boolean | undefined } = {},
): MergePlan {
  const all = [...given].sort((a, b) => shardOf(a).number - shardOf(b).number);
  const shards = withoutRetries(all);
  const [first] = shards;
  if (!first) throw new UserError('usage', t('Name the shards to merge.'));
  for (const other of all) checkAlike(first, other);
  for (const shard of all) checkEnded(shard, allowMissing);
  const planned = shardOf(first);
  const numbers = shards.map((shard) => shardOf(shard).number);
  const twice = shards.find((_, index) => numbers.indexOf(numbers[index] ?? 0) < index);
  if (twice) {
    const { number } = shardOf(twice);
    const folders = shards.filter((shard) => shardOf(shard).number === number);
    const message = t(
      'Shard {0} is there {1} times ({2}); name each shard once.',
      shardName(shardOf(twice)),
      folders.length,
      folders.map(({ run }) => run.folder).join(', '),
    );
    throw new UserError('usage', message);
  }
  const places = Array.from({ length: planned.of }, (_, index) => index + 1);
  const missingShards = places.filter((number) => !numbers.includes(number));
  if (missingShards.length > 0 && !allowMissing) {
    const names = missingShards.map((number) => shardName({ number, of: planned.of }));
    const message = plural(
      names.length,
      'Shard {1} is missing; name all {2} shards, or merge what is there with --allow-missing.',
      'Shards {1} are missing; name all {2} shards, or merge what is there with --allow-missing.',
      names.join(', '),
      planned.of,
    );
    throw new UserError('usage', message);
  }
  const total = first.manifest.dataset.rows ?? 0;
  const selected = rowsOfAllShards(planned, total);
  const rowsOf = (number: number) => rowsOfShard({ number, of: planned.of }, { total, selected });
  const shardOfRow = new Map<number, number>();
  numbers.forEach((number, index) => {
    for (const row of rowsOf(number)) shardOfRow.set(row, index);
  });
  const missingRows = missingShards.flatMap(rowsOf).sort((a, b) => a - b);
  const retries = shards.map((shard) => retriesOf(shard, all));
  return { shards, retries, of: planned.of, missingShards, shardOfRow, selected, missingRows };
}

/** What a run says of itself as a shard. */
export function shardOf({ manifest }: Pick<ShardRun, 'manifest'>): PlannedShard {
  const { shard, merged, name, id } = manifest;
  if (shard) return plannedShard(shard);
  const message = merged
    ? t('{0} ({1}) is merged already; name the shards it was made of.', name, id)
    : t(
        '{0} ({1}) is no shard; shards are made with gavel run --shard, e.g. --shard 1/4.',
        name,
        id,
      );
  throw new UserError('usage', message);
}

function checkAlike(one: ShardRun, other: ShardRun): void {
  const difference = differenceOf(one, other);
  if (difference === undefined) return;
  const message = t(
    'Shards {0} ({1}) and {2} ({3}) are no parts of one run: {4}.',
    shardName(shardOf(one)),
    one.run.folder,
    shardName(shardOf(other)),
    other.run.folder,
    difference,
  );
  throw new UserError('usage', message);
}

/** What parts of one run share, and how it is called where they don't. */
const sharedParts = (): readonly (readonly [
  words: string,
  part: (shard: ShardRun) => unknown,
])[] => [
  [t('they are parts of different numbers of shards'), (shard) => shardOf(shard).of],
  [t('their limits of rows differ'), (shard) => shardOf(shard).rows],
  [t('their samples were drawn by different seeds'), (shard) => shardOf(shard).sampleSeed],
  [t('one is a dry run'), ({ manifest }) => manifest.dry_run],
  [t('their datasets differ'), ({ manifest }) => [manifest.dataset.sha256, manifest.dataset.rows]],
  [t('their backends differ'), ({ manifest }) => [manifest.backend, manifest.demo]],
  [t('their models differ'), ({ manifest }) => identities(manifest.models)],
  [t('their templates differ'), ({ manifest }) => hashes(manifest.templates)],
  [t('their gates differ'), ({ manifest }) => manifest.spec.gates],
  [t('their seeds differ'), ({ manifest }) => manifest.spec.run?.seed],
];

function differenceOf(one: ShardRun, other: ShardRun): string | undefined {
  const found = sharedParts().find(([, part]) => textOf(part(one)) !== textOf(part(other)));
  if (found) return found[0];
  const [mine, others] = [specParts(one.manifest), specParts(other.manifest)];
  const names = [...new Set([...Object.keys(mine), ...Object.keys(others)])].sort();
  const field = names.find((name) => textOf(mine[name]) !== textOf(others[name]));
  return field === undefined ? undefined : t('their specs differ in `{0}`', field);
}

function specParts({ spec }: RunManifest): Readonly<Record<string, unknown>> {
  const { run = {}, ...rest } = spec;
  // How fast and how dear it may be says nothing of the verdicts.
  const judged = Object.entries(run).filter(([name]) => !SPEED.includes(name));
  return { ...rest, run: Object.fromEntries(judged) };
}

const SPEED = ['concurrency', 'max_cost_usd', 'cache'];

/** Prices may change between two shards, and on each machine its own service answers at its own port. */
function identities(models: RunManifest['models']): unknown {
  return Object.entries(models).map(([field, asked]) => {
    const origin = asked?.origin;
    const isOwn =
      origin !== undefined && URL.canParse(origin) && isLoopback(new URL(origin).hostname);
    return [field, { ...asked, price: undefined, ...(isOwn && { origin: 'loopback' }) }];
  });
}

function hashes(templates: RunManifest['templates']): unknown {
  return Object.entries(templates).map(([field, { sha256 }]) => [field, sha256]);
}

function textOf(value: unknown): string {
  // Everything that a manifest holds is JSON; an absent field is told from none.
  return value === undefined ? '' : canonicalJson(JSON.parse(JSON.stringify(value)) as Json);
}

function checkEnded({ run, manifest }: ShardRun, allowMissing: boolean): void {
  if (isFinal(manifest.status) || (manifest.status === 'paused' && allowMissing)) return;
  const message = t(
    'Shard {0} is {1} ({2}); let it end first: gavel run --resume {2}',
    shardName(shardOf({ manifest })),
    manifest.status,
    run.folder,
  );
  throw new UserError('usage', message);
}

/** `3 rows (4, 9, 14)`, so many rows at most. */
export function missingText(rows: readonly number[]): string {
  const most = 200;
  const text = rowNumbersText(rows.slice(0, most)).replaceAll(',', ', ');
  const rest = rows.length > most ? ' …' : '';
  return `${grouped(rows.length)} ${rows.length === 1 ? 'row' : 'rows'} (${text}${rest})`;
}
