import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

interface RowSelection {
  readonly limit?: number | undefined;
  readonly sample_seed?: number | undefined;
}

/**
 * The rows (from 1, ascending) that a run takes of `total`: the first `limit`, or with `sample_seed`
 * a random sample of `limit` rows, the same for the same seed. Undefined: all rows.
 */
export function selectRows(total: number, selection: RowSelection): number[] | undefined {
  const { limit, sample_seed: seed } = selection;
  if (limit === undefined || limit >= total) return undefined;
  if (seed === undefined) return Array.from({ length: limit }, (_, index) => index + 1);
  const random = xoroshiro128plus(seed);
  // Fisher-Yates over the first `limit` places; only moved rows are held.
  const moved = new Map<number, number>();
  const chosen: number[] = [];
  for (let place = 1; place <= limit; place += 1) {
    const pick = uniformInt(random, place, total);
    chosen.push(moved.get(pick) ?? pick);
    moved.set(pick, moved.get(place) ?? place);
  }
  return chosen.sort((left, right) => left - right);
}
