import assert from 'node:assert/strict';
import { runCautions } from '../../../../src/core/compare/runCautions.js';
import { measureOf } from '../../../../src/core/compare/pairedChange.js';
import { memoryRun } from './comparedRuns.js';
import type { RunText } from './comparedRuns.js';

const judge = (model: string, origin?: string) => ({
  models: { judge: { model, model_source: 'external' as const, ...(origin && { origin }) } },
});

const CASES: readonly {
  readonly name: string;
  readonly a?: Omit<RunText, 'rows'>;
  readonly b?: Omit<RunText, 'rows'>;
  readonly says: readonly string[];
}[] = [
  { name: 'two runs of one spec', says: [] },
  {
    name: 'another judge',
    a: { manifest: judge('gpt-oss-120b') },
    b: { manifest: judge('gpt-5') },
    says: ['The judge differs: gpt-oss-120b against gpt-5; the difference may be the judge’s.'],
  },
  {
    name: 'the same judge at another place',
    a: { manifest: judge('j', 'http://localhost:1') },
    b: { manifest: judge('j', 'http://localhost:2') },
    says: [
      'The judge j was asked at http://localhost:1 and at http://localhost:2; the two may not be the same model.',
    ],
  },
  {
    name: 'another rubric',
    b: { spec: { judge: { model: 'judge-1', system_template: 'Be strict.' } } },
    says: ['The rubric differs; the difference may be the rubric’s.'],
  },
  {
    name: 'a scripted judge comes first',
    a: { manifest: { demo: true, ...judge('x') } },
    says: [
      'demo: the verdicts of run A are scripted.',
      'The judge differs: x against judge-1; the difference may be the judge’s.',
    ],
  },
  {
    name: 'both scripted',
    a: { manifest: { demo: true } },
    b: { manifest: { demo: true } },
    says: ['demo: the verdicts of both runs are scripted.'],
  },
  {
    name: 'other labels',
    b: { spec: { labels: ['yes', 'no'], pass_labels: ['yes'] } },
    says: ['The labels differ: good, fair, bad against yes, no.'],
  },
  {
    name: 'other labels pass',
    b: { spec: { pass_labels: ['good'] } },
    says: ['Other labels pass: good, fair in A, good in B.'],
  },
  {
    name: 'the same labels in another order',
    b: { spec: { labels: ['bad', 'good', 'fair'] } },
    says: [],
  },
  {
    name: 'another threshold',
    a: { type: 'score' },
    b: { type: 'score', spec: { pass_threshold: 8 } },
    says: ['The pass threshold differs: 6 in A, 8 in B.'],
  },
  {
    name: 'another scale',
    a: { type: 'score' },
    b: { type: 'score', spec: { max_score: 5, pass_threshold: 3 } },
    says: [
      'The scales differ (1 to 10 against 1 to 5), so scores can’t be: what is compared is whether rows pass.',
    ],
  },
  {
    name: 'labels beside scores',
    b: { type: 'score' },
    says: ['A is of type classify, B of type score: what is compared is whether rows pass.'],
  },
  {
    name: 'one order beside both',
    a: { type: 'compare', spec: { disable_position_bias_correction: true } },
    b: { type: 'compare' },
    says: [
      'Run A was judged in one order, the other run in both: a bias for the first response may look like a difference.',
    ],
  },
  {
    name: 'runs that did not end well',
    a: { manifest: { status: 'failed' } },
    b: { manifest: { status: 'running' } },
    says: [
      'Run A has failed: only the rows it judged can be compared.',
      'Run B is not finished: only the rows so far are compared.',
    ],
  },
  {
    name: 'a dry run',
    b: { manifest: { dry_run: true } },
    says: ['Run B is a dry run of some rows: no figures of the dataset.'],
  },
  {
    name: 'a job of which the service did not tell all',
    a: { manifest: { unknown_parameters: ['judge.max_tokens'] } },
    says: ['Not all of the spec of run A is known: what looks alike may differ.'],
  },
  {
    name: 'another rubric, which nobody told: no more is said than that it is not known',
    a: {
      manifest: { unknown_parameters: ['judge.system_template'] },
      spec: { judge: { model: 'judge-1', model_source: 'serverless', system_template: '' } },
    },
    says: ['Not all of the spec of run A is known: what looks alike may differ.'],
  },
];

describe('runCautions', () => {
  for (const { name, a, b, says } of CASES) {
    it(name, () => {
      const [one, other] = [a, b].map((run) => memoryRun({ ...run, rows: [] }).manifest);
      assert.ok(one && other);
      const measure = measureOf(one.spec, other.spec);
      assert.ok(measure);
      assert.deepEqual(runCautions(one, other, measure), says);
    });
  }
});
