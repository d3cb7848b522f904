import assert from 'node:assert/strict';
import fc from 'fast-check';
import { secretNameFault } from '../../../../src/ui/secrets/secretName.js';

describe('secretNameFault', () => {
  const names = [
    'OPENAI_API_KEY',
    'judge',
    'a.b-c_1',
    '_x',
    'GPT4O_2024_08_06_EU_WEST_1',
    'key-eu',
    'TheKeyOfTheJudgeInProduction',
  ];
  for (const name of names) {
    it(`${name} is a name`, () => assert.equal(secretNameFault(name), undefined));
  }

  const keys = [
    'sk-proj-abcdefghijklmnop1234',
    'sk_live_51HxAbCdEfGhIjKl',
    'gsk_4f8a9b2c7d1e6f3a',
    'tgp_v1_abc123abc123abc1',
    'AIzaSyA1234567890abcdefghijklmnop',
    'a3f8d9e2b7c4a1f6',
    'Zm9vYmFyMTIzNDU2Nzg5MGFi',
    '7c9e6679-7425-40de-944b-e07fc1f90ae7',
    'key-0123456789abcdef',
  ];
  for (const key of keys) {
    it(`a key in place of a name is refused, and not repeated: ${key.slice(0, 6)}…`, () => {
      const fault = secretNameFault(key) ?? '';
      assert.match(fault, /^That looks like a key itself/);
      assert.ok(!fault.includes(key));
    });
  }

  it('other texts are no names', () => {
    for (const text of ['', '1a', 'a b', 'a:b', 'ä', 'a'.repeat(65)]) {
      assert.notEqual(secretNameFault(text), undefined, text);
    }
  });

  it('no random text of letters and digits as long as a key is taken', () => {
    const letters = fc.integer({ min: 0, max: 25 }).map((at) => String.fromCharCode(97 + at));
    const digits = fc.integer({ min: 0, max: 9 }).map(String);
    const random = fc
      .tuple(
        fc.array(letters, { minLength: 12, maxLength: 20 }),
        fc.array(digits, { minLength: 8, maxLength: 20 }),
        fc.nat(),
      )
      .map(([some, others, seed]) => {
        const all = [...some, ...others];
        return all.map((_one, at) => all[(at * 7 + seed) % all.length] ?? '').join('');
      })
      .filter((text) => /\d/.test(text) && /[A-Za-z]/.test(text));
    fc.assert(fc.property(random, (text) => secretNameFault(text) !== undefined));
  });
});
