import type { Estimate } from '../runs/manifest.js';
import { bcaEnds } from './bcaEnds.js';
import { wilsonEstimate } from './intervals.js';
import { randomIndexes } from './randomIndexes.js';

const RESAMPLES = 2000;
const LEAST_RESAMPLES = 400;
/** Draws that a tenth of a second or two is enough for. */
const MOST_DRAWS = 2e7;

/** Units that hold the same values, in any order: they add the same to both disagreements. */
interface UnitKind {
  readonly values: number;
  /** Disagreement within a unit: sum over ordered pairs, by the values less one. */
  readonly observed: number;
  /** Nominal: how often each value occurs. Interval: sum and sum of squares. */
  readonly parts: readonly (readonly [place: number, amount: number])[];
}

/**
 * Krippendorff's α (Krippendorff 1970; computed as in his "Computing Krippendorff's alpha-reliability",
 * 2011): agreement of any number of raters beyond chance, where not each has judged each unit. 1 is
 * full agreement, 0 no more than chance. Units with fewer than two values say nothing and are left
 * out: `n` counts the units that are left.
 *
 * The interval is the BCa bootstrap over units (Efron 1987; plain percentiles hold α too seldom): 2,000
 * resamples, fewer beyond 10,000 units (400 from 50,000). Where no unit has two values that differ, resampling would claim certainty; the
 * lower end is then that of Wilson's interval for as many agreeing units.
 *
 * @param units the values that raters gave to each unit
 * @param level `nominal`: values are equal or not; `interval`: numbers, by the square of their distance
 * @returns null where no unit has two values, and where all values are equal: chance alone explains that
 */
export function krippendorffAlpha(
  units: readonly (readonly (string | number)[])[],
  level: 'nominal' | 'interval',
  { seed }: { readonly seed: number },
): Estimate | null {
  const { kinds, kindOf, width } = kindsOf(
    units.filter((values) => values.length > 1),
    level,
  );
  const n = kindOf.length;
  const counts = new Uint32Array(kinds.length);
  for (const kind of kindOf) counts[kind] = (counts[kind] ?? 0) + 1;
  const alphaOf = level === 'nominal' ? nominalAlpha : intervalAlpha;
  const value = alphaOf(kinds, counts, width);
  if (value === null) return null;
  const method = 'alpha-bootstrap';
  const whole = kinds.every(({ observed }) => observed === 0) ? wilsonEstimate(n, n) : null;
  if (whole) return { value, low: whole.low, high: 1, method: 'alpha-wilson', n };

  const draw = randomIndexes(seed);
  const resamples = Math.min(RESAMPLES, Math.max(LEAST_RESAMPLES, Math.floor(MOST_DRAWS / n)));
  const alphas: number[] = [];
  for (let resample = 0; resample < resamples; resample += 1) {
    counts.fill(0);
    for (let unit = 0; unit < n; unit += 1) {
      const kind = kindOf[draw(n)] ?? 0;
      counts[kind] = (counts[kind] ?? 0) + 1;
    }
    // A resample of equal values alone has no α; it agrees.
    alphas.push(alphaOf(kinds, counts, width) ?? 1);
  }
  alphas.sort((a, b) => a - b);
  counts.fill(0);
  for (const kind of kindOf) counts[kind] = (counts[kind] ?? 0) + 1;
  const { low, high } = bcaEnds(
    alphas,
    value,
    acceleration(counts, () => alphaOf(kinds, counts, width) ?? 1),
  );
  return { value, low: Math.min(value, low), high: Math.max(value, high), method, n };
}

/** By the jackknife: one unit of each kind left out, which is the same whichever of the kind it is. */
function acceleration(counts: Uint32Array, alphaNow: () => number): number {
  const without = Array.from(counts, (count, kind) => {
    counts[kind] = count - 1;
    const alpha = alphaNow();
    counts[kind] = count;
    return alpha;
  });
  const weighted = (term: (alpha: number) => number) =>
    without.reduce((sum, alpha, kind) => sum + (counts[kind] ?? 0) * term(alpha), 0);
  const middle = weighted((alpha) => alpha) / weighted(() => 1);
  const squares = weighted((alpha) => (middle - alpha) ** 2);
  return squares > 0 ? weighted((alpha) => (middle - alpha) ** 3) / (6 * squares ** 1.5) : 0;
}

function kindsOf(
  units: readonly (readonly (string | number)[])[],
  level: 'nominal' | 'interval',
): { readonly kinds: readonly UnitKind[]; readonly kindOf: Uint32Array; readonly width: number } {
  const places = new Map<string | number, number>();
  const known = new Map<string, number>();
  const kinds: UnitKind[] = [];
  const origin = level === 'interval' ? Number(units[0]?.[0] ?? 0) : 0;
  const kindOf = Uint32Array.from(units, (values) => {
    const codes = values.map((value) => {
      // Distances from one of the values: sums of squares lose no digits to a large mean.
      if (level === 'interval') return Number(value) - origin;
      const place = places.get(value) ?? places.size;
      places.set(value, place);
      return place;
    });
    codes.sort((a, b) => a - b);
    const key = codes.join(' ');
    const kind = known.get(key) ?? kinds.length;
    if (kind === kinds.length) {
      known.set(key, kind);
      kinds.push(level === 'nominal' ? nominalKind(codes) : intervalKind(codes));
    }
    return kind;
  });
  return { kinds, kindOf, width: places.size };
}

function nominalKind(codes: readonly number[]): UnitKind {
  const counts = new Map<number, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  const m = codes.length;
  let alike = 0;
  for (const count of counts.values()) alike += count * count;
  return { values: m, observed: (m * m - alike) / (m - 1), parts: [...counts] };
}

function intervalKind(codes: readonly number[]): UnitKind {
  const m = codes.length;
  const sum = codes.reduce((total, code) => total + code, 0);
  const middle = sum / m;
  // Sum over ordered pairs of squared distances = 2 m Σ (x − mean)².
  const spread = codes.reduce((total, code) => total + (code - middle) ** 2, 0);
  const squares = codes.reduce((total, code) => total + code * code, 0);
  return {
    values: m,
    observed: (2 * m * spread) / (m - 1),
    parts: [
      [0, sum],
      [1, squares],
    ],
  };
}

/** Null where all values are equal. */
function nominalAlpha(
  kinds: readonly UnitKind[],
  counts: Uint32Array,
  width: number,
): number | null {
  const { total, observed, sums } = totalsOf(kinds, counts, width);
  let alike = 0;
  for (const sum of sums) alike += sum * sum;
  const expected = (total * total - alike) / (total - 1);
  return expected > 0 ? 1 - observed / expected : null;
}

function intervalAlpha(kinds: readonly UnitKind[], counts: Uint32Array): number | null {
  const { total, observed, sums } = totalsOf(kinds, counts, 2);
  const [sum = 0, squares = 0] = sums;
  const expected = (2 * (total * squares - sum * sum)) / (total - 1);
  return expected > 0 ? 1 - observed / expected : null;
}

function totalsOf(
  kinds: readonly UnitKind[],
  counts: Uint32Array,
  width: number,
): { readonly total: number; readonly observed: number; readonly sums: Float64Array } {
  const sums = new Float64Array(width);
  let total = 0;
  let observed = 0;
  kinds.forEach((kind, index) => {
    const count = counts[index] ?? 0;
    if (count === 0) return;
    total += count * kind.values;
    observed += count * kind.observed;
    for (const [place, amount] of kind.parts) sums[place] = (sums[place] ?? 0) + count * amount;
  });
  return { total, observed, sums };
}
