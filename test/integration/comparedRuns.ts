import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ResolvedSpec } from '../../src/core/spec/evalSpec.js';
import { runStatistics } from '../../src/core/stats/runStatistics.js';
import { createRunFolders } from '../../src/files/runs/runFolders.js';

const RUBRICS = {
  v1: 'Is the answer good?\n\nQuestion: {{ question }}',
  v2: 'Is the answer good, and does it name the rule?\n\nQuestion: {{ question }}',
};
type Version = keyof typeof RUBRICS;

/** How the rows fare: passed by both versions, fixed in the second, broken in it, failed by both. */
export const FARES = { both: 28, fixed: 20, broken: 5, neither: 7 };

/** A row of the dataset, and whether the judge passes either answer. */
export interface ComparedSample {
  readonly values: Readonly<Record<string, string>>;
  readonly passes: Readonly<Record<Version, boolean>>;
}

const PASSES: Readonly<Record<keyof typeof FARES, Readonly<Record<Version, boolean>>>> = {
  both: { v1: true, v2: true },
  fixed: { v1: false, v2: true },
  broken: { v1: true, v2: false },
  neither: { v1: false, v2: false },
};
/** The second run fails rows of the last topic alone. */
const TOPICS = [
  ...Array<string>(25).fill('refunds'),
  ...Array<string>(20).fill('shipping'),
  ...Array<string>(15).fill('warranty'),
];

/** Sixty questions with two answers each; the experts say otherwise than the second run in each tenth. */
export function comparedSamples(): readonly ComparedSample[] {
  const fares = (Object.keys(FARES) as (keyof typeof FARES)[]).flatMap((fare) =>
    Array<keyof typeof FARES>(FARES[fare]).fill(fare),
  );
  return fares.map((fare, index) => {
    const passes = PASSES[fare];
    const isGood = index % 10 === 9 ? !passes.v2 : passes.v2;
    const values = {
      id: `Q-${index + 1}`,
      topic: TOPICS[index] ?? '',
      question: `What holds in case ${index + 1}?`,
      answer_v1: `The short answer to case ${index + 1}.`,
      answer_v2: `The longer answer to case ${index + 1}, with the rule.`,
      expert: isGood ? 'good' : 'bad',
    };
    return { values, passes };
  });
}

/**
 * Writes a dataset and two runs over it into a workspace (absolute path): each judges other answers by
 * another rubric. Gives the manifests' paths, the earlier run first.
 */
export async function writeComparedRuns(workspace: string): Promise<readonly [string, string]> {
  const samples = comparedSamples();
  const text = samples.map(({ values }) => `${JSON.stringify(values)}\n`).join('');
  await writeFile(join(workspace, 'cases.jsonl'), text);
  const sha256 = createHash('sha256').update(text).digest('hex');
  return [await writeRun('v1', { workspace, sha256 }), await writeRun('v2', { workspace, sha256 })];
}

async function writeRun(
  version: Version,
  { workspace, sha256 }: { readonly workspace: string; readonly sha256: string },
): Promise<string> {
  const samples = comparedSamples();
  const judge = { model: 'a-judge', model_source: 'serverless' } as const;
  const spec: ResolvedSpec = {
    name: `Cases ${version}`,
    type: 'classify',
    dataset: 'cases.jsonl',
    labels: ['good', 'bad'],
    pass_labels: ['good'],
    model_to_evaluate: `answer_${version}`,
    judge: { ...judge, system_template: RUBRICS[version] },
  };
  const rows = samples.map(({ values, passes }, index) => ({
    result: {
      ...values,
      MODEL_TO_EVALUATE_OUTPUT: values[`answer_${version}`] ?? '',
      label: passes[version] ? 'good' : 'bad',
      feedback: passes[version] ? 'It says what holds.' : 'The rule is missing.',
      evaluation_successful: true,
    },
    details: { row: index + 1, outcome: passes[version] ? 'passed' : 'failed' } as const,
  }));
  const day = version === 'v1' ? '19' : '20';
  const store = createRunFolders();
  const run = await store.create(join(workspace, '.gavel', 'runs'), {
    gavel_run: 1,
    id: `cases-${version}`,
    slug: `cases-${version}`,
    name: `Cases ${version}`,
    type: 'classify',
    backend: 'local',
    status: 'completed',
    demo: false,
    spec,
    spec_path: '../../../cases.eval.yaml',
    dataset: { path: '../../../cases.jsonl', sha256, format: 'jsonl', rows: rows.length },
    templates: {},
    models: { judge },
    created_at: `2026-11-${day}T09:12:00.000Z`,
    started_at: `2026-11-${day}T09:12:01.000Z`,
    finished_at: `2026-11-${day}T09:14:15.000Z`,
    progress: { done: rows.length, total: rows.length },
    statistics: runStatistics(spec, rows),
    tool_version: '0.1.0',
  });
  await store.append(run, rows);
  return store.manifestPath(run);
}
