import assert from 'node:assert/strict';
import fc from 'fast-check';
import { completeSpec } from '../../../../src/core/spec/completion/completeSpec.js';
import { parseSpec } from '../../../../src/core/spec/parseSpec.js';
import type { TextPosition } from '../../../../src/core/spec/text/textRange.js';
import { jsonText, yamlText } from './markedText.js';

const SEEDS = [
  ['a.eval.yaml', yamlText('classify')],
  ['a.eval.yaml', yamlText('compare')],
  ['a.eval.json', jsonText('score')],
  ['a.eval.jsonc', jsonText('classify')],
] as const;

const BITS = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ':',
  ',',
  '\n',
  '\r\n',
  ' ',
  '\t',
  '- ',
  '&a',
  '*a',
  '|',
  '>',
  '#',
  '//',
  '/*',
  '\\',
  '\u0000',
  '🦉',
  '<<',
  '? ',
  '---',
  '%',
  '!!map',
  '__proto__',
  'null',
  '1e999',
  "'",
];

/** A good spec in which some stretches were cut, doubled or overwritten. */
const mutated = fc
  .record({
    seed: fc.constantFrom(...SEEDS),
    edits: fc.array(
      fc.record({
        at: fc.nat(600),
        cut: fc.nat(30),
        put: fc.oneof(fc.constantFrom(...BITS), fc.string({ maxLength: 6 })),
      }),
      { maxLength: 6 },
    ),
  })
  .map(({ seed: [path, text], edits }) => ({
    path,
    text: edits.reduce((before, { at, cut, put }) => {
      const place = at % (before.length + 1);
      return before.slice(0, place) + put + before.slice(place + cut);
    }, text),
  }));

function isInside(text: string, { line, column }: TextPosition): boolean {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const own = lines[line - 1];
  // The end of a line may be the place between its \r and \n.
  return own !== undefined && column >= 1 && column <= own.length + 2;
}

describe('parseSpec on any text', () => {
  it('never throws, and every range lies inside the text, its end not before its start', () => {
    fc.assert(
      fc.property(mutated, ({ path, text }) => {
        const parsed = parseSpec(text, path);
        for (const { range } of parsed.problems) {
          assert.ok(isInside(text, range.start) && isInside(text, range.end));
          const { start, end } = range;
          assert.ok(
            end.line > start.line || (end.line === start.line && end.column >= start.column),
          );
        }
        const hasErrors = parsed.problems.some(({ severity }) => severity === 'error');
        assert.equal(parsed.spec === undefined, hasErrors);
      }),
      { numRuns: 600 },
    );
  });

  it('regression: a warning of YAML hides no field that is missing', () => {
    const { spec, problems } = parseSpec('!tag\njudge:\n  model: m\n', 'a.eval.yaml');
    const codes = problems.map(({ severity, code }) => `${severity} ${code}`);
    assert.equal(spec, undefined);
    assert.ok(
      codes.includes('warning syntax') && codes.includes('error missing-field'),
      codes.join(),
    );
  });

  it('completes at any place without throwing, within the text', () => {
    fc.assert(
      fc.property(mutated, fc.nat(600), ({ path, text }, at) => {
        const offset = at % (text.length + 1);
        for (const { start, end } of completeSpec({ text, offset, path, columns: ['question'] })) {
          assert.ok(0 <= start && start <= offset && offset <= end && end <= text.length);
        }
      }),
      { numRuns: 400 },
    );
  });
});
