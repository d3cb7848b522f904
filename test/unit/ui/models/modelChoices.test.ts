import assert from 'node:assert/strict';
import type { ModelList } from '../../../../src/core/models/modelList.js';
import { editorChoices, modelChoices } from '../../../../src/ui/models/modelChoices.js';
import { testSentence } from '../../../../src/ui/models/testSentence.js';

const endpoint = (state: string) => ({ id: `ep-${state}`, name: `me/${state}`, state });

const LIST: ModelList = {
  fetchedAt: 0,
  models: [
    {
      id: 'a/b',
      source: 'serverless',
      evaluates: true,
      displayName: 'Model B',
      contextLength: 8192,
    },
    { id: 'openai/gpt-5', source: 'external', evaluates: true },
    { id: 'me/up', source: 'dedicated', evaluates: true, endpoint: endpoint('STARTED') },
    { id: 'me/down', source: 'dedicated', evaluates: true, endpoint: endpoint('STOPPED') },
    { id: 'a/chat', source: 'serverless', evaluates: false, displayName: 'chat' },
  ],
  problems: [],
};

const FIRST = { model: 'me/up', title: 'Current' };

const shown = (backend: 'together' | 'local', list = LIST) =>
  modelChoices(list, { backend, first: FIRST }).map(({ title, choices }) => [
    title,
    choices.map(({ label, description, detail }) => [label, description, detail].join(' | ')),
  ]);

describe('modelChoices', () => {
  it('groups by source, the current one first, and warns of what can not serve', () => {
    assert.deepEqual(shown('together'), [
      ['Current', ['$(vm-running) me/up |  | started']],
      ['Serverless', ['$(server) a/b | Model B | 8k tokens · price not stated']],
      ['Dedicated endpoints', ['$(warning) me/down |  | stopped']],
      ['External, billed by their provider', ['$(globe) openai/gpt-5 |  | billed by its provider']],
    ]);
  });

  it('offers chat models on the local runner, and no shortcuts', () => {
    assert.deepEqual(
      shown('local').map(([title]) => title),
      ['Current', 'Serverless', 'Dedicated endpoints', 'Chat completions only'],
    );
  });

  it('says no name twice', () => {
    const [description] = modelChoices(LIST, { backend: 'local' })
      .flatMap(({ choices }) => choices)
      .flatMap(({ model, description: said }) => (model.id === 'a/chat' ? [said] : []));
    assert.equal(description, '');
  });

  it('has no group that is empty', () => {
    assert.deepEqual(shown('together', { ...LIST, models: [] }), []);
  });
});

describe('editorChoices', () => {
  const models = [
    { vendor: 'acme', family: 'large', name: 'Acme Large', maxInputTokens: 128_000 },
    { vendor: 'acme', family: 'small', name: 'Acme Small', maxInputTokens: 4000 },
  ];
  const groups = (backend: 'together' | 'local', model = 'a/b') =>
    editorChoices(models, { backend, first: { model, title: 'Current' } }).map(
      ({ title, choices }) => [title, choices.map((one) => `${one.label} | ${one.detail}`)],
    );
  const TITLE = 'Language models of VS Code, counted by their provider';

  it('offers what the local runner can ask', () => {
    assert.deepEqual(groups('local'), [
      [
        TITLE,
        [
          '$(vscode) vscode:acme/large | Acme Large · prompts up to 128k tokens',
          '$(vscode) vscode:acme/small | Acme Small · prompts up to 4k tokens',
        ],
      ],
    ]);
  });

  it('puts the current one in a group of its own', () => {
    assert.deepEqual(
      groups('local', 'vscode:acme/small').map(([title]) => title),
      ['Current', TITLE],
    );
  });

  it('offers none to the service, and has no empty group', () => {
    assert.deepEqual(groups('together'), []);
    assert.deepEqual(editorChoices([], { backend: 'local' }), []);
  });
});

describe('testSentence', () => {
  const reachable = { outcome: 'reachable', host: 'h', latencyMs: 240 } as const;
  const cases: [test: Parameters<typeof testSentence>[0]['test'], sentence: string][] = [
    [reachable, 'judge: m answers at h in 240 ms.'],
    [{ ...reachable, latencyMs: 1240, answeredBy: 'm' }, 'judge: m answers at h in 1.2 s.'],
    [
      { ...reachable, answeredBy: 'm-2', takesSchema: true },
      'judge: m answers at h in 240 ms, as m-2; it holds replies to a JSON Schema.',
    ],
    [
      { ...reachable, takesSchema: false },
      'judge: m answers at h in 240 ms; it takes no JSON Schema, so verdicts are read from its text.',
    ],
    [
      { outcome: 'failed', kind: 'key', reason: 'h refused the API key (401).' },
      'judge: h refused the API key (401).',
    ],
    [{ outcome: 'untested', reason: 'Nobody is asked.' }, 'judge: Nobody is asked.'],
  ];
  for (const [test, sentence] of cases) {
    it(`says “${sentence}”`, () => {
      assert.equal(testSentence({ field: 'judge', model: 'm', test }), sentence);
    });
  }
});
