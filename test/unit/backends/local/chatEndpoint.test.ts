import assert from 'node:assert/strict';
import { chatEndpoint } from '../../../../src/backends/local/chatEndpoint.js';

const SERVICE = 'https://api.together.ai/v1';
const external = (external_base_url?: string) => ({
  model: 'm',
  model_source: 'external' as const,
  ...(external_base_url !== undefined && { external_base_url }),
});

describe('chatEndpoint', () => {
  const urls: [string, string][] = [
    ['https://models.example', 'https://models.example/v1/chat/completions'],
    ['https://models.example/', 'https://models.example/v1/chat/completions'],
    ['https://models.example/api/v2', 'https://models.example/api/v2/chat/completions'],
    ['https://models.example/api/v2/', 'https://models.example/api/v2/chat/completions'],
    ['https://models.example/x/chat/completions', 'https://models.example/x/chat/completions'],
    [
      'https://models.example/openai?api-version=1',
      'https://models.example/openai/chat/completions?api-version=1',
    ],
    ['http://127.0.0.1:8000', 'http://127.0.0.1:8000/v1/chat/completions'],
    ['http://localhost:11434/v1', 'http://localhost:11434/v1/chat/completions'],
    ['http://[::1]:8000/v1', 'http://[::1]:8000/v1/chat/completions'],
  ];
  for (const [base, expected] of urls) {
    it(`asks ${expected} for ${base}`, () => {
      const { url, key } = chatEndpoint(external(base), SERVICE);
      assert.deepEqual({ url: url.href, key }, { url: expected, key: 'none' });
    });
  }

  it("asks the service with the service's key, an external model with its own", () => {
    for (const model_source of ['serverless', 'dedicated'] as const) {
      const { url, key, host } = chatEndpoint({ model: 'm', model_source }, SERVICE);
      assert.deepEqual(
        { url: url.href, key, host },
        { url: `${SERVICE}/chat/completions`, key: 'service', host: 'api.together.ai' },
      );
    }
    const external_api_token = '${env:KEY}';
    const { key } = chatEndpoint({ ...external('https://x.example'), external_api_token }, SERVICE);
    assert.deepEqual(key, { reference: '${env:KEY}' });
  });

  const refused: [string | undefined, RegExp][] = [
    [undefined, /has no external_base_url/],
    ['models.example/v1', /is no URL/],
    ['http://models.example/v1', /must begin with https/],
    ['http://127.0.0.1.evil.example/v1', /must begin with https/],
    ['file:///etc/passwd', /must begin with https/],
    ['https://user:pass@models.example', /user name or password/],
  ];
  for (const [base, message] of refused) {
    it(`refuses ${base ?? 'no address'}`, () => {
      assert.throws(() => chatEndpoint(external(base), SERVICE), {
        name: 'UserError',
        kind: 'spec',
        message,
      });
    });
  }
});
