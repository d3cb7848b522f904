import type { RunManifest } from '../../../src/core/runs/manifest.js';
import type { StoredRow } from '../../../src/core/runs/resultRow.js';
import { judged, memoryRun } from '../../unit/core/compare/comparedRuns.js';
import type { MemoryRun } from '../../unit/core/compare/comparedRuns.js';

const QUESTIONS = [
  'Can I return a rain jacket that I never wore?',
  'How long does a refund take, and which card does it go to?',
  'Do you ship to Norway?\nAnd what does express cost?',
  'Is a torn seam covered after two years?',
];
const OLD = 'Yes. Unused items can be returned within 30 days, with the receipt.';
const NEW = 'Yes. Unused items can be sent back within 30 days; keep the receipt.';

const RUBRIC = 'Judge whether the answer agrees with the policy.\n\nQuestion: {{ question }}';

export interface PairOptions {
  readonly rows: number;
  /** Changes of the manifests. */
  readonly a?: Partial<RunManifest>;
  readonly b?: Partial<RunManifest>;
  /** What B calls the column `question`. */
  readonly renamed?: string;
}

/**
 * Two runs with every kind of row: of each 100 rows, 8 are fixed, 3 broken, 1 without a verdict in B;
 * the last row is in A alone.
 */
export function comparedPair({ rows, a, b, renamed = 'question' }: PairOptions): MemoryRun[] {
  const one = memoryRun({
    spec: { name: 'Support answers', judge: judgeOf(RUBRIC) },
    manifest: { name: 'Support answers, short prompt', ...a },
    rows: Array.from({ length: rows }, (_, index) => rowOf('a', index + 1, 'question')),
  });
  const other = memoryRun({
    spec: { name: 'Support answers', judge: judgeOf(`${RUBRIC}\nBe strict.`) },
    manifest: { name: 'Support answers, long prompt', ...b },
    rows: Array.from({ length: rows - 1 }, (_, index) => rowOf('b', index + 1, renamed)),
  });
  return [one, other];
}

function judgeOf(template: string) {
  return { model: 'judge-1', model_source: 'serverless', system_template: template };
}

function rowOf(side: 'a' | 'b', row: number, column: string): StoredRow {
  const chance = row % 100;
  const values = {
    [column]: `${QUESTIONS[row % QUESTIONS.length] ?? ''} (case ${row})`,
    answer: side === 'a' || row % 2 === 0 ? OLD : NEW,
    feedback:
      verdictOf('a', chance) === 'good'
        ? 'The answer agrees with the policy.'
        : 'The policy says more than the answer does.',
  };
  return judged('classify', verdictOf(side, chance), values, row);
}

function verdictOf(side: 'a' | 'b', chance: number): string | null {
  const isB = side === 'b';
  if (chance < 8) return isB ? 'good' : 'bad';
  if (chance < 11) return isB ? 'bad' : 'good';
  if (chance === 11) return isB ? null : 'good';
  return chance < 80 ? 'good' : 'bad';
}
