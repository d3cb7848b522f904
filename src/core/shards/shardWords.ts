import type { RunManifest } from '../runs/manifest.js';
import { shardName } from './shard.js';

/** `shard 2/5`, `merged from 5 shards`; undefined for a run that was never divided. */
export function shardWords({
  shard,
  merged,
}: Pick<RunManifest, 'shard' | 'merged'>): string | undefined {
  if (shard) return `shard ${shardName(shard)}`;
  if (!merged) return undefined;
  const { of, shards } = merged;
  const some = shards.length === of ? `${of}` : `${shards.length} of ${of}`;
  return `merged from ${some} ${of === 1 ? 'shard' : 'shards'}`;
}
