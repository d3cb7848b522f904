import assert from 'node:assert/strict';
import { isJsonObject } from '../../../../src/core/json.js';
import { importOpenai } from '../../../../src/core/imports/openai/importOpenai.js';
import { emptyFolder, importFixture, notesIn, rowsIn, specsIn } from './importFixture.js';

describe('an OpenAI eval', () => {
  it('becomes a spec for each grader that asks a model, and runs of its results', async () => {
    const { folder, ...source } = await importFixture('support.eval.json');
    const draft = await importOpenai(source, undefined, folder);
    const specs = specsIn(draft);
    const team = specs['right-team'];
    assert.ok(team && isJsonObject(team['judge']));
    assert.equal(team['judge']['system_template'], 'Is the team right? The right one is {{team}}.');
    assert.equal(team['model_to_evaluate'], 'output_text');
    const tone = specs['tone'];
    assert.deepEqual(
      [tone?.['min_score'], tone?.['max_score'], tone?.['pass_threshold']],
      [1, 7, 5],
    );
    assert.deepEqual(rowsIn(draft, ''), [
      { ticket: 'My card was charged twice.', team: 'billing', output_text: 'billing' },
      { ticket: 'The app crashes.', team: 'technical', output_text: 'sales' },
    ]);
    assert.deepEqual(
      draft.runs.map(({ options }) => options.name),
      ['Ticket routing: Right team', 'Ticket routing: Exact'],
    );
    assert.deepEqual(notesIn(draft).sort(), [
      'lost grader string_check',
      'lost sampling_params.seed',
    ]);
  });

  it('takes its rows from a file beside it, and the model from its run', async () => {
    const text = JSON.stringify({
      eval: {
        name: 'e',
        testing_criteria: [
          {
            type: 'label_model',
            name: 'g',
            model: 'gpt-4.1',
            input: [{ role: 'user', content: 'x {{item.q}}' }],
            labels: ['a', 'b'],
            passing_labels: ['a'],
          },
        ],
      },
      run: {
        object: 'eval.run',
        data_source: {
          type: 'completions',
          model: 'gpt-4.1-mini',
          input_messages: {
            type: 'template',
            template: [{ role: 'user', content: 'Say {{item.q}}' }],
          },
        },
      },
    });
    const data = { file: 'rows.jsonl', text: '{"item":{"q":"hi"}}\n' };
    const draft = await importOpenai({ text, file: 'e.json' }, data, emptyFolder);
    const model = specsIn(draft)['g']?.['model_to_evaluate'];
    assert.ok(isJsonObject(model));
    assert.equal(model['input_template'], 'Say {{q}}');
    assert.equal(model['model'], 'gpt-4.1-mini');
    assert.deepEqual(rowsIn(draft, ''), [{ q: 'hi' }]);
  });

  it('of the registry takes its samples', async () => {
    const { folder, ...source } = await importFixture('registry.yaml');
    const draft = await importOpenai(source, undefined, folder);
    const spec = Object.values(specsIn(draft))[0];
    assert.ok(spec && isJsonObject(spec['judge']));
    assert.match(JSON.stringify(spec['judge']['system_template']), /names one city/);
    assert.deepEqual(spec['pass_labels'], ['Y']);
    assert.deepEqual(rowsIn(draft, ''), [
      { prompt: 'Capital of France?', system: 'Be brief.', ideal: 'Paris\nor: Paris, France' },
      { prompt: 'Capital of Peru?', system: '', ideal: 'Lima' },
    ]);
  });
});
