import type { ComparedRow } from '../../core/compare/comparedRow.js';
import { changedPairs, hasMoved } from '../../core/compare/compareRuns.js';
import type { Comparison } from '../../core/compare/compareRuns.js';
import { CHANGES } from '../../core/compare/pairedChange.js';
import type { Change } from '../../core/compare/pairedChange.js';
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

/** The rows of a comparison in the order in which they are worth reading: what changed first. */
export interface ListedRows {
  readonly filters: ComparisonView['filters'];
  readonly total: number;
  matching(filters: readonly string[]): readonly ListedRow[];
  named(id: string): ListedRow | undefined;
}

const WORDS: Record<Standing, readonly [label: string, tone: Tone]> = {
  fixed: ['fixed', 'pass'],
  broken: ['broken', 'fail'],
  up: ['higher', 'pass'],
  down: ['lower', 'fail'],
  to_a: ['towards A', 'a'],
  to_b: ['towards B', 'b'],
  relabelled: ['other label', 'neutral'],
  same: ['same', 'neutral'],
  no_verdict: ['no verdict', 'warn'],
  only_in_a: ['only in A', 'neutral'],
  only_in_b: ['only in B', 'neutral'],
};

export function standingWords(standing: Standing): { readonly label: string; readonly tone: Tone } {
  const [label, tone] = WORDS[standing];
  return { label, tone };
}

export function listRows(comparison: Comparison): ListedRows {
  const { pairs, onlyInA, onlyInB, counts, measure, relabelled } = comparison;
  const pairRow = (pair: Comparison['pairs'][number], standing: Standing): ListedRow => ({
    id: `${pair.a.name}:${pair.b.name}`,
    standing,
    a: pair.a,
    b: pair.b,
  });
  const ofChange = (change: Change) =>
    pairs.filter((pair) => pair.change === change && !hasMoved(pair));
  const all: readonly ListedRow[] = [
    ...changedPairs(comparison).map((pair) =>
      pairRow(pair, pair.change === 'same' ? 'relabelled' : pair.change),
    ),
    ...ofChange('no_verdict').map((pair) => pairRow(pair, 'no_verdict')),
    ...ofChange('same').map((pair) => pairRow(pair, 'same')),
    ...onlyInA.map((a): ListedRow => ({
      id: `${a.name}:`,
      standing: 'only_in_a',
      a,
      b: undefined,
    })),
    ...onlyInB.map((b): ListedRow => ({
      id: `:${b.name}`,
      standing: 'only_in_b',
      a: undefined,
      b,
    })),
  ];
  const chip = (id: Standing, count: number) => ({ id, count, ...standingWords(id) });
  const byId = new Map(all.map((row) => [row.id, row]));
  const lists = new Map<string, readonly ListedRow[]>();
  return {
    filters: [
      ...CHANGES[measure].map((change) => chip(change, counts[change])),
      ...(relabelled > 0 ? [chip('relabelled', relabelled)] : []),
      chip('same', counts.same),
      ...(counts.no_verdict > 0 ? [chip('no_verdict', counts.no_verdict)] : []),
      ...(onlyInA.length > 0 ? [chip('only_in_a', onlyInA.length)] : []),
      ...(onlyInB.length > 0 ? [chip('only_in_b', onlyInB.length)] : []),
    ],
    total: all.length,
    matching(filters) {
      if (filters.length === 0) return all;
      const key = [...filters].sort().join(' ');
      const known = lists.get(key);
      if (known) return known;
      const wanted = new Set(filters);
      // Another label is the same side of passing: `same` counts it too.
      if (wanted.has('same')) wanted.add('relabelled');
      const made = all.filter(({ standing }) => wanted.has(standing));
      lists.set(key, made);
      return made;
    },
    named: (id) => byId.get(id),
  };
}
