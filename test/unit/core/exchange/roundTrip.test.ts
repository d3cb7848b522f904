import assert from 'node:assert/strict';
import fc from 'fast-check';
import { copyAs, SNIPPET_FORMS, type SnippetForm } from '../../../../src/core/exchange/copyAs.js';
import { jobOfSpec } from '../../../../src/core/exchange/sharedJob.js';
import { specFromSnippet } from '../../../../src/core/exchange/specFromSnippet.js';
import type { Json, JsonObject } from '../../../../src/core/json.js';
import { isJsonObject } from '../../../../src/core/json.js';
import { JUDGE_DEFAULTS, type ResolvedSpec } from '../../../../src/core/spec/evalSpec.js';
import { readYaml } from '../../../../src/core/spec/text/readYaml.js';
import { plainValue } from '../../../../src/core/spec/text/locatedTree.js';
import { serviceParameters } from '../../../../src/core/spec/serviceParameters.js';
import { nastySpec } from './nastySpecs.js';

const TOKENS = new Map([
  ['${secret:EXAMPLE_KEY}', 'key'],
  ['${env:EXAMPLE_KEY}', 'key'],
]);

/** The spec that a snippet gives, whatever problems it has: the texts here are no good templates. */
function specIn(text: string): ResolvedSpec {
  const { root } = readYaml(text);
  assert.ok(root);
  return plainValue(root) as unknown as ResolvedSpec;
}

/** What the command line can't say is told in a comment, and is not there to be read. */
function asCli(parameters: JsonObject): JsonObject {
  const without = (value: Json, field: string): Json => {
    if (!isJsonObject(value)) return value;
    const lost = field === 'judge' ? ['max_tokens', 'temperature', 'num_workers'] : ['num_workers'];
    return Object.fromEntries(Object.entries(value).filter(([name]) => !lost.includes(name)));
  };
  return Object.fromEntries(
    Object.entries<Json>(parameters).map(([field, value]) => [field, without(value, field)]),
  );
}

function comesBack(spec: ResolvedSpec, form: SnippetForm, fileId: string | undefined) {
  const data =
    fileId === undefined ? ({ path: spec.dataset, format: 'jsonl' } as const) : { fileId };
  const job = jobOfSpec({ name: 'A job', spec, data, baseUrl: 'https://api.together.ai/v1' });
  const snippet = copyAs(job, form);
  const made = specFromSnippet(snippet, 'yaml');
  const sent = serviceParameters(spec, 'file-1', TOKENS);
  const again = specIn(made.text);
  assert.deepEqual(
    {
      parameters: serviceParameters(again, 'file-1', TOKENS),
      dataset: again.dataset,
      type: again.type,
    },
    {
      parameters: form === 'together-cli' ? asCli(sent) : sent,
      dataset: fileId ?? spec.dataset,
      type: spec.type,
    },
    snippet,
  );
  assert.deepEqual([made.leftOut, made.keys, again.name], [[], [], 'A job']);
}

describe('a spec copied as a snippet and read back', () => {
  for (const form of SNIPPET_FORMS) {
    it(`launches the same job: ${form}`, () => {
      fc.assert(
        fc.property(nastySpec, fc.constantFrom('file-1', undefined), (spec, fileId) =>
          comesBack(spec, form, fileId),
        ),
        { numRuns: 300 },
      );
    });
  }

  it('regression: a space between two line ends of a text with \\r is kept', () => {
    const text = `${'x'.repeat(40)}\r\n \n"`;
    const judge = { model: 'm', model_source: 'serverless' as const, system_template: text };
    const spec: ResolvedSpec = {
      type: 'score',
      dataset: 'rows.jsonl',
      judge,
      ...{ min_score: 1, max_score: 2, pass_threshold: 1, model_to_evaluate: 'answer' },
    };
    for (const form of SNIPPET_FORMS) comesBack(spec, form, undefined);
  });

  it('says what the command line can’t say, and only where it differs', () => {
    const judge = { model: 'm', model_source: 'serverless' as const, system_template: 't' };
    const said = (more: object) => {
      const spec: ResolvedSpec = {
        type: 'score',
        dataset: 'rows.jsonl',
        judge: { ...judge, ...more },
        ...{ min_score: 1, max_score: 2, pass_threshold: 1, model_to_evaluate: 'answer' },
      };
      const data = { fileId: 'file-1' };
      const text = copyAs(jobOfSpec({ name: 'x', spec, data, baseUrl: '' }), 'together-cli');
      return text.split('\n').filter((line) => line.includes('Not the same job'));
    };
    assert.deepEqual(said(JUDGE_DEFAULTS), []);
    assert.deepEqual(said({ temperature: 0.7, num_workers: 3 }), [
      '# Not the same job: the command line has no option for judge.temperature 0.7.',
      '# Not the same job: the command line has no option for judge.num_workers 3.',
    ]);
  });
});
