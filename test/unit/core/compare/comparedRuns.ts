import { compareRuns } from '../../../../src/core/compare/compareRuns.js';
import type { CompareOptions } from '../../../../src/core/compare/compareRuns.js';
import type { ComparedRun, Comparison } from '../../../../src/core/compare/comparison.js';
import { runManifestSchema } from '../../../../src/core/runs/manifest.js';
import type { RunManifest } from '../../../../src/core/runs/manifest.js';
import type { ResultRow, StoredRow } from '../../../../src/core/runs/resultRow.js';
import type { EvaluationType, ResolvedSpec } from '../../../../src/core/spec/evalSpec.js';

const JUDGE = {
  model: 'judge-1',
  model_source: 'serverless' as const,
  system_template: 'Is it right? {{ question }}',
};

const SPECS: Record<EvaluationType, ResolvedSpec> = {
  classify: {
    type: 'classify',
    dataset: 'rows.jsonl',
    labels: ['good', 'fair', 'bad'],
    pass_labels: ['good', 'fair'],
    model_to_evaluate: 'answer',
    judge: JUDGE,
  },
  score: {
    type: 'score',
    dataset: 'rows.jsonl',
    min_score: 1,
    max_score: 10,
    pass_threshold: 6,
    model_to_evaluate: 'answer',
    judge: JUDGE,
  },
  compare: {
    type: 'compare',
    dataset: 'rows.jsonl',
    model_a: 'answer',
    model_b: 'answer_2',
    judge: JUDGE,
  },
};

/** A run in memory. */
export interface MemoryRun extends ComparedRun {
  readonly rows: readonly StoredRow[];
}

export interface RunText {
  readonly type?: EvaluationType;
  /** Laid over the spec of the type. */
  readonly spec?: object;
  readonly manifest?: Partial<RunManifest>;
  readonly rows: readonly StoredRow[];
}

let made = 0;

export function memoryRun({ type = 'classify', spec, manifest = {}, rows }: RunText): MemoryRun {
  made += 1;
  return {
    run: { id: `run${made}`, folder: `/runs/${made}` },
    manifest: runManifestSchema.parse({
      gavel_run: 1,
      id: `run${made}`,
      slug: 'sample',
      name: `Run ${made}`,
      type,
      backend: 'local',
      status: 'completed',
      demo: false,
      spec: { ...SPECS[type], ...spec },
      dataset: {},
      templates: {},
      models: { judge: { model: JUDGE.model, model_source: JUDGE.model_source } },
      created_at: '2026-11-20T09:12:00.000Z',
      progress: { done: rows.length, total: rows.length },
      tool_version: '0.1.0',
      ...manifest,
    }),
    rows,
  };
}

/** A row with a verdict: a label, a score, or A, B, Tie; null: the judge gave no answer. */
export function judged(
  type: EvaluationType,
  verdict: string | number | null,
  values: ResultRow,
  row?: number,
): StoredRow {
  const column = { classify: 'label', score: 'score', compare: 'final_decision' }[type];
  return {
    result: { ...values, evaluation_successful: verdict !== null, [column]: verdict },
    ...(row !== undefined && { details: { row, outcome: 'passed' as const } }),
  };
}

/** Rows about q1, q2, … in this order, with these verdicts. */
export function judgedRows(
  type: EvaluationType,
  verdicts: readonly (string | number | null)[],
): StoredRow[] {
  return verdicts.map((verdict, index) =>
    judged(type, verdict, { question: `q${index + 1}`, answer: `a${index + 1}` }, index + 1),
  );
}

/** The rows of runs in memory. */
export function memoryRows(...runs: readonly MemoryRun[]): CompareOptions['runs'] {
  return {
    async *rows({ folder }) {
      await Promise.resolve();
      yield* runs.find(({ run }) => run.folder === folder)?.rows ?? [];
    },
  };
}

export function compared(
  a: MemoryRun,
  b: MemoryRun,
  options: Omit<CompareOptions, 'runs'> = {},
): Promise<Comparison> {
  return compareRuns(a, b, { ...options, runs: memoryRows(a, b) });
}
