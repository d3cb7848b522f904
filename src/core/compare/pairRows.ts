import type { ComparedRow } from './comparedRow.js';

export interface RowPair {
  readonly a: ComparedRow;
  readonly b: ComparedRow;
}

export interface PairedRows {
  readonly pairs: readonly RowPair[];
  readonly onlyA: readonly ComparedRow[];
  readonly onlyB: readonly ComparedRow[];
  /** Pairs of a content that a run holds more than once. */
  readonly repeated: number;
  /** Rows of `onlyA` and `onlyB` whose content the other run has, but less often. */
  readonly unpairedRepeats: number;
}

/**
 * Pairs the rows whose keys are equal. A content that stands in a run several times is paired in the
 * order of the dataset, the first with the first. Each key in turn pairs what those before it left.
 *
 * @param keyAt places in `ComparedRow.keys`, the strictest key first
 */
export function pairRows(
  a: readonly ComparedRow[],
  b: readonly ComparedRow[],
  keyAt: readonly number[],
): PairedRows {
  const pairs: RowPair[] = [];
  let repeated = 0;
  let left = { a: inOrder(a), b: inOrder(b) };
  for (const at of keyAt) {
    const groups = new Map<string, { a: ComparedRow[]; b: ComparedRow[] }>();
    const groupOf = ({ keys }: ComparedRow) => {
      const key = keys[at] ?? '';
      const known = groups.get(key);
      if (known) return known;
      const made = { a: [], b: [] };
      groups.set(key, made);
      return made;
    };
    for (const row of left.a) groupOf(row).a.push(row);
    for (const row of left.b) groupOf(row).b.push(row);
    const rest: { a: ComparedRow[]; b: ComparedRow[] } = { a: [], b: [] };
    for (const group of groups.values()) {
      const count = Math.min(group.a.length, group.b.length);
      for (let index = 0; index < count; index += 1) {
        const [one, other] = [group.a[index], group.b[index]];
        if (one && other) pairs.push({ a: one, b: other });
      }
      if (Math.max(group.a.length, group.b.length) > 1) repeated += count;
      rest.a.push(...group.a.slice(count));
      rest.b.push(...group.b.slice(count));
    }
    left = rest;
  }
  return {
    pairs: pairs.sort((one, other) => one.b.row - other.b.row || one.a.row - other.a.row),
    onlyA: inOrder(left.a),
    onlyB: inOrder(left.b),
    repeated,
    unpairedRepeats: known(left.a, b, keyAt) + known(left.b, a, keyAt),
  };
}

/** How many of the rows have a content that is among those of the other run. */
function known(
  rows: readonly ComparedRow[],
  others: readonly ComparedRow[],
  keyAt: readonly number[],
): number {
  const last = keyAt.at(-1) ?? 0;
  if (rows.length === 0) return 0;
  const contents = new Set(others.map(({ keys }) => keys[last]));
  return rows.filter(({ keys }) => contents.has(keys[last])).length;
}

/** By the dataset: the order of a result file is the one in which replies came. */
function inOrder(rows: readonly ComparedRow[]): ComparedRow[] {
  return [...rows].sort((one, other) => one.row - other.row || one.line - other.line);
}
