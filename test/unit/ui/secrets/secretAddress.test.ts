import assert from 'node:assert/strict';
import { isSecretAddress } from '../../../../src/ui/secrets/secretAddress.js';

describe('isSecretAddress', () => {
  const cases: readonly [string, boolean][] = [
    ['https://api.openai.com', true],
    ['https://api.openai.com/v1', true],
    ['http://127.0.0.1:8080/v1', true],
    ['http://localhost:11434', true],
    ['http://[::1]:8080', true],
    ['http://api.openai.com', false],
    // Regression: its first letters are those of an address of this machine.
    ['http://127.evil.example', false],
    ['ftp://127.0.0.1', false],
    ['mailto:key@example.com', false],
    ['api.openai.com', false],
    ['', false],
  ];
  for (const [text, expected] of cases) {
    it(`${text || 'nothing'}: ${expected ? 'yes' : 'no'}`, () => {
      assert.equal(isSecretAddress(text), expected);
    });
  }
});
