import assert from 'node:assert/strict';
import type { RunManifest, RunStatistics } from '../../../../src/core/runs/manifest.js';
import { runConcerns } from '../../../../src/core/runs/runConcerns.js';
import { modelFamily } from '../../../../src/core/runs/sharedModel.js';
import type { EvaluationType } from '../../../../src/core/spec/evalSpec.js';
import { meanEstimate, wilsonEstimate } from '../../../../src/core/stats/intervals.js';
import { addToMoments, emptyMoments } from '../../../../src/core/stats/moments.js';
import { sampleRun } from '../../../webview/harness/sampleRun.js';

interface Counts {
  readonly passed?: number;
  readonly failed?: number;
  readonly invalid?: number;
  readonly judge?: number;
  readonly generation?: number;
}

function counted(type: EvaluationType, counts: Counts): RunStatistics {
  const { passed = 0, failed = 0, invalid = 0, judge = 0, generation = 0 } = counts;
  const evaluated = passed + failed;
  const tally = {
    ...{ type, n: evaluated + invalid + judge + generation, evaluated, passed, failed, invalid },
    ...{ judge_errors: judge, generation_errors: generation },
  };
  if (type !== 'compare') return { ...tally, pass_rate: wilsonEstimate(passed, evaluated) };
  return {
    ...{ ...tally, passed: 0, failed: 0 },
    compare: {
      ...{ a_wins: passed, b_wins: failed, ties: 0 },
      win_rate_a: wilsonEstimate(passed, evaluated),
      ...{ position_consistency: null, first_position_rate: null },
    },
  };
}

function scored(scores: Readonly<Record<number, number>>): RunStatistics {
  const bins = Object.entries(scores).map(([score, count]) => ({
    ...{ from: Number(score), to: Number(score), count },
  }));
  let moments = emptyMoments();
  for (const { from, count } of bins) {
    for (let row = 0; row < count; row++) moments = addToMoments(moments, from);
  }
  const passed = bins.reduce((sum, { from, count }) => sum + (from >= 7 ? count : 0), 0);
  const failed = moments.count - passed;
  const mean = meanEstimate(moments, { min: 1, max: 10 });
  return { ...counted('score', { passed, failed }), mean, scores: bins };
}

interface Case {
  readonly type?: EvaluationType;
  readonly manifest?: Partial<RunManifest>;
  readonly spec?: object;
  readonly statistics?: RunStatistics;
  readonly isLabelled?: boolean;
}

/** Many rows in the middle of the scale, labelled by people: nothing is to be said. */
const PLAIN = counted('classify', { passed: 300, failed: 200 });

function concernsOf({ type = 'classify', manifest = {}, spec, statistics, isLabelled }: Case) {
  const run = sampleRun({ type, rows: 0, manifest: { dataset: { rows: 500 }, ...manifest } });
  return runConcerns({
    manifest: { ...run.manifest, spec: { ...run.manifest.spec, ...spec } },
    statistics: statistics ?? PLAIN,
    isLabelled: isLabelled ?? true,
  });
}

const generated = (model: string) => ({
  ...{ model, model_source: 'serverless', system_template: '', input_template: '' },
});

const CASES: readonly [name: string, run: Case, expected: readonly string[]][] = [
  ['nothing of a run that gives no reason to doubt', {}, []],
  [
    'few rows: how wide, and how many would halve it',
    { statistics: counted('classify', { passed: 20, failed: 20 }) },
    [
      'warn: 40 judged rows leave the rate open by ±15 points. About 180 rows would halve that. The dataset has 500.',
    ],
  ],
  [
    'one row',
    { statistics: counted('classify', { passed: 1 }), manifest: { dataset: {} } },
    ['warn: 1 judged row leaves the rate open by ±40 points. About 6 rows would halve that.'],
  ],
  [
    'few rows only once the run has ended',
    { statistics: counted('classify', { passed: 2, failed: 2 }), manifest: { status: 'running' } },
    [],
  ],
  ['no row', { statistics: counted('classify', {}) }, []],
  ['just enough rows', { statistics: counted('classify', { passed: 47, failed: 47 }) }, []],
  [
    'many invalid',
    { statistics: counted('classify', { passed: 300, failed: 170, invalid: 30 }) },
    [
      'warn: 30 of 500 rows (6.0 %) got no verdict that can be used and are in no rate. Read some of their replies, and say in the rubric exactly what to answer.',
    ],
  ],
  [
    'a twentieth invalid is not many',
    { statistics: counted('classify', { passed: 300, failed: 175, invalid: 25 }) },
    [],
  ],
  [
    'many errors',
    { statistics: counted('classify', { passed: 300, failed: 140, judge: 20, generation: 40 }) },
    [
      'warn: 60 of 500 rows (12.0 %) met an error and are in no rate. Retry them: rows that fail are seldom like the others. → retryFailed',
    ],
  ],
  [
    'ceiling of a pass rate',
    { statistics: counted('classify', { passed: 490, failed: 10 }) },
    [
      'warn: 98.0 % of the judged rows pass, so this dataset can’t tell good from better. Harder rows or a stricter rubric would.',
    ],
  ],
  [
    'floor of a pass rate',
    { statistics: counted('classify', { passed: 3, failed: 497 }) },
    [
      'warn: 99.4 % of the judged rows fail, so this dataset can’t tell good from better. Easier rows or a milder rubric would.',
    ],
  ],
  [
    'ceiling of the scores, which says more than that of their pass rate',
    {
      type: 'score',
      statistics: scored({ 10: 190, 9: 10 }),
      spec: { model_to_evaluate: 'answer' },
    },
    [
      'warn: 95.0 % of the judged rows have the highest score, so this dataset can’t tell good from better. Harder rows or a stricter rubric would.',
    ],
  ],
  [
    'floor of the scores',
    { type: 'score', statistics: scored({ 1: 190, 5: 10 }), spec: { model_to_evaluate: 'answer' } },
    [
      'warn: 95.0 % of the judged rows have the lowest score, so this dataset can’t tell good from better. Easier rows or a milder rubric would.',
    ],
  ],
  [
    'the judge judges itself',
    { spec: { model_to_evaluate: generated('openai/GPT-OSS-120b') } },
    [
      'warn: openai/gpt-oss-120b is the judge, and every response is its own: judges favour their own text. Ask a judge of another family.',
    ],
  ],
  [
    'the judge judges a relative',
    { spec: { model_to_evaluate: generated('openai/gpt-4.1-mini') } },
    [
      'hint: Judge and judged model are both of the GPT family (openai/gpt-oss-120b, openai/gpt-4.1-mini): judges favour text like their own. A judge of another family would show by how much.',
    ],
  ],
  [
    'one side of a comparison is the judge’s own',
    {
      type: 'compare',
      statistics: counted('compare', { passed: 300, failed: 200 }),
      spec: { model_a: generated('meta-llama/Llama-4'), model_b: generated('openai/gpt-oss-120b') },
    },
    [
      'warn: openai/gpt-oss-120b is the judge, and response B is its own: judges favour their own text. Ask a judge of another family.',
    ],
  ],
  [
    'both sides of a comparison are the judge’s own: none is favoured',
    {
      type: 'compare',
      statistics: counted('compare', { passed: 300, failed: 200 }),
      spec: {
        model_a: generated('openai/gpt-oss-120b'),
        model_b: generated('openai/gpt-oss-120b'),
      },
    },
    [],
  ],
  [
    'one order alone',
    {
      type: 'compare',
      statistics: counted('compare', { passed: 300, failed: 200 }),
      spec: { disable_position_bias_correction: true },
    },
    [
      'warn: Each row was judged in one order alone, so a judge that favours the first response goes unnoticed. Remove disable_position_bias_correction from the spec to judge both.',
    ],
  ],
  [
    'rows that fit no row of the dataset, and figures that differ',
    {
      manifest: {
        join: { joined: 499, without_result: 1, without_row: 0 },
        aggregate_differences: ['pass rate 80 %, by rows 81 %'],
      },
    },
    [
      'warn: 1 row of the dataset is not in the service’s result file and counts as a judge error.',
      'warn: The service’s figures differ from its rows, and those of the rows are shown: pass rate 80 %, by rows 81 %.',
    ],
  ],
  [
    'one order alone, of verdicts that were imported: there is no spec to change',
    {
      type: 'compare',
      statistics: counted('compare', { passed: 300, failed: 200 }),
      spec: { disable_position_bias_correction: true },
      manifest: { imported_from: { file: 'pairs.jsonl', sha256: 'ab', map: {} } },
    },
    [
      'warn: Each row was judged in one order alone, so a judge that favours the first response goes unnoticed. If the file has the choices of the other order too, import it with that column as flipped.',
    ],
  ],
  [
    'no labels of people',
    { isLabelled: false },
    [
      'hint: The judge has not been checked against people yet. Label 40 rows to learn how far to trust it. → label',
    ],
  ],
  [
    'no labels, and fewer rows than one begins with; the grave comes first',
    {
      isLabelled: false,
      statistics: counted('classify', { passed: 5, failed: 5 }),
      manifest: { dataset: {} },
    },
    [
      'warn: 10 judged rows leave the rate open by ±26 points. About 52 rows would halve that.',
      'hint: The judge has not been checked against people yet. Label its 10 rows to learn how far to trust it. → label',
    ],
  ],
  [
    'a scripted judge, whom no labels would help',
    { isLabelled: false, manifest: { demo: true } },
    [
      'warn: Demo: a scripted judge gave these verdicts, so the figures say nothing of any model. Run it on another backend for real ones.',
    ],
  ],
  ['no labels of a run that has failed', { isLabelled: false, manifest: { status: 'failed' } }, []],
];

describe('runConcerns', () => {
  for (const [name, run, expected] of CASES) {
    it(`says: ${name}`, () => {
      const said = concernsOf(run).map(
        ({ severity, message, action }) =>
          `${severity}: ${message}${action === undefined ? '' : ` → ${action}`}`,
      );
      assert.deepEqual(said.map(plainQuotes), expected.map(plainQuotes));
    });
  }
});

/** The older sentences have straight apostrophes. */
function plainQuotes(text: string): string {
  return text.replaceAll('’', "'");
}

describe('modelFamily', () => {
  const families = {
    'meta-llama/Llama-3.3-70B-Instruct-Turbo': 'Llama',
    'deepseek-ai/DeepSeek-R1-Distill-Llama-70B': 'Llama',
    'deepseek-ai/DeepSeek-V3': 'DeepSeek',
    'openai/gpt-oss-120b': 'GPT',
    'ft:gpt-4o-mini:org:x': 'GPT',
    'Qwen/Qwen2.5-7B-Instruct': 'Qwen',
    'mistralai/Mixtral-8x7B': 'Mistral',
    'my-company/judge-v2': undefined,
    constructor: undefined,
  };
  for (const [model, family] of Object.entries(families)) {
    it(`${model}: ${family ?? 'not known'}`, () => assert.equal(modelFamily(model), family));
  }
});
