import { jsonJudge, yamlJudge } from '../markedText.js';
import { describeCases, type SpecCase } from '../specCases.js';

const MODEL = (source: string) =>
  `model: gpt, model_source: ${source}, system_template: s, input_template: i`;
const JSON_MODEL = (source: string) =>
  `"model": "gpt", "model_source": "${source}", "system_template": "s", "input_template": "i"`;

const CASES: readonly SpecCase[] = [
  {
    name: 'literal API key of digits alone',
    type: 'classify',
    yaml: yamlJudge('external_api_token: ⟦123456⟧'),
    json: jsonJudge('"external_api_token": ⟦123456⟧'),
    problems: [
      [
        'error',
        'literal-key',
        'An API key must not stand in a spec; keep it in secret storage and write `${secret:NAME}`, or `${env:NAME}`.',
      ],
    ],
  },
  {
    name: 'shorter name of the base URL',
    type: 'classify',
    yaml: yamlJudge('⟦base_url⟧: https://api.example.com'),
    json: jsonJudge('⟦"base_url"⟧: "https://api.example.com"'),
    problems: [
      [
        'error',
        'unknown-field',
        '`base_url` is no field of `judge`. Did you mean `external_base_url`?',
      ],
    ],
  },
  {
    name: 'older name of model',
    type: 'classify',
    yaml: {
      judge: 'judge: { ⟦model_name⟧: m, model_source: serverless, system_template: t }',
    },
    json: {
      judge:
        '"judge": { ⟦"model_name"⟧: "m", "model_source": "serverless", "system_template": "t" }',
    },
    problems: [['warning', 'deprecated-name', '`model_name` is an older name; write `model`.']],
  },
  {
    name: 'older name of model beside the newer',
    type: 'classify',
    yaml: yamlJudge('⟦model_name⟧: m'),
    json: jsonJudge('⟦"model_name"⟧: "m"'),
    problems: [
      [
        'error',
        'deprecated-name',
        '`model_name` is the older name of `model`, which is here too; remove `model_name`.',
      ],
    ],
  },
  {
    name: 'literal API key',
    type: 'compare',
    yaml: {
      model_a: `model_a: { ${MODEL('external')}, external_base_url: https://api.example.com/v1, external_api_token: ⟦sk-abc123⟧ }`,
    },
    json: {
      model_a: `"model_a": { ${JSON_MODEL('external')}, "external_base_url": "https://api.example.com/v1", "external_api_token": ⟦"sk-abc123"⟧ }`,
    },
    problems: [
      [
        'error',
        'literal-key',
        'An API key must not stand in a spec; keep it in secret storage and write `${secret:NAME}`, or `${env:NAME}`.',
      ],
    ],
  },
  {
    name: 'http to another machine',
    type: 'compare',
    yaml: {
      model_a: `model_a: { ${MODEL('external')}, external_base_url: ⟦http://10.0.0.7/v1⟧, external_api_token: "\${env:KEY}" }`,
    },
    json: {
      model_a: `"model_a": { ${JSON_MODEL('external')}, "external_base_url": ⟦"http://10.0.0.7/v1"⟧, "external_api_token": "\${env:KEY}" }`,
    },
    problems: [
      [
        'error',
        'base-url',
        '`external_base_url` must use https; http is allowed on this machine only (localhost, 127.0.0.1).',
      ],
    ],
  },
  {
    name: 'external model without URL and with no known shortcut',
    type: 'compare',
    yaml: { model_a: `model_a: { ${MODEL('⟦external⟧')} }` },
    json: {
      model_a:
        '"model_a": { "model": "gpt", "model_source": ⟦"external"⟧, "system_template": "s", "input_template": "i" }',
    },
    problems: [
      [
        'warning',
        'external-url',
        'An external model needs `external_base_url`, unless its name is a shortcut that the service knows, e.g. `openai/gpt-5`.',
      ],
    ],
  },
  {
    name: 'address that is plainly no chat endpoint, with what was meant',
    type: 'compare',
    yaml: {
      model_a:
        'model_a: { model: c, model_source: external, external_base_url: ⟦https://api.anthropic.com/v1/messages⟧, external_api_token: "${env:K}", system_template: s, input_template: i }',
    },
    json: {
      model_a:
        '"model_a": { "model": "c", "model_source": "external", "external_base_url": ⟦"https://api.anthropic.com/v1/messages"⟧, "external_api_token": "${env:K}", "system_template": "s", "input_template": "i" }',
    },
    problems: [
      [
        'warning',
        'base-url-path',
        'Anthropic answers chat completions below /v1. Did you mean `https://api.anthropic.com/v1`?',
      ],
    ],
  },
  {
    name: 'language model of VS Code that is not external',
    type: 'compare',
    yaml: {
      model_a:
        'model_a: { model: vscode:copilot/gpt-4.1, model_source: ⟦serverless⟧, system_template: s, input_template: i }',
    },
    json: {
      model_a:
        '"model_a": { "model": "vscode:copilot/gpt-4.1", "model_source": ⟦"serverless"⟧, "system_template": "s", "input_template": "i" }',
    },
    problems: [
      ['error', 'editor-model', 'A language model of VS Code needs `model_source` `external`.'],
    ],
  },
  {
    name: 'language model of VS Code on the service',
    type: 'compare',
    yaml: {
      model_a:
        'model_a: { model: ⟦vscode:copilot/gpt-4.1⟧, model_source: external, system_template: s, input_template: i }',
      backend: 'backend: together',
    },
    json: {
      model_a:
        '"model_a": { "model": ⟦"vscode:copilot/gpt-4.1"⟧, "model_source": "external", "system_template": "s", "input_template": "i" }',
      backend: '"backend": "together"',
    },
    problems: [
      [
        'error',
        'editor-model',
        'A language model of VS Code is reached by the local runner only, not by backend together.',
      ],
    ],
  },
  {
    name: 'service file on the local runner',
    type: 'classify',
    yaml: { dataset: 'dataset: ⟦file-12ab⟧', backend: 'backend: local' },
    json: { dataset: '"dataset": ⟦"file-12ab"⟧', backend: '"backend": "local"' },
    problems: [
      [
        'error',
        'dataset-backend',
        'The local runner reads a file of this machine; `file-…` names a file on the service.',
      ],
    ],
  },
];

describeCases('faults of models', CASES);
