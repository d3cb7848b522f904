import assert from 'node:assert/strict';
import { keyOrigin } from '../../../src/core/keyOrigin.js';

describe('keyOrigin', () => {
  const origins: readonly [string, string][] = [
    ['https://api.openai.com', 'https://api.openai.com'],
    ['https://api.openai.com/v1?x=1#y', 'https://api.openai.com'],
    ['HTTPS://API.OpenAI.com:443/v1', 'https://api.openai.com'],
    ['https://api.openai.com:8443', 'https://api.openai.com:8443'],
    ['https://api.openai.com./v1', 'https://api.openai.com.'],
    ['https://xn--pi-6kc.openai.com', 'https://xn--pi-6kc.openai.com'],
    ['http://127.0.0.1:8080/v1', 'http://127.0.0.1:8080'],
    ['http://localhost:11434', 'http://localhost:11434'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
    ['http://localhost:80/v1', 'http://localhost'],
  ];
  for (const [text, origin] of origins) {
    it(`${text} is ${origin}`, () => assert.deepEqual(keyOrigin(text), { origin }));
  }

  const faults: readonly [string, RegExp][] = [
    ['', /^is no URL/],
    ['api.openai.com', /^is no URL/],
    ['mailto:key@example.com', /^must begin with https/],
    ['ftp://127.0.0.1', /^must begin with https/],
    ['http://api.openai.com', /^must begin with https/],
    // Regression: its first letters are those of an address of this machine.
    ['http://127.evil.example', /^must begin with https/],
    ['https://api.openai.com@evil.example', /^is read as https:\/\/evil\.example;/],
    ['https://user:pass@api.openai.com', /^is read as https:\/\/api\.openai\.com;/],
    ['https://evil.example\\@api.openai.com', /^is read as https:\/\/evil\.example;/],
    ['https:\\\\evil.example', /^is read as https:\/\/evil\.example;/],
    ['https:evil.example', /^is read as https:\/\/evil\.example;/],
    ['https:///evil.example', /^is read as https:\/\/evil\.example;/],
    ['https://api.open\tai.com', /^is read as https:\/\/api\.openai\.com;/],
    ['https://api%2eopenai.com', /^is read as https:\/\/api\.openai\.com;/],
    ['https://аpi.openai.com', /^is read as https:\/\/xn--pi-6kc\.openai\.com;/],
    ['https://api。openai.com', /^is read as https:\/\/api\.openai\.com;/],
    ['https://2130706433', /^is read as https:\/\/127\.0\.0\.1;/],
    ['https://api.openai.com:0443', /^is read as https:\/\/api\.openai\.com;/],
  ];
  for (const [text, expected] of faults) {
    it(`${JSON.stringify(text)}: none`, () => {
      const read = keyOrigin(text);
      assert.ok('fault' in read, JSON.stringify(read));
      assert.match(read.fault, expected);
    });
  }
});
