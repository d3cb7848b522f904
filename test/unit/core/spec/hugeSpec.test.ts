import assert from 'node:assert/strict';
import { completeSpec } from '../../../../src/core/spec/completion/completeSpec.js';
import { parseSpec } from '../../../../src/core/spec/parseSpec.js';
import { proven } from '../../../security/proofs.js';

/** What takes minutes where each character, value or fault is held against all others. */
const HUGE: readonly (readonly [name: string, path: string, text: string, code: string])[] = [
  ['of a million characters', 'a.yaml', `name: ${'x '.repeat(500_000)}`, 'too-large'],
  ['of errors alone', 'a.json', 'x '.repeat(100_000), 'syntax'],
  ['of commas and colons', 'a.json', `{${',:'.repeat(50_000)}`, 'syntax'],
  ['of 100,000 lists in one', 'a.json', '['.repeat(100_000), 'too-deep'],
  ['of 100,000 maps in one, in YAML', 'a.yaml', '{a: '.repeat(100_000), 'too-deep'],
  ['of 30,000 numbers', 'a.json', `{"labels":[${'1,'.repeat(30_000)}1]}`, 'too-large'],
  ['of one field, 60,000 times', 'a.json', `{${'"a":1,'.repeat(60_000)}"a":1}`, 'too-large'],
  ['of 19,000 unknown fields', 'a.yaml', fields(19_000), 'missing-field'],
  ['of 9,000 unknown fields, JSON', 'a.json', JSON.stringify(entries(9_000)), 'missing-field'],
  ['of billions of laughs', 'a.yaml', laughs(), 'alias'],
  ['that names itself', 'a.yaml', 'a: &a\n  b: *a\n', 'alias'],
  ['of quotes', 'a.yaml', '"'.repeat(50_000), 'syntax'],
  ['of anchors', 'a.yaml', '&a '.repeat(20_000), 'syntax'],
  ['of line breaks', 'a.yaml', `name: ${'\n'.repeat(900_000)}x`, 'syntax'],
  ['of slashes', 'a.json', slashes(), 'missing-field'],
];

function fields(count: number): string {
  return Array.from({ length: count }, (_, at) => `a${at}: 1\n`).join('');
}

function entries(count: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`a${at}`, at]));
}

function laughs(): string {
  const lines = Array.from({ length: 30 }, (_, at) => {
    const before = at === 0 ? 'ha' : `*l${at - 1}`;
    return `l${at}: &l${at} [${Array.from({ length: 10 }, () => before).join(', ')}]\n`;
  });
  return lines.join('');
}

/** An address that is as long as a spec may be. */
function slashes(): string {
  const judge = { model: 'a/b', external_base_url: `https://a/${'/'.repeat(900_000)}x` };
  return JSON.stringify({ judge, model_source: 'external' });
}

describe('regression: a huge or hostile spec', () => {
  let held = 0;
  for (const [name, path, text, code] of HUGE) {
    it(`is read in moments: one ${name}`, () => {
      const { spec, problems } = parseSpec(text, path);
      assert.equal(spec, undefined);
      assert.ok(
        problems.some((problem) => problem.code === code),
        `only ${[...new Set(problems.map((problem) => problem.code))].join(', ')}`,
      );
      assert.ok(problems.length <= 2_001, `${problems.length} problems`);
      held += 1;
    });
  }

  it('keeps within its limits', () => {
    assert.equal(held, HUGE.length);
    proven({
      area: 'Bad input',
      claim:
        'A spec that is huge, nested 100,000 deep, all errors or an alias bomb is refused with a sentence, in moments',
      test: 'test/unit/core/spec/hugeSpec.test.ts',
      figure: `${HUGE.length} specs of up to 1 MB`,
    });
  });

  const LONG_LINES = ['a' + ' '.repeat(50_000), `{${' '.repeat(50_000)}`, '- '.repeat(50_000)];
  for (const [at, line] of LONG_LINES.entries()) {
    it(`is completed at the end of a line of 50,000 characters: ${at + 1}`, () => {
      const text = `type: classify\njudge:\n  model: ${line}`;
      completeSpec({ text, path: 'a.eval.yaml', offset: text.length });
    });
  }
});
