import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EvalPlan } from '../../../src/core/runs/evalBackend.js';
import type { BackendName, ResolvedSpec } from '../../../src/core/spec/evalSpec.js';
import { createDatasetFiles } from '../../../src/files/dataset/datasetFiles.js';

export interface ContractTarget {
  readonly model_source: 'serverless' | 'external';
  readonly external_base_url?: string;
  readonly external_api_token?: string;
}

export interface PlanChoices {
  /** Temporary folder, absolute. */
  readonly folder: string;
  readonly backend: BackendName;
  readonly spec: ResolvedSpec;
  readonly rows?: number;
  readonly selectedRows?: readonly number[];
}

/** Row n asks "question n"; every column is used by `contractSpecs`. */
export function contractRow(row: number) {
  return { question: `[row ${row}] question`, answer_a: `answer A${row}`, answer_b: `B${row}` };
}

/** A plan over a dataset that is written into the folder. */
export async function contractPlan(choices: PlanChoices): Promise<EvalPlan> {
  const { folder, backend, spec, rows = 12, selectedRows } = choices;
  const path = join(folder, spec.dataset);
  await mkdir(folder, { recursive: true });
  const lines = Array.from({ length: rows }, (_, index) => JSON.stringify(contractRow(index + 1)));
  await writeFile(path, lines.map((line) => `${line}\n`).join(''));
  return {
    name: 'Contract',
    slug: 'contract',
    spec,
    specPath: join(folder, 'contract.eval.json'),
    backend,
    dataset: { info: await createDatasetFiles().describe(path) },
    ...(selectedRows && { selectedRows }),
    templates: {},
    runsRoot: join(folder, 'runs'),
    notes: [],
  };
}

/** One spec for each type; responses from columns and from a model are both among them. */
export function contractSpecs(target: ContractTarget) {
  const judge = { model: 'demo/judge', system_template: 'Judge this: {{ question }}', ...target };
  const model = {
    model: 'demo/model',
    system_template: 'Answer shortly.',
    input_template: '{{ question }} {{ answer_a }} {{ answer_b }}',
    max_tokens: 64,
    temperature: 0,
    ...target,
  };
  const rubric = { ...judge, system_template: '{{ question }} {{ answer_b }} {{ answer_a }}' };
  return {
    classify: {
      type: 'classify',
      dataset: 'rows.jsonl',
      judge: rubric,
      labels: ['good', 'bad'],
      pass_labels: ['good'],
      model_to_evaluate: 'answer_a',
    },
    score: {
      type: 'score',
      dataset: 'rows.jsonl',
      judge,
      min_score: 1,
      max_score: 5,
      pass_threshold: 3,
      model_to_evaluate: model,
    },
    compare: {
      type: 'compare',
      dataset: 'rows.jsonl',
      judge,
      model_a: model,
      model_b: 'answer_b',
    },
  } satisfies Record<ResolvedSpec['type'], ResolvedSpec>;
}
