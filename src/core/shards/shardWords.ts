import { plural, t } from '../../l10n/t.js';
import type { RunManifest } from '../runs/manifest.js';
import { shardName } from './shard.js';

/** `shard 2/5`, `merged from 5 shards`; undefined for a run that was never divided. */
export function shardWords({
  shard,
  merged,
}: Pick<RunManifest, 'shard' | 'merged'>): string | undefined {
  if (shard) return t('shard {0}', shardName(shard));
  if (!merged) return undefined;
  const { of, shards } = merged;
  const some = shards.length === of ? `${of}` : t('{0} of {1}', shards.length, of);
  return plural(of, 'merged from {1} shard', 'merged from {1} shards', some);
}
