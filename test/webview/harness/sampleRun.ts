import { runManifestSchema } from '../../../src/core/runs/manifest.js';
import type { RunManifest } from '../../../src/core/runs/manifest.js';
import type { ResultRow, StoredRow } from '../../../src/core/runs/resultRow.js';
import type { EvaluationType, ResolvedSpec } from '../../../src/core/spec/evalSpec.js';

const QUESTIONS = [
  'Can I return a rain jacket that I never wore?',
  'How long does a refund take, and which card does it go to?',
  'Do you ship to Norway?\nAnd what does express cost?',
  'Is a torn seam covered after two years?',
  'The sole of my boots is worn down after a year of hiking. Is that covered by the warranty?',
];
const ANSWERS = [
  'Yes. Unused items can be returned within 30 days with the receipt.',
  'Within 5 business days, to the original payment method.',
  'We ship to the EU, Norway and Switzerland; express is 12 euros.\n\n- order before 14:00\n- it arrives the next business day',
  'If it is a defect in material or workmanship: yes, tents carry a 3-year warranty.',
  'Wear is not covered, but we can resole the boots in our workshop for 65 euros.',
];
const POLICY =
  'Unused items can be returned within 30 days with the receipt. Refunds take 5 business days.';
const RUBRIC =
  'Judge whether the answer agrees with the policy.\n\nPolicy: {{ policy }}\nQuestion: {{ question }}';

const judge = {
  model: 'openai/gpt-oss-120b',
  model_source: 'serverless' as const,
  system_template: RUBRIC,
};

const SPECS: Record<EvaluationType, ResolvedSpec> = {
  classify: {
    name: 'Answer correctness',
    type: 'classify',
    dataset: 'answers.jsonl',
    labels: ['correct', 'incomplete', 'wrong'],
    pass_labels: ['correct'],
    model_to_evaluate: 'answer',
    judge,
  },
  score: {
    name: 'Answer helpfulness',
    type: 'score',
    dataset: 'answers.jsonl',
    min_score: 1,
    max_score: 10,
    pass_threshold: 7,
    model_to_evaluate: {
      model: 'meta-llama/Llama-3.3-70B-Instruct-Turbo',
      model_source: 'serverless',
      system_template: 'Answer from this policy alone: {{ policy }}',
      input_template: '{{ question }}',
    },
    judge,
  },
  compare: {
    name: 'Prompt v1 vs v2',
    type: 'compare',
    dataset: 'answers.jsonl',
    model_a: 'answer',
    model_b: 'answer_v2',
    judge,
  },
};

export interface SampleOptions {
  readonly type: EvaluationType;
  readonly rows: number;
  readonly manifest?: Partial<RunManifest>;
}

/** A run with every kind of row in it, the same each time. */
export function sampleRun({ type, rows, manifest = {} }: SampleOptions): {
  readonly manifest: RunManifest;
  readonly rows: StoredRow[];
} {
  const spec = SPECS[type];
  return {
    manifest: runManifestSchema.parse({
      gavel_run: 1,
      id: 'a1b2c3',
      slug: 'sample',
      name: spec.name ?? 'sample',
      type,
      backend: 'local',
      status: 'completed',
      demo: false,
      spec,
      spec_path: '../../sample.eval.yaml',
      dataset: { path: '../../answers.jsonl', format: 'jsonl', rows },
      templates: {},
      models: { judge: { model: judge.model, model_source: judge.model_source } },
      created_at: '2026-11-20T09:12:00.000Z',
      started_at: '2026-11-20T09:12:01.000Z',
      finished_at: '2026-11-20T09:14:15.000Z',
      progress: { done: rows, total: rows },
      tool_version: '0.1.0',
      ...manifest,
    }),
    rows: Array.from({ length: rows }, (_, index) => sampleRow(type, index + 1)),
  };
}

function sampleRow(type: EvaluationType, row: number): StoredRow {
  // A fixed permutation stands for chance.
  const chance = (row * 7919) % 100;
  const at = row % QUESTIONS.length;
  const values = {
    id: `T-${100 + row}`,
    question: QUESTIONS[at] ?? '',
    policy: POLICY,
    answer: ANSWERS[at] ?? '',
    ...(type === 'compare' ? { answer_v2: ANSWERS[(at + 1) % ANSWERS.length] ?? '' } : {}),
  };
  const verdict =
    type === 'classify'
      ? classified(chance)
      : type === 'score'
        ? scored(chance, values.answer)
        : compared(chance);
  const isError = chance === 97;
  return {
    result: { ...values, ...verdict },
    details: {
      row,
      outcome: 'passed',
      usage: { prompt_tokens: 412 + chance, completion_tokens: 38 },
      duration_ms: 400 + 13 * chance,
      ...(isError && {
        errors: [{ stage: 'judge', message: 'The endpoint answered 503 four times in a row.' }],
      }),
    },
  };
}

function classified(chance: number): ResultRow {
  if (chance === 97) return { evaluation_successful: false, label: null, feedback: null };
  if (chance > 97) {
    return {
      evaluation_successful: false,
      label: null,
      feedback: 'I would say it is mostly fine.',
    };
  }
  const label = chance < 70 ? 'correct' : chance < 85 ? 'incomplete' : 'wrong';
  const feedback =
    label === 'correct'
      ? 'The answer agrees with the policy and leaves nothing out.'
      : 'The policy says more than the answer does: the receipt is not mentioned.';
  return { evaluation_successful: true, label, feedback };
}

function scored(chance: number, answer: string): ResultRow {
  const output = { MODEL_TO_EVALUATE_OUTPUT: answer };
  if (chance === 97)
    return { ...output, evaluation_successful: false, score: null, feedback: null };
  if (chance > 97) {
    return { ...output, evaluation_successful: false, score: 14, feedback: 'Beyond the scale.' };
  }
  const score = 1 + Math.round(Math.sqrt(chance) * 1.8) / 2;
  return {
    ...output,
    evaluation_successful: true,
    score: Math.min(10, score),
    feedback: 'Useful and short; it could name the deadline.',
  };
}

function compared(chance: number): ResultRow {
  const raw = (choice: string, feedback: string) => JSON.stringify({ feedback, choice });
  if (chance >= 97) {
    return {
      judge_raw_output_original: chance === 97 ? null : 'Both are fine.',
      judge_raw_output_flipped: chance === 97 ? null : 'Hard to say.',
      choice_original: null,
      choice_flipped: null,
      judge_feedback_original_order: null,
      judge_feedback_flipped_order: null,
      final_decision: null,
      evaluation_successful: false,
      is_invalid_judge_output: true,
    };
  }
  const original = chance < 55 ? 'A' : 'B';
  const flipped = chance < 45 ? 'A' : 'B';
  const first = `Response ${original} names the deadline, the other one doesn’t.`;
  const second = `Response ${flipped === 'A' ? 'B' : 'A'} is more precise than ${flipped}.`;
  return {
    judge_raw_output_original: raw(original, first),
    judge_raw_output_flipped: raw(flipped === 'A' ? 'B' : 'A', second),
    choice_original: original,
    judge_feedback_original_order: first,
    choice_flipped: flipped,
    judge_feedback_flipped_order: second,
    final_decision: original === flipped ? original : 'Tie',
    evaluation_successful: true,
    is_invalid_judge_output: false,
  };
}
