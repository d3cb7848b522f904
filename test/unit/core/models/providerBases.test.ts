import assert from 'node:assert/strict';
import {
  baseUrlHint,
  LOCAL_BASES,
  PROVIDER_BASES,
} from '../../../../src/core/models/providerBases.js';

describe('baseUrlHint', () => {
  const good = [
    ...[...PROVIDER_BASES, ...LOCAL_BASES].map(({ url }) => url),
    ...PROVIDER_BASES.map(({ url }) => `${url}/chat/completions`),
    ...PROVIDER_BASES.map(({ url }) => `${url}/`),
    'https://api.openai.com',
    'https://api.anthropic.com/',
    'https://api.mistral.ai',
    'https://llm.example.com',
    'https://llm.example.com/some/path/v2',
    'https://acme.openai.azure.com/openai/v1/',
    'not a url',
  ];
  for (const url of good) {
    it(`has nothing against ${url}`, () => {
      assert.equal(baseUrlHint(url), undefined);
    });
  }

  const bad: [url: string, proposal: string | undefined][] = [
    ['https://api.anthropic.com/v1/messages', 'https://api.anthropic.com/v1'],
    [
      'https://generativelanguage.googleapis.com',
      'https://generativelanguage.googleapis.com/v1beta/openai',
    ],
    [
      'https://generativelanguage.googleapis.com/v1beta',
      'https://generativelanguage.googleapis.com/v1beta/openai',
    ],
    ['https://api.groq.com', 'https://api.groq.com/openai/v1'],
    ['https://openrouter.ai/v1', 'https://openrouter.ai/api/v1'],
    ['https://api.openai.com/v1/responses', 'https://api.openai.com/v1'],
    ['https://llm.example.com/v1/completions', 'https://llm.example.com/v1'],
    ['https://llm.example.com/v1/models/', 'https://llm.example.com/v1'],
    [
      'https://acme.openai.azure.com/openai/deployments/gpt/chat/completions?api-version=2024-06-01',
      'https://acme.openai.azure.com/openai/v1',
    ],
    ['https://acme.openai.azure.com', 'https://acme.openai.azure.com/openai/v1'],
    ['https://llm.example.com/v1?key=abc', undefined],
  ];
  for (const [url, proposal] of bad) {
    it(`speaks against ${url}`, () => {
      const hint = baseUrlHint(url) ?? '';
      assert.notEqual(hint, '');
      assert.equal(/Did you mean `(.*)`\?$/.exec(hint)?.[1], proposal);
      assert.ok(!hint.includes('abc'), 'a query may hold a key');
    });
  }

  it('proposes only what it has nothing against', () => {
    for (const [, proposal] of bad) {
      if (proposal !== undefined) assert.equal(baseUrlHint(proposal), undefined);
    }
  });
});
