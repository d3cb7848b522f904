import assert from 'node:assert/strict';
import type { ListPart, ModelList } from '../../../../src/core/models/modelList.js';
import { modelListProblems } from '../../../../src/core/models/modelListProblems.js';
import type { BackendName } from '../../../../src/core/spec/evalSpec.js';
import { parseSpec } from '../../../../src/core/spec/parseSpec.js';

const HOUR = 3_600_000;

const LIST: ModelList = {
  fetchedAt: 0,
  models: [
    { id: 'openai/gpt-oss-120b', source: 'serverless', evaluates: true, contextLength: 8192 },
    { id: 'openai/gpt-5', source: 'external', evaluates: true },
    { id: 'a/chat-only', source: 'serverless', evaluates: false },
    ...(['STARTED', 'STOPPED', 'STARTING', 'STOPPING', 'ERROR', 'FROZEN'] as const).map(
      (state) => ({
        id: `me/${state.toLowerCase()}`,
        source: 'dedicated' as const,
        evaluates: true,
        endpoint: { id: `endpoint-${state}`, name: `me/${state.toLowerCase()}`, state },
      }),
    ),
  ],
  problems: [],
};

interface Case {
  readonly model: string;
  readonly source?: string;
  readonly backend?: BackendName;
  readonly lost?: readonly ListPart[];
}

function problems({ model, source = 'serverless', backend = 'together', lost = [] }: Case) {
  const text = `judge:\n  model: ${model}\n  model_source: ${source}\n`;
  const list = { ...LIST, problems: lost.map((part) => ({ part, message: 'no' })) };
  const found = modelListProblems(parseSpec(text, 'a.eval.yaml'), { list, backend, now: 3 * HOUR });
  for (const { severity, path, range } of found) {
    assert.deepEqual(
      [severity, path, range.start],
      ['warning', ['judge', 'model'], { line: 2, column: 10 }],
    );
  }
  return found.map(({ code, message }) => `${code}: ${message}`);
}

const AGE = '(list of 3 h ago)';

describe('modelListProblems', () => {
  const silent: [name: string, at: Case][] = [
    ['a model of the list', { model: 'openai/gpt-oss-120b' }],
    ['an endpoint by name', { model: 'me/started', source: 'dedicated' }],
    ['an endpoint by id', { model: 'endpoint-STARTED', source: 'dedicated' }],
    ['an endpoint of a project', { model: 'ep_abc', source: 'dedicated' }],
    ['any external model', { model: 'acme/unheard-of', source: 'external' }],
    ['a chat model on the local runner', { model: 'a/chat-only', backend: 'local' }],
    ['any name below demo/ on the embedded service', { model: 'demo/anything', backend: 'demo' }],
    ['no source yet', { model: 'x/y', source: '' }],
    ['a list whose serverless part did not come', { model: 'x/y', lost: ['serverless'] }],
    [
      'a list whose endpoints did not come',
      { model: 'x/y', source: 'dedicated', lost: ['endpoints'] },
    ],
    [
      'a local run without the list of models',
      { model: 'x/y', backend: 'local', lost: ['models'] },
    ],
  ];
  for (const [name, at] of silent) {
    it(`says nothing against ${name}`, () => {
      assert.deepEqual(problems(at), []);
    });
  }

  const told: [name: string, at: Case, message: string][] = [
    [
      'a slip, with what was meant',
      { model: 'openai/gpt-oss-12b' },
      `unlisted-model: The service does not list \`openai/gpt-oss-12b\` ${AGE}. Did you mean \`openai/gpt-oss-120b\`?`,
    ],
    [
      'a model that is gone',
      { model: 'old/llama-2-70b-chat-hf' },
      `unlisted-model: The service does not list \`old/llama-2-70b-chat-hf\` ${AGE}.`,
    ],
    [
      'a chat model that evaluations do not take',
      { model: 'a/chat-only' },
      `unlisted-model: \`a/chat-only\` answers chat completions, but evaluations of the service don’t list it ${AGE}.`,
    ],
    [
      'a shortcut that is called serverless',
      { model: 'openai/gpt-5' },
      `unlisted-model: \`openai/gpt-5\` is listed as external, not as serverless ${AGE}.`,
    ],
    [
      'an unknown endpoint',
      { model: 'me/startet', source: 'dedicated' },
      `unlisted-model: The service lists no endpoint \`me/startet\` ${AGE}. Did you mean \`me/started\`?`,
    ],
    ...(
      [
        ['stopped', 'is stopped'],
        ['stopping', 'is being stopped'],
        ['starting', 'is still being started'],
        ['error', 'can’t serve: its state is ERROR'],
        ['frozen', 'can’t serve: its state is FROZEN'],
      ] as const
    ).map(([state, words]): [string, Case, string] => [
      `an endpoint that is ${state}`,
      { model: `me/${state}`, source: 'dedicated' },
      `endpoint-stopped: The endpoint \`me/${state}\` ${words} ${AGE}: start it before you run.`,
    ]),
  ];
  for (const [name, at, message] of told) {
    it(`tells ${name}`, () => {
      assert.deepEqual(problems(at), [message]);
    });
  }

  for (const [tokens, isTold] of [
    [8191, false],
    [8192, true],
  ] as const) {
    it(`${isTold ? 'tells' : 'allows'} max_tokens of ${tokens} in a context of 8192`, () => {
      const judge = {
        model: 'openai/gpt-oss-120b',
        model_source: 'serverless',
        system_template: 'x',
        max_tokens: tokens,
      };
      const spec = {
        type: 'score',
        dataset: 'd.csv',
        judge,
        min_score: 0,
        max_score: 1,
        pass_threshold: 1,
        model_to_evaluate: 'answer',
      };
      const parsed = parseSpec(JSON.stringify(spec), 'a.eval.json');
      assert.ok(parsed.spec);
      const found = modelListProblems(parsed, { list: LIST, backend: 'together', now: 0 });
      assert.deepEqual(
        found.map(({ code, path }) => [code, path]),
        isTold ? [['context-length', ['judge', 'max_tokens']]] : [],
      );
    });
  }
});
