import assert from 'node:assert/strict';
import { explainReason } from '../../../../src/core/runs/explainReason.js';
import type { ResolvedSpec } from '../../../../src/core/spec/evalSpec.js';

const classify: ResolvedSpec = {
  type: 'classify',
  dataset: 'd.jsonl',
  judge: { model: 'openai/gpt-5', model_source: 'external', system_template: 'Judge {{ answer }}' },
  labels: ['good', 'bad'],
  pass_labels: ['good'],
  model_to_evaluate: {
    model: 'my-endpoint',
    model_source: 'dedicated',
    system_template: 'Be kind.',
    input_template: '{{ question }} {{ hint }}',
    max_tokens: 100,
    temperature: 0,
  },
};

describe('reasons of the service', () => {
  const cases: readonly (readonly [string, string, RegExp, string | undefined])[] = [
    [
      'columns that nothing uses',
      "Unsupported dataset column(s): ['category', 'id']. Every column must be used.",
      /columns that nothing in the spec uses \("category", "id"\)/,
      'dataset',
    ],
    [
      'one column, with a quote in its name',
      `Unsupported dataset column(s): ["it's"]`,
      /a column that nothing in the spec uses \("it's"\)/,
      'dataset',
    ],
    [
      'a field of the parameters',
      'parameters.judge.model_name: Field required',
      /`judge\.model_name`: Field required\.$/,
      'judge.model',
    ],
    [
      'the file of the parameters',
      'Invalid request: parameters.input_data_file_path: unknown file',
      /unknown file\.$/,
      'dataset',
    ],
    [
      'labels',
      'Invalid request: pass_labels: "x" is not in labels.',
      /`pass_labels`: "x" is not in labels\.$/,
      'pass_labels',
    ],
    [
      'a field of a target',
      'Invalid request: judge.external_api_token: the field is required.',
      /`judge\.external_api_token`: the field is required\.$/,
      'judge.external_api_token',
    ],
    [
      'an undefined name, in the template that uses it',
      "Template error: 'hint' is undefined",
      /uses "hint", which the dataset does not have/,
      'model_to_evaluate.input_template',
    ],
    [
      'Jinja, in the template that is named',
      "Jinja2 template syntax error in judge.system_template: expected token ':', got '}'",
      /can't be read as Jinja; the service says: Jinja2/,
      'judge.system_template',
    ],
    [
      'Jinja, nobody knows where',
      "expected token ':', got '}'",
      /can't be read as Jinja/,
      undefined,
    ],
    [
      'a stopped endpoint',
      'Endpoint my-endpoint is not running.',
      /"my-endpoint" is a dedicated endpoint that is not running/,
      'model_to_evaluate.model',
    ],
    [
      'endpoint_not_ready alone: the only dedicated one',
      'endpoint_not_ready',
      /"my-endpoint" is a dedicated endpoint/,
      'model_to_evaluate.model',
    ],
    [
      'a model that is not offered',
      'model_not_available: openai/gpt-5',
      /"openai\/gpt-5" is not offered/,
      'judge.model',
    ],
    [
      'a model that may be either',
      'model_not_available',
      /^A model of the spec is not offered/,
      undefined,
    ],
    [
      'the context',
      "This model's maximum context length is 8192 tokens (judge)",
      /longer than the model takes/,
      'judge.max_tokens',
    ],
    [
      'a key of a provider',
      'External provider: Incorrect API key provided: [key]',
      /provider of an external model refused the key/,
      'judge.external_api_token',
    ],
    ['images', 'Invalid image in row 3', /base64 data URLs.*Invalid image in row 3\.$/, 'dataset'],
    ['a file that is gone', 'File file-123 was not found.', /does not have the dataset/, 'dataset'],
    [
      'too many failures',
      'More than 30% of the samples failed.',
      /More than 30 % of the rows failed/,
      undefined,
    ],
    ['a broken line', 'Line 7: invalid JSON', /can't read the dataset: Line 7/, 'dataset'],
    ['its own fault', 'Internal error.', /failed by itself/, undefined],
  ];
  for (const [name, raw, sentence, path] of cases) {
    it(name, () => {
      const explained = explainReason(raw, classify);
      assert.match(explained?.sentence ?? '', sentence);
      assert.match(explained?.sentence ?? '', /[.]$/);
      assert.equal(explained?.path?.join('.'), path);
    });
  }

  it('words that are not known are not explained', () => {
    assert.equal(explainReason('The moon is in the wrong house.', classify), undefined);
  });
  it('without a spec the sentence stands without a place in it', () => {
    const explained = explainReason('model_not_available', undefined);
    assert.deepEqual(Object.keys(explained ?? {}), ['sentence']);
  });

  it('regression: words that repeat themselves take no work by the square of their length', () => {
    const cut = `Unsupported dataset column(s): ['a', 'b`;
    assert.match(explainReason(cut, classify)?.sentence ?? '', /columns .*\("a", "b"\)/);
    const ended = `Unsupported dataset column(s): ["a"${"\\'".repeat(1_000_000)}]`;
    assert.match(explainReason(ended, classify)?.sentence ?? '', /^The dataset has columns/);
    const lists = 'unsupported dataset column(s): ['.repeat(100_000);
    assert.match(explainReason(lists, classify)?.sentence ?? '', /^The dataset has columns/);
    assert.equal(explainReason('exceed'.repeat(200_000), classify), undefined);
    assert.match(explainReason('It exceeds 30 %.', classify)?.sentence ?? '', /^More than 30 %/);
  });
});
