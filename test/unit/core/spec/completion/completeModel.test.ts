import assert from 'node:assert/strict';
import type { EditorModelInfo } from '../../../../../src/core/models/editorModels.js';
import type { ModelList } from '../../../../../src/core/models/modelList.js';
import type { ModelSurroundings } from '../../../../../src/core/spec/completion/completeModel.js';
import { completeSpec } from '../../../../../src/core/spec/completion/completeSpec.js';

const LIST: ModelList = {
  fetchedAt: 0,
  models: [
    {
      id: 'a/judge',
      source: 'serverless',
      evaluates: true,
      contextLength: 131072,
      price: { input: 0.15, output: 0.6 },
    },
    {
      id: 'me/down',
      source: 'dedicated',
      evaluates: true,
      endpoint: { id: 'ep_1', name: 'me/down', model: 'a/judge', state: 'STOPPED' },
    },
    { id: 'me/up', source: 'dedicated', evaluates: true },
    { id: 'openai/gpt-5', source: 'external', evaluates: true },
    { id: 'a/chat-only', source: 'serverless', evaluates: false },
  ],
  problems: [],
};

const EDITOR: readonly EditorModelInfo[] = [
  { vendor: 'acme', family: 'large', name: 'Acme Large', maxInputTokens: 128_000 },
  { vendor: 'acme', family: 'small', name: 'Acme Small', maxInputTokens: 0 },
];

const AROUND: ModelSurroundings = { backend: 'together', list: LIST, age: 'list of 3 h ago' };

/** What is offered at ¦, best first, and the text after each is taken. */
function offered(marked: string, path: string, models: ModelSurroundings = AROUND) {
  const offset = marked.indexOf('¦');
  const text = marked.replace('¦', '');
  const items = completeSpec({ text, offset, path, models }).toSorted((a, b) =>
    a.sortText.localeCompare(b.sortText),
  );
  const taken = (label: string): string => {
    const item = items.find((one) => one.label === label);
    assert.ok(item, `${label} is offered`);
    // Plain snippets: only escapes to undo.
    const inserted = item.insertText.replace(/\\([$}\\])/g, '$1');
    const edits = [...(item.edits ?? []), { start: item.start, end: item.end, text: inserted }];
    return edits
      .toSorted((a, b) => b.start - a.start)
      .reduce((now, { start, end, text: put }) => now.slice(0, start) + put + now.slice(end), text);
  };
  return { items, labels: items.map(({ label }) => label), taken };
}

const ALL = ['a/judge', 'me/up', 'openai/gpt-5', 'me/down'];

describe('completion of models', () => {
  const fits: [
    name: string,
    marked: string,
    path: string,
    around: Partial<ModelSurroundings>,
    labels: string[],
  ][] = [
    ['all, the stopped one last, without a source', 'judge:\n  model: ¦', 'a.eval.yaml', {}, ALL],
    [
      'those of the source',
      'judge:\n  model: ¦\n  model_source: dedicated',
      'a.eval.yaml',
      {},
      ['me/up', 'me/down'],
    ],
    [
      'those of a source that comes first',
      'model_a:\n  model_source: external\n  model: op¦',
      'a.eval.yaml',
      {},
      ['openai/gpt-5'],
    ],
    ['under the older name', 'judge:\n  model_name: ¦', 'a.eval.yaml', {}, ALL],
    ['in JSON', '{"model_b": {"model": "¦"}}', 'a.eval.json', {}, ALL],
    [
      'in JSONC, behind a comment',
      '{\n  // who\n  "judge": {"model": ¦}}',
      'a.eval.jsonc',
      {},
      ALL,
    ],
    ['in a flow of YAML', 'judge: { model: ¦ }', 'a.eval.yaml', {}, ALL],
    [
      'chat models too on the local runner, and no shortcut',
      'judge:\n  model: ¦',
      'a.eval.yaml',
      { backend: 'local' },
      ['a/judge', 'me/up', 'a/chat-only', 'me/down'],
    ],
    [
      'models of the editor on the local runner, behind those of the service',
      'judge:\n  model: ¦',
      'a.eval.yaml',
      { backend: 'local', editorModels: EDITOR },
      ['a/judge', 'me/up', 'a/chat-only', 'vscode:acme/large', 'vscode:acme/small', 'me/down'],
    ],
    [
      'models of the editor alone as external ones of the local runner',
      'judge:\n  model_source: external\n  model: ¦',
      'a.eval.yaml',
      { backend: 'local', editorModels: EDITOR },
      ['vscode:acme/large', 'vscode:acme/small'],
    ],
    [
      'no model of the editor to another backend, which can not ask it',
      'judge:\n  model: ¦',
      'a.eval.yaml',
      { editorModels: EDITOR },
      ALL,
    ],
    [
      'no model of the editor as a serverless one',
      'judge:\n  model_source: serverless\n  model: ¦',
      'a.eval.yaml',
      { backend: 'local', editorModels: EDITOR },
      ['a/judge', 'a/chat-only'],
    ],
    [
      'none where a provider of one’s own has the names',
      'judge:\n  model: ¦\n  model_source: external\n  external_base_url: https://x.example/v1',
      'a.eval.yaml',
      {},
      ['openai/gpt-5', 'openai/gpt-oss-120b', 'vscode:copilot/gpt-4.1'],
    ],
  ];
  for (const [name, marked, path, around, labels] of fits) {
    it(`offers ${name}`, () => {
      const found = offered(marked, path, { ...AROUND, ...around });
      assert.deepEqual(found.labels, labels);
    });
  }

  it('says what a model takes and costs, where it is, and how old the list is', () => {
    const [judge] = offered('judge:\n  model: ¦\n  model_source: serverless', 'a.eval.yaml').items;
    assert.equal(judge?.kind, 'model');
    assert.equal(judge.detail, '131k tokens · $0.15 in / $0.60 out per M');
    assert.match(judge.documentation ?? '', /`model_source` serverless .*\n\n_list of 3 h ago_$/s);
    const stopped = offered('judge:\n  model: ¦', 'a.eval.yaml').items.at(-1);
    assert.equal(stopped?.detail, 'dedicated · stopped · a/judge');
    assert.match(stopped.documentation ?? '', /start it before you run/);
  });

  it('offers models of the editor where no list came, with what they take and who asks them', () => {
    const { items, taken } = offered('judge:\n  model: ¦\n', 'a.eval.yaml', {
      backend: 'local',
      editorModels: EDITOR,
    });
    assert.deepEqual(
      items.map(({ label, detail }) => [label, detail]),
      [
        ['vscode:acme/large', 'VS Code · Acme Large · prompts up to 128k tokens'],
        ['vscode:acme/small', 'VS Code · Acme Small'],
      ],
    );
    assert.match(items[0]?.documentation ?? '', /VS Code may ask you to allow it/);
    assert.equal(
      taken('vscode:acme/small'),
      'judge:\n  model_source: external\n  model: "vscode:acme/small"\n',
    );
  });

  const edits: [name: string, path: string, marked: string, label: string, after: string][] = [
    [
      'in YAML, on a line of its own',
      'a.eval.yaml',
      'judge:\n  model: ¦ # the judge\n  system_template: x\n',
      'me/up',
      'judge:\n  model_source: dedicated\n  model: me/up # the judge\n  system_template: x\n',
    ],
    [
      'in YAML with CRLF',
      'a.eval.yaml',
      'judge:\r\n  model: ¦\r\n',
      'a/judge',
      'judge:\r\n  model_source: serverless\r\n  model: a/judge\r\n',
    ],
    [
      'in a flow of YAML',
      'a.eval.yaml',
      'judge: { model: ¦ }',
      'a/judge',
      'judge: { model_source: serverless, model: a/judge }',
    ],
    [
      'in JSON, on a line of its own',
      'a.eval.json',
      '{\n  "judge": {\n    "model": "a¦",\n    "max_tokens": 5\n  }\n}',
      'openai/gpt-5',
      '{\n  "judge": {\n    "model_source": "external",\n    "model": "openai/gpt-5",\n    "max_tokens": 5\n  }\n}',
    ],
    [
      'in JSON on one line',
      'a.eval.json',
      '{"judge": {"model": "¦"}}',
      'a/judge',
      '{"judge": {"model_source": "serverless", "model": "a/judge"}}',
    ],
    [
      'in JSONC with a comment',
      'a.eval.jsonc',
      '{"judge": { // who\n  "model": "¦" }}',
      'a/judge',
      '{"judge": { // who\n  "model_source": "serverless",\n  "model": "a/judge" }}',
    ],
    [
      'not where it is set',
      'a.eval.yaml',
      'judge:\n  model: ¦\n  model_source: serverless',
      'a/judge',
      'judge:\n  model: a/judge\n  model_source: serverless',
    ],
  ];
  for (const [name, path, marked, label, after] of edits) {
    it(`adds the source ${name}`, () => {
      assert.equal(offered(marked, path).taken(label), after);
    });
  }

  it('offers the sources themselves', () => {
    assert.deepEqual(offered('judge:\n  model_source: ¦', 'a.eval.yaml').labels, [
      'dedicated',
      'external',
      'serverless',
    ]);
  });

  it('offers well-known addresses; those of this machine on the local runner alone', () => {
    const marked = 'judge:\n  external_base_url: ¦';
    const cloud = offered(marked, 'a.eval.yaml').labels;
    const local = offered(marked, 'a.eval.yaml', { backend: 'local' }).labels;
    assert.deepEqual(cloud.slice(0, 2), [
      'https://api.openai.com/v1',
      'https://api.anthropic.com/v1',
    ]);
    assert.ok(cloud.every((url) => url.startsWith('https://')));
    assert.deepEqual(local.slice(cloud.length), [
      'http://localhost:11434/v1',
      'http://localhost:1234/v1',
      'http://localhost:8000/v1',
    ]);
    assert.equal(
      offered(marked, 'a.eval.yaml').taken('https://api.openai.com/v1'),
      'judge:\n  external_base_url: "https://api.openai.com/v1"',
    );
  });

  const secrets = { OTHER: ['https://other.example'], OPENAI: ['https://api.openai.com'] };
  it('offers secrets by name, those of the address first', () => {
    const marked =
      '{"judge": {"external_base_url": "https://api.openai.com/v1", "external_api_token": "¦"}}';
    const found = offered(marked, 'a.eval.json', { backend: 'local', secrets });
    assert.deepEqual(found.labels, ['${secret:OPENAI}', '${secret:OTHER}']);
    assert.equal(found.taken('${secret:OPENAI}'), marked.replace('¦', '${secret:OPENAI}'));
    assert.deepEqual(
      found.items.map(({ kind, detail, documentation }) => [
        kind,
        detail,
        documentation !== undefined,
      ]),
      [
        ['secret', 'for https://api.openai.com', false],
        ['secret', 'for https://other.example', true],
      ],
    );
  });

  it('offers the examples of the schema while nothing else is known', () => {
    const none: ModelSurroundings = { backend: 'together', secrets: {} };
    const kinds = ['model', 'external_api_token'].map(
      (field) =>
        new Set(
          offered(`judge:\n  ${field}: ¦`, 'a.eval.yaml', none).items.map(({ kind }) => kind),
        ),
    );
    assert.deepEqual(kinds, [new Set(['value']), new Set(['value'])]);
  });

  it('offers no model for a column of responses', () => {
    const { labels } = offered('model_a: ¦', 'a.eval.yaml');
    assert.deepEqual(labels, []);
  });
});
