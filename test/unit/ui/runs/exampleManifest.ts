import type { RunManifest } from '../../../../src/core/runs/manifest.js';

/** A finished run of 500 rows; `changes` take the place of its fields. */
export function exampleManifest(changes: Partial<RunManifest> = {}): RunManifest {
  return {
    gavel_run: 1,
    id: 'a1b2c3d4',
    slug: 'correctness-rubric',
    name: 'correctness-rubric',
    type: 'classify',
    backend: 'together',
    status: 'completed',
    demo: false,
    spec: {
      type: 'classify',
      dataset: 'rows.jsonl',
      judge: { model: 'judge-model', model_source: 'serverless', system_template: 'Judge.' },
      labels: ['yes', 'no'],
      pass_labels: ['yes'],
      model_to_evaluate: 'answer',
    },
    spec_path: '../../../judge.eval.json',
    dataset: { path: '../../../rows.jsonl', rows: 500 },
    templates: {},
    models: { judge: { model: 'judge-model', model_source: 'serverless' } },
    workflow_id: 'eval-1a2b-1790000000',
    created_at: '2026-11-23T11:50:00.000Z',
    started_at: '2026-11-23T11:50:01.000Z',
    finished_at: '2026-11-23T11:58:00.000Z',
    progress: { done: 500, total: 500 },
    statistics: {
      type: 'classify',
      n: 500,
      evaluated: 495,
      passed: 412,
      failed: 83,
      invalid: 3,
      judge_errors: 2,
      generation_errors: 0,
      pass_rate: { value: 412 / 495, low: 0.797, high: 0.8627, method: 'wilson' },
    },
    tool_version: '0.1.0',
    ...changes,
  };
}

/** As `changes`, for a run that has no end yet. */
export function unfinishedManifest(changes: Partial<RunManifest> = {}): RunManifest {
  const manifest = exampleManifest();
  delete manifest.finished_at;
  delete manifest.statistics;
  return { ...manifest, status: 'running', progress: { done: 200, total: 500 }, ...changes };
}
