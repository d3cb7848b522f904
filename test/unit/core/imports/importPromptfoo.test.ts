import assert from 'node:assert/strict';
import { isJsonObject } from '../../../../src/core/json.js';
import { importPromptfoo } from '../../../../src/core/imports/promptfoo/importPromptfoo.js';
import { emptyFolder, importFixture, notesIn, rowsIn, specsIn } from './importFixture.js';

const imported = (config: object) =>
  importPromptfoo({ text: JSON.stringify(config), file: 'promptfooconfig.json' }, emptyFolder);

describe('a promptfoo config', () => {
  it('becomes a spec for each assertion and candidate, with its rows', async () => {
    const { folder, ...source } = await importFixture('support.promptfooconfig.yaml');
    const draft = await importPromptfoo(source, folder);
    const specs = specsIn(draft);
    assert.deepEqual(Object.keys(specs), [
      'politeness-short-mini',
      'politeness-prompts-chat-json-mini',
      'factuality-short-mini',
      'factuality-prompts-chat-json-mini',
      'countries-short-mini',
      'countries-prompts-chat-json-mini',
      'compare',
    ]);
    const polite = specs['politeness-short-mini'];
    assert.ok(polite && isJsonObject(polite['judge']));
    assert.match(
      JSON.stringify(polite['judge']['system_template']),
      /addresses \{\{customer\}\} by name/,
    );
    assert.equal(polite['judge']['model'], 'gpt-4.1');
    assert.deepEqual(polite['model_to_evaluate'], {
      model: 'gpt-4.1-mini',
      model_source: 'external',
      external_base_url: 'https://api.openai.com/v1',
      external_api_token: '${secret:OPENAI_API_KEY}',
      system_template: '',
      input_template: 'Answer in one sentence: {{question}}',
      max_tokens: 300,
      temperature: 0.2,
    });
    assert.equal(polite['backend'], 'local');
    assert.deepEqual(
      rowsIn(draft, '')?.map((row) => row['customer']),
      ['Ms Adler', 'Mr Boone', 'Ms Cole', 'Mr Dahl'],
    );
    assert.deepEqual(
      rowsIn(draft, '-factuality')?.map((row) => row['criterion']),
      [
        'Orders are shipped within two days.',
        'Orders are shipped within two days.',
        'Shoes can be returned within 30 days.',
      ],
    );
    const chat = specs['factuality-prompts-chat-json-mini']?.['model_to_evaluate'];
    assert.ok(isJsonObject(chat));
    assert.equal(chat['system_template'], 'You answer for a shoe shop.');
    const countries = specs['countries-short-mini'];
    assert.equal(countries?.['type'], 'score');
    assert.equal(countries['pass_threshold'], 0.7);
    assert.deepEqual(
      notesIn(draft)
        .filter((note) => note.startsWith('lost'))
        .sort(),
      [
        'lost assert contains',
        'lost assert latency',
        'lost provider exec:./answer.sh',
        'lost provider setting top_p',
      ],
    );
  });

  it('holds no key that stood in it, and names the key', async () => {
    const draft = await imported({
      prompts: ['{{q}}'],
      providers: [
        { id: 'openai:chat:gpt-4.1', config: { apiKey: 'sk-1234567890abcdef1234567890' } },
      ],
      tests: [{ vars: { q: 'a' } }],
    });
    const text = JSON.stringify([specsIn(draft), draft.datasets, draft.notes]);
    assert.ok(!text.includes('sk-1234'));
    assert.deepEqual(
      draft.keys.map(({ name, origin }) => [name, origin]),
      [['OPENAI_API_KEY', 'https://api.openai.com']],
    );
  });

  const providers: [
    name: string,
    provider: unknown,
    expected: Record<string, unknown> | undefined,
  ][] = [
    [
      'Ollama',
      'ollama:chat:llama3:8b',
      { model: 'llama3:8b', external_base_url: 'http://localhost:11434/v1' },
    ],
    ['Together', 'togetherai:a/b', { model: 'a/b', model_source: 'serverless' }],
    [
      'Anthropic',
      'anthropic:messages:claude-x',
      { model: 'claude-x', external_base_url: 'https://api.anthropic.com/v1' },
    ],
    [
      'an OpenAI-compatible server',
      { id: 'openai:chat:m', config: { apiBaseUrl: 'http://127.0.0.1:8000/v1' } },
      { model: 'm', external_base_url: 'http://127.0.0.1:8000/v1' },
    ],
    [
      'a key from the environment',
      { id: 'openai:m', config: { apiKey: '{{env.MY_KEY}}' } },
      { external_api_token: '${secret:MY_KEY}' },
    ],
    [
      'plain http elsewhere',
      { id: 'openai:m', config: { apiBaseUrl: 'http://example.com/v1' } },
      undefined,
    ],
    ['a program', 'file://provider.py', undefined],
    ['an image model', 'openai:image:dall-e-3', undefined],
  ];
  for (const [name, provider, expected] of providers) {
    it(`${expected ? 'asks' : 'does not ask'} ${name}`, async () => {
      const draft = await imported({
        prompts: ['{{q}}'],
        providers: [provider],
        tests: [{ vars: { q: 'a' } }],
      });
      const model = Object.values(specsIn(draft))[0]?.['model_to_evaluate'];
      assert.ok(isJsonObject(model));
      if (!expected) assert.ok(notesIn(draft).includes('changed the model under evaluation'));
      for (const [field, value] of Object.entries(expected ?? {}))
        assert.equal(model[field], value);
    });
  }

  const asserts: [assertion: object, expected: object][] = [
    [
      { type: 'llm-rubric', value: 'x' },
      { type: 'classify', pass_labels: ['pass'] },
    ],
    [
      { type: 'not-llm-rubric', value: 'x' },
      { type: 'classify', pass_labels: ['fail'] },
    ],
    [
      { type: 'llm-rubric', value: 'x', threshold: 0.6 },
      { type: 'score', pass_threshold: 0.6 },
    ],
    [
      { type: 'model-graded-closedqa', value: 'x' },
      { type: 'classify', pass_labels: ['pass'] },
    ],
    [
      { type: 'factuality', value: 'x' },
      { type: 'classify', pass_labels: ['subset', 'superset', 'agree', 'other'] },
    ],
    [
      { type: 'answer-relevance', threshold: 0.9 },
      { type: 'score', pass_threshold: 0.9 },
    ],
    [{ type: 'context-faithfulness' }, { type: 'score', pass_threshold: 0.5 }],
    [
      { type: 'g-eval', value: ['a', 'b'], threshold: 7 },
      { type: 'score', pass_threshold: 1 },
    ],
  ];
  for (const [assertion, expected] of asserts) {
    it(`judges ${JSON.stringify(assertion)}`, async () => {
      const draft = await imported({
        prompts: ['{{q}}'],
        providers: ['togetherai:m'],
        tests: [{ vars: { q: 'a' }, assert: [assertion] }],
      });
      const [spec] = Object.values(specsIn(draft));
      assert.deepEqual({ ...spec, ...expected }, spec);
    });
  }

  it('with responses that are there has them judged', async () => {
    const draft = await imported({
      prompts: ['{{answer}}'],
      providers: ['echo'],
      tests: [{ vars: { answer: 'Paris' }, assert: [{ type: 'llm-rubric', value: 'right' }] }],
    });
    assert.equal(Object.values(specsIn(draft))[0]?.['model_to_evaluate'], 'answer');
  });

  it('crosses scenarios, and keeps lists that are values', async () => {
    const draft = await imported({
      prompts: ['{{a}}{{b}}'],
      providers: ['togetherai:m'],
      scenarios: [
        {
          config: [{ vars: { a: 1 } }, { vars: { a: 2 } }],
          tests: [{ vars: { b: [{ n: 1 }] } }, { vars: { b: 'x' } }],
        },
      ],
    });
    assert.deepEqual(rowsIn(draft, ''), [
      { a: 1, b: [{ n: 1 }] },
      { a: 1, b: 'x' },
      { a: 2, b: [{ n: 1 }] },
      { a: 2, b: 'x' },
    ]);
  });

  it('ends where combinations would not', async () => {
    const many = Array.from({ length: 300 }, (_, index) => `v${index}`);
    const vars = { a: many, b: many, c: many, d: many };
    const draft = await imported({
      prompts: ['{{a}}'],
      providers: ['togetherai:m'],
      tests: [{ vars }],
    });
    assert.equal(rowsIn(draft, '')?.length, 10_000);
    assert.ok(notesIn(draft).includes('lost more rows'));
  });
});

describe('results of promptfoo', () => {
  it('become a run for the whole and one for each judge', async () => {
    const { folder, ...source } = await importFixture('results.json');
    const { specs, runs, datasets } = await importPromptfoo(source, folder);
    assert.deepEqual(specs, []);
    assert.deepEqual(
      runs.map(({ options }) => [options.name, options.labels, options.passLabels, options.models]),
      [
        ['results: all checks', ['pass', 'fail'], ['pass'], ['mini']],
        ['results: politeness', ['pass', 'fail'], ['pass'], ['mini']],
      ],
    );
    assert.deepEqual(datasets[1]?.rows, [
      {
        question: 'Where is my order?',
        response: 'It ships tomorrow.',
        verdict: 'pass',
        points: 1,
        reason: 'polite',
      },
      {
        question: 'Can I return shoes?',
        response: 'No.',
        verdict: 'fail',
        points: 0,
        reason: 'curt',
      },
      { question: 'Hello?', response: null, verdict: null, points: null, reason: null },
    ]);
  });

  it('are read in the form with a table, too', async () => {
    const text = JSON.stringify({
      results: {
        version: 2,
        table: {
          head: { prompts: [{ raw: 'p', provider: 'm' }], vars: ['q'] },
          body: [{ vars: ['a'], outputs: [{ pass: true, score: 1, text: 'b' }] }],
        },
      },
    });
    const { datasets } = await importPromptfoo({ text, file: 'old.json' }, emptyFolder);
    assert.deepEqual(datasets[0]?.rows, [
      { q: 'a', response: 'b', verdict: 'pass', points: 1, reason: null },
    ]);
  });
});
