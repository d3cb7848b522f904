import type { ComparedRow } from '../../core/compare/comparedRow.js';
import { pairAt } from '../../core/compare/comparison.js';
import type { Comparison } from '../../core/compare/comparison.js';
import { ALL_CHANGES, CHANGES } from '../../core/compare/pairedChange.js';
import type { Change } from '../../core/compare/pairedChange.js';
import { tableRow } from '../../core/compare/rowTable.js';
import { t } from '../../l10n/t.js';
import type { ComparisonView } from '../../shared/compareProtocol.js';
import type { Tone } from '../../shared/protocol.js';

/** How a row stands between the runs; `relabelled`: another label on the same side of passing. */
type Standing = Change | 'relabelled' | 'only_in_a' | 'only_in_b';

/** A row of the table: a pair, or a row that one run alone has. */
export interface ListedRow {
  /** The names of both rows, which stay the same however often the runs are compared. */
  readonly id: string;
  readonly standing: Standing;
  readonly a: ComparedRow | undefined;
  readonly b: ComparedRow | undefined;
}

/**
 * The rows of a comparison in the order in which they are worth reading: what changed first. Each has
 * a place in it, from 0; it is made when it is looked at, for there may be 100,000.
 */
export interface ListedRows {
  readonly filters: ComparisonView['filters'];
  readonly total: number;
  /** Places of the rows that match. */
  matching(filters: readonly string[]): Uint32Array;
  row(place: number): ListedRow;
  placeOf(id: string): number | undefined;
}

const words = (): Record<Standing, readonly [label: string, tone: Tone]> => ({
  fixed: [t('fixed'), 'pass'],
  broken: [t('broken'), 'fail'],
  up: [t('higher'), 'pass'],
  down: [t('lower'), 'fail'],
  to_a: [t('towards A'), 'a'],
  to_b: [t('towards B'), 'b'],
  relabelled: [t('other label'), 'neutral'],
  same: [t('same'), 'neutral'],
  no_verdict: [t('no verdict'), 'warn'],
  only_in_a: [t('only in A'), 'neutral'],
  only_in_b: [t('only in B'), 'neutral'],
});

export function standingWords(standing: Standing): { readonly label: string; readonly tone: Tone } {
  const [label, tone] = words()[standing];
  return { label, tone };
}

const STANDINGS: readonly Standing[] = [...ALL_CHANGES, 'relabelled', 'only_in_a', 'only_in_b'];

export function listRows(comparison: Comparison): ListedRows {
  const { rows, pairs, onlyInA, onlyInB, counts, measure, relabelled } = comparison;
  const order = orderOf(comparison);
  const total = order.length + onlyInA.length + onlyInB.length;
  const changed = comparison.changed.length;
  const onlyA = (place: number) => onlyInA[place - order.length] ?? 0;
  const onlyB = (place: number) => onlyInB[place - order.length - onlyInA.length] ?? 0;
  const standingAt = (place: number): Standing => {
    if (place >= order.length) {
      return place < order.length + onlyInA.length ? 'only_in_a' : 'only_in_b';
    }
    const change = ALL_CHANGES[pairs.changes[order[place] ?? 0] ?? 0] ?? 'same';
    return change === 'same' && place < changed ? 'relabelled' : change;
  };
  const standings = new Uint8Array(total).map((_, place) => STANDINGS.indexOf(standingAt(place)));
  const every = new Uint32Array(total).map((_, place) => place);
  const chip = (id: Standing, count: number) => ({ id, count, ...standingWords(id) });
  const lists = new Map<string, Uint32Array>();
  const row = (place: number): ListedRow => {
    const standing = standingAt(place);
    if (standing === 'only_in_a') return listedRow(standing, tableRow(rows.a, onlyA(place)));
    if (standing === 'only_in_b') {
      return listedRow(standing, undefined, tableRow(rows.b, onlyB(place)));
    }
    const { a, b } = pairAt(comparison, order[place] ?? 0);
    return listedRow(standing, a, b);
  };
  return {
    filters: [
      ...CHANGES[measure].map((change) => chip(change, counts[change])),
      ...(relabelled > 0 ? [chip('relabelled', relabelled)] : []),
      chip('same', counts.same),
      ...(counts.no_verdict > 0 ? [chip('no_verdict', counts.no_verdict)] : []),
      ...(onlyInA.length > 0 ? [chip('only_in_a', onlyInA.length)] : []),
      ...(onlyInB.length > 0 ? [chip('only_in_b', onlyInB.length)] : []),
    ],
    total,
    matching(filters) {
      if (filters.length === 0) return every;
      const key = [...filters].sort().join(' ');
      const known = lists.get(key);
      if (known) return known;
      const wanted = new Set(filters);
      // Another label is the same side of passing: `same` counts it too.
      if (wanted.has('same')) wanted.add('relabelled');
      const isWanted = STANDINGS.map((standing) => wanted.has(standing));
      const made = every.filter((place) => isWanted[standings[place] ?? 0] === true);
      lists.set(key, made);
      return made;
    },
    row,
    placeOf(id) {
      const [a, b] = id.split(':').map((name) => (name === '' ? undefined : Number(name)));
      const name = (side: 'a' | 'b', at: number) => rows[side].names[at];
      const place = every.findIndex((each) => {
        const pair = order[each];
        if (pair !== undefined) {
          return name('a', pairs.a[pair] ?? 0) === a && name('b', pairs.b[pair] ?? 0) === b;
        }
        return each < order.length + onlyInA.length
          ? b === undefined && name('a', onlyA(each)) === a
          : a === undefined && name('b', onlyB(each)) === b;
      });
      return place < 0 ? undefined : place;
    },
  };
}

function listedRow(standing: Standing, a?: ComparedRow, b?: ComparedRow): ListedRow {
  return { id: `${a?.name ?? ''}:${b?.name ?? ''}`, standing, a, b };
}

/** Places of all pairs: what changed, then rows without a verdict, then all the others. */
function orderOf({ changed, pairs: { changes, length } }: Comparison): Uint32Array {
  const order = new Uint32Array(length);
  const isChanged = new Uint8Array(length);
  for (const pair of changed) isChanged[pair] = 1;
  order.set(changed);
  let next = changed.length;
  for (const change of ['no_verdict', 'same'] as const) {
    const wanted = ALL_CHANGES.indexOf(change);
    changes.forEach((each, pair) => {
      if (each === wanted && isChanged[pair] === 0) order[next++] = pair;
    });
  }
  return order;
}
