import assert from 'node:assert/strict';
import { errorText } from '../../../../src/backends/http/errorBody.js';

describe('errorText', () => {
  const cases: [string, string, string][] = [
    ['the envelope', '{"error":{"message":"no","type":"x","param":null,"code":null}}', 'no'],
    ['a string', '{"error":"no"}', 'no'],
    ['a message', '{"message":"no"}', 'no'],
    ['a detail', '{"detail":"no"}', 'no'],
    ['plain text', 'Unauthorized\n', 'Unauthorized'],
    ['HTML', '<html><body>524</body></html>', ''],
    ['control characters', '{"error":"a\\u001b[31mb\\nc"}', 'a [31mb c'],
    ['a novel', 'x'.repeat(400), `${'x'.repeat(299)}…`],
    ['nothing', '', ''],
  ];
  for (const [what, body, expected] of cases) {
    it(what, () => assert.equal(errorText(body), expected));
  }
});
