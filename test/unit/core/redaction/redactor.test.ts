import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MASK, createRedactor } from '../../../../src/core/redaction/redactor.js';
import { secretForms } from '../../../../src/core/redaction/secretForms.js';
import { proven } from '../../../security/proofs.js';

const KEY = 'sk-canary-0a1B2c3D4e5F';

const HARD = 'k"e\\y+/=&<%>\'0123456789';
/** How a key may come back, made by others than the redactor. */
const FORMS: readonly [string, (key: string) => string][] = [
  ['as it is', (key) => key],
  ['in JSON', (key) => JSON.stringify({ said: `no: ${key}!` })],
  ['in JSON in JSON', (key) => JSON.stringify({ body: JSON.stringify({ key }) })],
  ['in the query of a URL', (key) => new URLSearchParams({ key }).toString()],
  ['in the path of a URL', (key) => `https://a.example/${encodeURIComponent(key)}/x`],
  ['in Base64', (key) => Buffer.from(key).toString('base64')],
  ['in Base64 behind one character', (key) => Buffer.from(`:${key}`).toString('base64')],
  ['behind Basic', (key) => `Basic ${Buffer.from(`me:${key}`).toString('base64')}`],
  [
    'behind Basic, more behind it',
    (key) => `Basic ${Buffer.from(`user:${key}:x`).toString('base64')}`,
  ],
  ['behind Bearer', (key) => `authorization: Bearer ${key}`],
  ['in Base64 for URLs', (key) => Buffer.from(`?>${key}`).toString('base64url')],
  ['in small hexadecimal digits', (key) => Buffer.from(key).toString('hex')],
  ['in large hexadecimal digits', (key) => Buffer.from(key).toString('hex').toUpperCase()],
  ['twice, side by side', (key) => `${key}${key}`],
];

/** What is left of the key's text when masks are taken out: no six characters of it in a row. */
function assertGone(text: string, whole: string): void {
  for (let at = 0; at + 6 <= whole.length; at += 1) {
    assert.ok(!text.includes(whole.slice(at, at + 6)), text);
  }
}

describe('a redactor', () => {
  for (const [name, form] of FORMS) {
    it(`finds a key ${name}`, () => {
      for (const key of [KEY, HARD]) {
        const redactor = createRedactor();
        redactor.learn(key, 'KEY');
        const clean = redactor.redact(`before ${form(key)} behind`);
        assert.match(clean, /^before .*\[key\].* behind$/);
        assertGone(clean, key);
        assert.equal(redactor.places(form(key))[0]?.name, 'KEY');
      }
    });
  }

  it('finds a key in HTML', () => {
    const redactor = createRedactor();
    redactor.learn('a&b<c>d"e-0123456789', 'KEY');
    assert.equal(
      redactor.redact('<td>a&amp;b&lt;c&gt;d&quot;e-0123456789</td>'),
      `<td>${MASK}</td>`,
    );
  });

  it('finds the start of a key where a message was cut', () => {
    const redactor = createRedactor();
    redactor.learn(KEY, 'KEY');
    for (let length = 12; length <= KEY.length; length += 1) {
      assert.equal(redactor.redact(`no: ${KEY.slice(0, length)}…`), `no: ${MASK}…`);
    }
    const short = `no: ${KEY.slice(0, 10)}…`;
    assert.equal(redactor.redact(short), short);
  });

  it('learns no words, paths or texts with blanks', () => {
    const redactor = createRedactor();
    const values = [
      'none',
      'dummy',
      '',
      undefined,
      '/home/me/token.json',
      'C:\\keys\\token.txt',
      './keys/my-token',
      'a sentence with blanks',
    ];
    for (const value of values) redactor.learn(value, 'X');
    assert.equal(redactor.knowsAny(), false);
    const text = values.join(' ');
    assert.equal(redactor.redact(text), text);
  });

  it('gives back the very text where no key stands', () => {
    const redactor = createRedactor();
    redactor.learn(KEY, 'KEY');
    const text = 'sk-canary is the beginning of many keys';
    assert.equal(redactor.redact(text), text);
  });

  it('regression: a line of JSON stays one, whatever key is cut short in it', () => {
    const redactor = createRedactor();
    redactor.learn('abcdefghijkl"mnopqrstuvw', 'KEY');
    const line = JSON.stringify({ text: 'abcdefghijkl\\', next: 1 });
    assert.equal((JSON.parse(redactor.redact(line)) as { next: number }).next, 1);
  });

  const key = fc
    .array(fc.integer({ min: 0x21, max: 0x7e }), { minLength: 12, maxLength: 120 })
    .map((codes) => String.fromCharCode(...codes))
    .filter((text) => !/^[~./\\]|^[A-Za-z]:\\/.test(text));

  it('property: no key is left in any form, and JSON stays JSON', () => {
    const runs = 400;
    fc.assert(
      fc.property(key, fc.string(), fc.string(), (value, before, behind) => {
        const redactor = createRedactor();
        redactor.learn(value, 'KEY');
        for (const [name, form] of FORMS) {
          const clean = redactor.redact(before + form(value) + behind);
          for (const known of secretForms(value)) assert.ok(!clean.includes(known), name);
        }
        const said = { [`${before}${value}`]: [value, `${behind}${value}${before}`], n: 1 };
        const read = JSON.parse(redactor.redact(JSON.stringify(said))) as { n: number };
        assert.equal(read.n, 1);
        assert.equal(redactor.redact(redactor.redact(value)), MASK);
      }),
      { seed: 9, numRuns: runs },
    );
    proven({
      area: 'Keys',
      claim:
        'A known key is taken out of a text in whatever form it comes back: plain, JSON, URL, Base64, hexadecimal, in headers and addresses',
      test: 'test/unit/core/redaction/redactor.test.ts',
      figure: `${runs} random keys in ${FORMS.length} forms`,
    });
  });
});
