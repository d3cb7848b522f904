import { asLabel, asScore } from '../judging/verdictValues.js';
import type { Estimate } from '../runs/manifest.js';
import type { ResultRow } from '../runs/resultRow.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { wilsonEstimate } from '../stats/intervals.js';
import { growRowList } from './rowList.js';
import type { GrowingRowList, RowList } from './rowList.js';

/** What a judge does that says little for the care it takes. */
export interface FeedbackHabits {
  /** Evaluated rows. */
  readonly rows: number;
  /** Evaluated rows whose verdict came without a word of feedback. */
  readonly without_feedback: RowList;
  /** Feedback that several rows share, white space aside, the most frequent first; three at most. */
  readonly repeated: readonly { readonly text: string; readonly rows: RowList }[];
  /** Classify: labels of the list that no row got. */
  readonly unused_labels: readonly string[];
  /** Score: the score that most rows got, and its share of the evaluated rows (Wilson). */
  readonly commonest_score: { readonly score: number; readonly share: Estimate } | null;
}

interface HabitsCollector {
  /** Of an evaluated row alone. */
  add(result: ResultRow, feedback: readonly string[], id: number): void;
  current(): FeedbackHabits;
}

/** Fewer rows than this with the same words are no habit. */
const FEWEST_REPEATED = 3;

export function collectFeedbackHabits(spec: ResolvedSpec): HabitsCollector {
  const without = growRowList();
  /** By digest: the texts of 100,000 rows are not kept to learn that each came once. */
  const texts = new Map<number, { first: number; text?: string; rows?: GrowingRowList }>();
  const used = new Set<string>();
  const scores = new Map<number, number>();
  let rows = 0;

  return {
    add(result, feedback, id) {
      rows += 1;
      if (spec.type === 'classify') {
        const label = asLabel(result['label'], spec.labels);
        if (label !== undefined) used.add(label);
      }
      const score = spec.type === 'score' ? asScore(result['score']) : undefined;
      if (score !== undefined) scores.set(score, (scores.get(score) ?? 0) + 1);

      const text = feedback.join('\n').replace(/\s+/g, ' ').trim();
      if (text === '') {
        without.add(id);
        return;
      }
      const key = digest(text);
      const known = texts.get(key);
      if (!known) {
        texts.set(key, { first: id });
        return;
      }
      known.text ??= text;
      if (!known.rows) {
        known.rows = growRowList();
        known.rows.add(known.first);
      }
      known.rows.add(id);
    },
    current() {
      const repeated = [...texts.values()]
        .flatMap(({ text, rows: listed }) =>
          text === undefined || !listed ? [] : [{ text, rows: listed.current() }],
        )
        .filter((each) => each.rows.count >= FEWEST_REPEATED)
        .sort((a, b) => b.rows.count - a.rows.count)
        .slice(0, 3);
      const [commonest] = [...scores].sort(([a, m], [b, n]) => n - m || a - b);
      const share = commonest && wilsonEstimate(commonest[1], rows);
      return {
        rows,
        without_feedback: without.current(),
        repeated,
        unused_labels:
          spec.type === 'classify' ? spec.labels.filter((label) => !used.has(label)) : [],
        commonest_score: commonest && share ? { score: commonest[0], share } : null,
      };
    },
  };
}

/** Two rounds of FNV-1a (Fowler, Noll, Vo) with 32 bits each, as one number of 53. */
function digest(text: string): number {
  let low = 0x811c9dc5;
  let high = 0xc9dc5118;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code ^ (index & 0xff), 0x01000193);
  }
  return (high >>> 11) * 2 ** 32 + (low >>> 0);
}
