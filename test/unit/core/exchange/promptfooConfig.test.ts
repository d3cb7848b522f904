import assert from 'node:assert/strict';
import { promptfooConfig } from '../../../../src/core/exchange/promptfooConfig.js';
import { importPromptfoo } from '../../../../src/core/imports/promptfoo/importPromptfoo.js';
import type { JsonObject } from '../../../../src/core/json.js';
import type { ResolvedSpec } from '../../../../src/core/spec/evalSpec.js';
import { UserError } from '../../../../src/core/userError.js';
import { emptyFolder, rowsIn, specsIn } from '../imports/importFixture.js';

const judge = {
  model: 'openai/gpt-oss-120b',
  model_source: 'serverless' as const,
  system_template:
    'Is it right?\n\nReference: {{ reference | tojson }}\n{% raw %}{{ x }}{% endraw %}',
  temperature: 0,
};
const model = {
  model: 'gpt-4.1',
  model_source: 'external' as const,
  external_base_url: 'https://api.openai.com/v1',
  external_api_token: '${secret:OPENAI_API_KEY}',
  system_template: 'You say "yes".\nOr no.',
  input_template: '{{ question }}',
  max_tokens: 100,
};
const local = { ...model, model: 'llama', external_base_url: 'http://localhost:11434/v1' };
const { external_api_token: token, ...keyless } = local;
assert.ok(token);
const rows = [
  { question: 'a {{ b }}', reference: ['one', 'two'], answer: 'file:///etc/passwd' },
  { question: '', reference: null, answer: '{% x %}' },
];
const common = { name: 'Answers', dataset: 'd.jsonl', judge, backend: 'local' as const };
const specs: [string, ResolvedSpec][] = [
  [
    'classify',
    {
      ...common,
      type: 'classify',
      labels: ['a "b"', 'c'],
      pass_labels: ['c'],
      model_to_evaluate: model,
      gates: { pass_rate: { min: 0.8 } },
    },
  ],
  [
    'score',
    {
      ...common,
      type: 'score',
      min_score: 1,
      max_score: 10,
      pass_threshold: 7,
      model_to_evaluate: 'answer',
      run: { concurrency: 4, repeats: 3, limit: 2 },
    },
  ],
  [
    'compare',
    {
      ...common,
      type: 'compare',
      model_a: model,
      model_b: keyless,
      tags: ['x'],
      disable_position_bias_correction: true,
    },
  ],
];

describe('a spec that goes out as a promptfoo config', () => {
  for (const [name, spec] of specs) {
    it(`comes back the same, and its rows: ${name}`, async () => {
      const text = promptfooConfig({ name: 'Answers', spec, rows, total: 2 });
      const draft = await importPromptfoo({ text, file: 'promptfooconfig.yaml' }, emptyFolder);
      const back = Object.values(specsIn(draft));
      assert.equal(back.length, 1);
      // A spec is JSON by its schema.
      const plain = spec as unknown as JsonObject;
      assert.deepEqual({ ...back[0], dataset: 'd.jsonl' }, plain);
      assert.deepEqual(rowsIn(draft, ''), rows);
    });
  }

  it('names no model that promptfoo cannot ask', () => {
    const [[, spec] = ['', undefined]] = specs;
    assert.ok(spec);
    const editor = {
      ...spec,
      judge: { ...judge, model: 'vscode:copilot/gpt-4.1', model_source: 'external' as const },
    };
    assert.throws(
      () => promptfooConfig({ name: 'x', spec: editor, rows: [], total: 0 }),
      (error) => error instanceof UserError && error.kind === 'spec',
    );
  });
});
