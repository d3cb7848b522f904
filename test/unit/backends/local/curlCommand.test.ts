import assert from 'node:assert/strict';
import { chatBody } from '../../../../src/backends/local/chatWire.js';
import { FIRST_DIALECT } from '../../../../src/core/judging/dialect.js';
import { curlCommand } from '../../../../src/backends/local/curlCommand.js';
import type { ChatRequest, ChatTarget } from '../../../../src/core/judging/chat.js';
import { UserError } from '../../../../src/core/userError.js';

const SERVICE = 'https://api.example.com/v1';

const request = (target: Partial<ChatTarget> = {}): ChatRequest => ({
  target: { model: 'openai/gpt-oss-120b', model_source: 'serverless', ...target },
  messages: [{ role: 'user', content: "It's $HOME, `ls`,\nJSON\nand \\ too" }],
  max_tokens: 64,
  temperature: 0,
  schema: { name: 'verdict', schema: { type: 'object' } },
});

describe('curlCommand', () => {
  it('sends the very body of the runner, with the key as a reference', () => {
    const body = JSON.stringify(chatBody(request(), FIRST_DIALECT), null, 2);
    assert.equal(
      curlCommand(request(), SERVICE),
      [
        "curl 'https://api.example.com/v1/chat/completions' \\",
        '  -H "Authorization: Bearer $TOGETHER_API_KEY" \\',
        "  -H 'Content-Type: application/json' \\",
        "  --data-binary @- <<'JSON'",
        body,
        'JSON',
        '',
      ].join('\n'),
    );
    assert.match(body, /"response_format": \{\n\s+"type": "json_schema"/);
  });

  it('keeps a line of the text from ending the body', () => {
    const lines = curlCommand(request(), SERVICE).split('\n');
    assert.equal(lines.indexOf('JSON'), lines.length - 2);
  });

  const keys: [name: string, token: string | undefined, expected: string | undefined][] = [
    ['a variable', '${env:OPENAI_API_KEY}', '$OPENAI_API_KEY'],
    ['a secret, as a variable of its name', '${secret:open-ai.key}', '$open_ai_key'],
    ['no key', undefined, undefined],
  ];
  for (const [name, external_api_token, expected] of keys) {
    it(`names ${name}`, () => {
      const external = {
        model_source: 'external' as const,
        external_base_url: 'https://llm.example.org/v1',
        ...(external_api_token !== undefined && { external_api_token }),
      };
      const command = curlCommand(request(external), SERVICE);
      assert.match(command, /^curl 'https:\/\/llm\.example\.org\/v1\/chat\/completions'/);
      assert.equal(/Bearer (\S+)"/.exec(command)?.[1], expected);
    });
  }

  const refused: [name: string, target: Partial<ChatTarget>][] = [
    ['a model of the editor', { model: 'vscode:copilot/gpt-4o', model_source: 'external' }],
    ['a provider without an address', { model: 'openai/gpt-4o', model_source: 'external' }],
    [
      'a literal key',
      {
        model_source: 'external',
        external_base_url: 'https://llm.example.org',
        external_api_token: 'sk-123',
      },
    ],
  ];
  for (const [name, target] of refused) {
    it(`refuses ${name}, and tells no key`, () => {
      assert.throws(
        () => curlCommand(request(target), SERVICE),
        (error) => error instanceof UserError && !error.message.includes('sk-123'),
      );
    });
  }
});
