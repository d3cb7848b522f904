/** Why a row is worth reading, the most telling first. */
const READ_REASONS = ['truth', 'feedback', 'orders', 'judgements', 'borderline'] as const;
type ReadReason = (typeof READ_REASONS)[number];

/** A row to read, with what is odd about it. */
export interface ReadFirst {
  readonly id: number;
  /** What the judge said: a label, a score, `A`, `B`, `Tie`. */
  readonly verdict: string;
  /** In the order of `READ_REASONS`. */
  readonly reasons: readonly { readonly kind: ReadReason; readonly text: string }[];
}

/** One thing that is odd about one row. */
interface OddRow {
  readonly id: number;
  readonly verdict: string;
  readonly kind: ReadReason;
  readonly text: string;
}

/** Rows to read, while reasons come in. */
interface ReadFirstCollector {
  add(odd: OddRow): void;
  /**
   * The rows to read, 20 at most, with reasons that are known by now only: rows with several reasons
   * before those with one; then the kinds take turns, so that the commonest does not fill the list.
   */
  current(late: readonly OddRow[]): ReadFirst[];
}

const MOST_ROWS = 20;
/** Of each kind so many are kept: any of them may turn out to have a second reason. */
const MOST_OF_A_KIND = 2000;

export function collectReadFirst(): ReadFirstCollector {
  const kept = new Map<ReadReason, OddRow[]>(READ_REASONS.map((kind) => [kind, []]));
  return {
    add(odd) {
      const rows = kept.get(odd.kind);
      if (rows && rows.length < MOST_OF_A_KIND) rows.push(odd);
    },
    current(late) {
      const rows = new Map<number, OddRow[]>();
      for (const odd of [...late, ...[...kept.values()].flat()]) {
        rows.set(odd.id, [...(rows.get(odd.id) ?? []), odd]);
      }
      const read = [...rows].map(([id, odds]) => ({
        id,
        verdict: odds[0]?.verdict ?? '',
        reasons: READ_REASONS.flatMap((kind) => {
          const odd = odds.find((each) => each.kind === kind);
          return odd ? [{ kind, text: odd.text }] : [];
        }),
      }));
      const several = read
        .filter(({ reasons }) => reasons.length > 1)
        .sort((a, b) => b.reasons.length - a.reasons.length);
      const single = read.filter(({ reasons }) => reasons.length === 1);
      return [...several, ...inTurns(single)].slice(0, MOST_ROWS);
    },
  };
}

function inTurns(rows: readonly ReadFirst[]): ReadFirst[] {
  const queues = READ_REASONS.map((kind) =>
    rows.filter(({ reasons }) => reasons[0]?.kind === kind),
  );
  return Array.from({ length: MOST_ROWS }, (_, turn) =>
    queues.flatMap((queue) => queue[turn] ?? []),
  ).flat();
}
